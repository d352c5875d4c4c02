import fc from 'fast-check';
import type { FirmFacts, LoanFacts, PersonFacts } from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import type { Indicator } from '../../../../src/risk/indicators/indicator';
import { aFirm, aLoan, aNetwork, aPerson, aReport, aTrade, LIMITING, POLICY } from '../some-facts';

/** Debt that cannot be measured makes NONE an UNKNOWN, which is no better. */
const gravityOf = ({ level }: Indicator): number => ['NONE', 'WATCH', 'HIGH', 'SEVERE'].indexOf(level);
const worse = (a: Indicator, b: Indicator): boolean =>
  gravityOf(a) > Math.max(0, gravityOf(b)) || (a.score ?? 0) > (b.score ?? 0);

/** Those of the indicators that got better. */
export const improved = (before: readonly Indicator[], after: readonly Indicator[]): string[] =>
  before.flatMap((one, index) => (worse(one, after[index] as Indicator) ? [one.kind] : []));

/** What got better by the policy that is shipped, or by one that leaves nothing without a limit. */
export const improvedBy = (before: PersonFacts | FirmFacts, after: PersonFacts | FirmFacts): string[] =>
  [POLICY, LIMITING].flatMap((policy) => improved(assess(before, policy), assess(after, policy)));

export const minor = fc.bigInt({ min: 0n, max: 10n ** 14n });
export const loan: fc.Arbitrary<LoanFacts> = fc
  .record({
    overdueDays: fc.nat(500),
    overdueTerms: fc.nat(12),
    overdueMinor: minor,
    outstandingMinor: minor,
    monthlyDueMinor: fc.option(minor),
    paymentState24m: fc.string({ unit: fc.constantFrom(...'/*N1234567CZDB#'), minLength: 24, maxLength: 24 }),
    status: fc.constantFrom('CURRENT', 'OVERDUE', 'DEFAULTED', 'SETTLED'),
    currency: fc.constantFrom('CNY', 'CZK'),
  })
  .map((facts) => aLoan(facts));
export const overdueLoan = loan.map((one) => ({
  ...one,
  id: '999',
  loanNo: 'LOAN-MORE',
  status: 'OVERDUE' as const,
  overdueDays: one.overdueDays + 1,
  overdueTerms: one.overdueTerms + 1,
}));
const loans = fc
  .array(loan, { maxLength: 5 })
  .map((all) => all.map((one, index) => ({ ...one, id: String(index + 1), loanNo: `LOAN-${index + 1}` })));

const count = fc.option(fc.nat(20));
const report = fc
  .record({
    openLenderCount: count,
    overdueMinor: fc.option(minor),
    openBalanceMinor: fc.option(minor),
    monthlyDueMinor: fc.option(minor),
  })
  .map((facts) => ({ bureau: 'NIFA', report: aReport(facts) }));
const reports = fc.oneof(
  fc.array(report, { maxLength: 3 }),
  fc.constant([{ bureau: 'NIFA', report: missing('NOT_STORED', 'NIFA') }]),
);
const cashflow = fc.oneof(
  fc.constant(missing('NOT_RECORDED', 'ledger')),
  fc
    .record({ monthlyIncomeMinor: minor, monthlyRepaymentMinor: minor, otherLenders: fc.nat(8) })
    .map((one) => known([{ currency: 'CNY', months: 12, ...one }], 'ledger')),
);
export const person: fc.Arbitrary<PersonFacts> = fc
  .record({ loans: loans.map((all) => known(all, 'loans')), reports, cashflow })
  .map((facts) => aPerson(facts));
export const firm: fc.Arbitrary<FirmFacts> = fc
  .record({
    loans: loans.map((all) => known(all, 'loans')),
    network: fc
      .nat(6)
      .map((many) =>
        known(aNetwork({ creditors: Array.from({ length: many }, (_, n) => `bo:${n + 100}`) }), 'graph'),
      ),
    trade: minor.map((boughtMinor) =>
      known(
        aTrade({ counterparties: [{ node: 'bo:9', currency: 'CNY', soldMinor: 0n, boughtMinor }] }),
        'trade',
      ),
    ),
  })
  .map((facts) => aFirm(facts));
