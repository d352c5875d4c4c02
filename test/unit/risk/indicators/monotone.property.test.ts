import fc from 'fast-check';
import { type ApplicationWindow, SPECIAL_TRADES } from '../../../../src/bureaus/normalised-report';
import { addDays } from '../../../../src/kernel';
import type {
  FirmFacts,
  LawsuitFacts,
  LoanFacts,
  PersonFacts,
  TradeSuspicion,
} from '../../../../src/risk/facts/borrower-facts';
import { known } from '../../../../src/risk/facts/fact';
import {
  type InstalmentRow,
  type LoanRow,
  loanStanding,
} from '../../../../src/risk/facts/sources/loan-standing';
import { type MonthOfLedger, monthlyCashflow } from '../../../../src/risk/facts/sources/monthly-cashflow';
import { assess } from '../../../../src/risk/indicators/assess';
import { AS_OF, aLoan, aNetwork, aPerson, aReport, aSuspicion, aTrade, POLICY } from '../some-facts';
import { firm, improved, improvedBy, loan, minor, overdueLoan, person } from './any-borrower';

const plus = <Facts extends PersonFacts | FirmFacts>(facts: Facts, more: LoanFacts): Facts => ({
  ...facts,
  loans: known([...(facts.loans.known ? facts.loans.value : []), more], 'loans'),
});

describe('No indicator gets better', () => {
  it('when a person has one more overdue loan', () => {
    fc.assert(
      fc.property(person, overdueLoan, (facts, more) => {
        expect(improvedBy(facts, plus(facts, more))).toEqual([]);
      }),
    );
  });

  it('when a firm has one more overdue loan', () => {
    fc.assert(
      fc.property(firm, overdueLoan, (facts, more) => {
        expect(improvedBy(facts, plus(facts, more))).toEqual([]);
      }),
    );
  });

  it('when a bureau knows of one more lender', () => {
    fc.assert(
      fc.property(person, fc.nat(20), (facts, lenders) => {
        const told = (openLenderCount: number) => ({
          ...facts,
          reports: [...facts.reports, { bureau: 'BAIHANG', report: aReport({ openLenderCount }) }],
        });
        expect(improvedBy(told(lenders), told(lenders + 1))).toEqual([]);
      }),
    );
  });

  it('when a firm has one more creditor', () => {
    fc.assert(
      fc.property(firm, (facts) => {
        const creditors = facts.network.known ? facts.network.value.creditors : [];
        const more = { ...facts, network: known(aNetwork({ creditors: [...creditors, 'bo:99'] }), 'graph') };
        expect(improvedBy(facts, more)).toEqual([]);
      }),
    );
  });

  it('when one more month was late, and the finder of such cases works', () => {
    fc.assert(
      fc.property(loan, fc.nat(23), fc.constantFrom(...'1234567'), (one, month, code) => {
        const late = (text: string) =>
          aPerson({ loans: known([{ ...one, paymentState24m: text }], 'loans') });
        const clean = 'N'.repeat(24);
        expect(
          improvedBy(late(clean), late(`${clean.slice(0, month)}${code}${clean.slice(month + 1)}`)),
        ).toEqual([]);
      }),
    );
    const good = assess(aPerson({ loans: known([aLoan()], 'loans') }), POLICY);
    const bad = assess(aPerson({ loans: known([aLoan({ overdueDays: 91 })], 'loans') }), POLICY);
    expect(improved(bad, good)).toEqual(['OVERDUE']);
  });
});

/** Each by two policies. */
const FEWER = { numRuns: 40 };

describe('No indicator gets better by what a bureau tells', () => {
  const part = fc.option(fc.nat(20));
  const parts = fc.record({ institutionCount: part, bankCount: part, nonBankCount: part, nightCount: part });
  const days = fc.constantFrom(7, 30, 90, 180);
  const told = (facts: PersonFacts, more: Parameters<typeof aReport>[0]): PersonFacts => ({
    ...facts,
    reports: [...facts.reports, { bureau: 'BAIHANG', report: aReport(more) }],
  });

  it.each(['institutionCount', 'bankCount', 'nonBankCount', 'nightCount'] as const)(
    'when one more is counted among the applications: %s',
    (figure) => {
      fc.assert(
        fc.property(person, parts, days, (facts, known, length) => {
          const applied = (more: number) => {
            const window: ApplicationWindow = {
              days: length,
              applicationCount: null,
              ...known,
              [figure]: (known[figure] ?? 0) + more,
            };
            return told(facts, { applicationWindows: [window] });
          };
          expect(improvedBy(applied(0), applied(1))).toEqual([]);
        }),
        FEWER,
      );
    },
  );

  it('when one more inquiry for an approval is counted', () => {
    fc.assert(
      fc.property(person, fc.nat(20), days, (facts, count, length) => {
        const asked = (approvalCount: number) =>
          told(facts, {
            inquiryWindows: [{ days: length, inquiryCount: null, approvalCount, institutionCount: null }],
          });
        expect(improvedBy(asked(count), asked(count + 1))).toEqual([]);
      }),
      FEWER,
    );
  });

  it('when one more line is drawn', () => {
    fc.assert(
      fc.property(person, fc.option(minor), minor, minor, (facts, creditLineMinor, drawn, more) => {
        const of = (lineBalanceMinor: bigint) => told(facts, { creditLineMinor, lineBalanceMinor });
        expect(improvedBy(of(drawn), of(drawn + more))).toEqual([]);
      }),
      FEWER,
    );
  });

  it('when one more special trade, overdue guarantee or overdue yuan is told', () => {
    const special = fc
      .constantFrom(...SPECIAL_TRADES)
      .map((kind) => ({ kind, date: null, amountMinor: null }));
    const guaranteed = fc.constantFrom('NORMAL', 'OVERDUE', 'BAD_DEBT', null).map((standing) => ({
      ...{ standing, amountMinor: null, balanceMinor: null, openedOn: null, dueOn: null },
    }));
    fc.assert(
      fc.property(
        person,
        fc.array(special, { maxLength: 3 }),
        special,
        fc.array(guaranteed, { maxLength: 2 }),
        minor,
        (facts, specialTrades, more, guarantees, overdueMinor) => {
          const before = { specialTrades, guarantees, overdueMinor };
          for (const after of [
            { ...before, specialTrades: [...specialTrades, more] },
            { ...before, guarantees: [...guarantees, { ...NO_GUARANTEE, standing: 'OVERDUE' as const }] },
            { ...before, overdueMinor: overdueMinor + 1n },
          ])
            expect(improvedBy(told(facts, before), told(facts, after))).toEqual([]);
        },
      ),
      FEWER,
    );
  });
});

const NO_GUARANTEE = { amountMinor: null, balanceMinor: null, openedOn: null, dueOn: null };

describe('No indicator gets better by what is gathered here', () => {
  const row: LoanRow = {
    id: '1',
    loanNo: 'LOAN-1',
    status: 'CURRENT',
    currency: 'CNY',
    outstandingMinor: 900_000n,
    instalmentMinor: 100_000n,
    issuedOn: '2024-01-15',
    dueOn: '2027-01-15',
    overdueDays: 0,
  };
  const instalment: fc.Arbitrary<InstalmentRow> = fc
    .record({ ago: fc.integer({ min: 0, max: 800 }), late: fc.option(fc.nat(200)) })
    .map(({ ago, late }) => {
      const dueOn = addDays(AS_OF, -ago);
      const paidOn = late === null ? null : addDays(dueOn, late);
      const isPaid = paidOn !== null && paidOn <= AS_OF;
      return {
        dueOn,
        dueMinor: 100_000n,
        paidMinor: isPaid ? 100_000n : 0n,
        paidOn: isPaid ? paidOn : null,
        isPaid,
      };
    });

  it('when one more instalment is overdue', () => {
    fc.assert(
      fc.property(
        person,
        fc.array(instalment, { maxLength: 6 }),
        fc.integer({ min: 1, max: 800 }),
        (facts, plan, ago) => {
          const overdue = { dueMinor: 100_000n, paidMinor: 0n, paidOn: null, isPaid: false };
          const more = [...plan, { ...overdue, dueOn: addDays(AS_OF, -ago) }];
          const owing = (instalments: readonly InstalmentRow[]) => ({
            ...facts,
            loans: known([loanStanding(row, instalments, AS_OF)], 'loans'),
          });
          expect(improvedBy(owing(plan), owing(more))).toEqual([]);
        },
      ),
      FEWER,
    );
  });

  it('when the ledger repays one more lender', () => {
    const booked: fc.Arbitrary<MonthOfLedger> = fc.record({
      month: fc.constantFrom('2025-09', '2026-02', '2026-04', '2026-05', '2026-06'),
      currency: fc.constantFrom('CNY', 'CZK'),
      direction: fc.constantFrom('CREDIT', 'DEBIT'),
      kind: fc.constantFrom('TRANSFER_IN', 'TRANSFER_OUT', 'LOAN_REPAYMENT'),
      purpose: fc.constantFrom('SALARY', 'LOAN_ELSEWHERE', null),
      sumMinor: minor,
      counterparties: fc.nat(12),
    });
    fc.assert(
      fc.property(
        person,
        fc.array(booked, { maxLength: 8 }),
        fc.nat(12),
        minor,
        (facts, ledger, n, sumMinor) => {
          const repaid = (counterparties: number): PersonFacts => ({
            ...facts,
            cashflow: known(
              monthlyCashflow(
                [
                  ...ledger,
                  {
                    ...{ month: '2026-05', currency: 'CNY', direction: 'DEBIT', kind: 'TRANSFER_OUT' },
                    ...{ purpose: 'LOAN_ELSEWHERE', sumMinor, counterparties },
                  },
                ],
                AS_OF,
              ),
              'ledger',
            ),
          });
          expect(improvedBy(repaid(n), repaid(n + 1))).toEqual([]);
        },
      ),
      FEWER,
    );
  });

  it('when a firm has one more case, overdue payable, called guarantee or owner who does not pay', () => {
    const lawsuit: fc.Arbitrary<LawsuitFacts> = fc.record({
      id: fc.constant('1'),
      caseNo: fc.option(fc.constantFrom('C-1', 'C-2')),
      role: fc.constantFrom('PLAINTIFF', 'DEFENDANT', 'THIRD_PARTY'),
      stage: fc.constantFrom('FILED', 'JUDGED', 'ENFORCEMENT', 'CLOSED'),
      filedOn: fc.constant('2026-01-05'),
      amountMinor: fc.constant(null),
      currency: fc.constant(null),
    });
    const payable = fc.record({
      currency: fc.constantFrom('CNY', 'USD'),
      minor,
      orders: fc.constant(1),
      worstDays: fc.nat(400),
      orderIds: fc.constant(['5']),
    });
    const guarantee = fc.record({
      relationId: fc.constant('1'),
      debtorNode: fc.constant('bo:8'),
      amountMinor: fc.option(minor),
      currency: fc.constant('CNY'),
      debtorInArrears: fc.boolean(),
      evidence: fc.option(fc.constantFrom('LOAN-8', 'LOAN-9')),
    });
    const owner = fc.record({
      node: fc.constant('bo:2'),
      part: fc.constantFrom(0, 0.24, 0.25, 1),
      isKnown: fc.boolean(),
      controls: fc.boolean(),
      inArrears: fc.boolean(),
    });
    const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });
    fc.assert(
      fc.property(
        firm,
        fc.record({
          lawsuit: some(lawsuit),
          payable: some(payable),
          guarantee: some(guarantee),
          owner: some(owner),
        }),
        fc.record({ lawsuit, payable, guarantee, owner }),
        (facts, all, more) => {
          const of = ({ lawsuit, payable, guarantee, owner }: typeof all): FirmFacts => ({
            ...facts,
            lawsuits: known(lawsuit, 'lawsuits'),
            guarantees: known(guarantee, 'relations'),
            owners: known(owner, 'graph'),
            trade: known(
              { ...(facts.trade.known ? facts.trade.value : aTrade()), overduePayables: payable },
              'trade',
            ),
          });
          for (const after of [
            { ...all, lawsuit: [...all.lawsuit, more.lawsuit] },
            { ...all, payable: [...all.payable, more.payable] },
            { ...all, guarantee: [...all.guarantee, { ...more.guarantee, debtorInArrears: true }] },
            { ...all, owner: [...all.owner, { ...more.owner, inArrears: true }] },
          ])
            expect(improvedBy(of(all), of(after))).toEqual([]);
        },
      ),
      FEWER,
    );
  });

  it.each([
    'NO_SHIPMENT',
    'SHIPMENT_REUSED',
    'FICTITIOUS_TRADE',
    'DUPLICATE_FINANCING',
    'CIRCULAR_TRADE',
  ] as const)('when one more trade of a firm shows %s', (code) => {
    const others = fc.array(
      fc.tuple(
        fc.constantFrom<TradeSuspicion['code']>('NO_SHIPMENT', 'FICTITIOUS_TRADE', 'CIRCULAR_TRADE'),
        fc.integer({ min: 1, max: 8 }),
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(firm, others, fc.nat(8), (facts, found, many) => {
        const trading = (trades: number): FirmFacts => ({
          ...facts,
          trade: known(
            aTrade({
              findings: [
                ...found.filter(([other]) => other !== code).map(([other, n]) => aSuspicion(other, n)),
                ...(trades === 0 ? [] : [aSuspicion(code, trades)]),
              ],
            }),
            'trade',
          ),
        });
        expect(improvedBy(trading(many), trading(many + 1))).toEqual([]);
      }),
      FEWER,
    );
  });

  it('when somebody more who is near does not pay', () => {
    const near = fc
      .record({ row: fc.nat(99), distance: fc.constantFrom(1, 2) })
      .map(({ row: id, distance }) => ({
        ...{ node: `bo:${id}`, distance, via: ['SPOUSE' as const], marks: ['DEFAULTED_LOAN'] },
      }));
    fc.assert(
      fc.property(person, fc.array(near, { maxLength: 14 }), near, (facts, badNeighbours, one) => {
        const among = (all: typeof badNeighbours) => ({
          ...facts,
          network: known(aNetwork({ badNeighbours: all }), 'graph'),
        });
        expect(improvedBy(among(badNeighbours), among([...badNeighbours, one]))).toEqual([]);
      }),
      FEWER,
    );
  });
});
