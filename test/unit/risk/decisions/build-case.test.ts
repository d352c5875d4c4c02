import type { NormalisedReport } from '../../../../src/bureaus';
import { EMPTY_REPORT } from '../../../../src/bureaus/normalised-report';
import { buildCase, DECISION_FEATURES } from '../../../../src/risk/decisions/case/build-case';
import type {
  BorrowerFacts,
  FirmFacts,
  LoanFacts,
  PersonFacts,
} from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import { loadPolicies } from '../../../../src/risk/policies/load-policies';
import { aTrade } from '../some-facts';
import { REQUEST } from './a-case';

const loan = (over: Partial<LoanFacts> = {}): LoanFacts => ({
  id: '7',
  loanNo: 'L-1',
  status: 'CURRENT',
  currency: 'CNY',
  outstandingMinor: 500_000n,
  monthlyDueMinor: 50_000n,
  issuedOn: '2026-01-01',
  overdueDays: 0,
  overdueMinor: 0n,
  overdueTerms: 0,
  tier: 'NORMAL',
  paymentState24m: '/'.repeat(24),
  worstDaysLate24m: 0,
  ...over,
});
const report = (over: Partial<NormalisedReport>, bureau = 'SHANGHAI_CREDIT') => ({
  bureau,
  report: known({ ...EMPTY_REPORT, ...over }, bureau, { observedAt: '2026-06-30', consentNo: `C-${bureau}` }),
});
const unknown = missing('NOT_RECORDED', 'graph');

const person = (over: Partial<PersonFacts> = {}): PersonFacts => ({
  kind: 'PERSON',
  biometrics: missing('NOT_RECORDED', 'biometrics'),
  subjectId: '42',
  asOf: '2026-07-01',
  purpose: 'LOAN_APPROVAL',
  loans: known([loan()], 'loans'),
  reports: [
    report({
      openLenderCount: 3,
      monthlyDueMinor: 80_000n,
      overdueMinor: 12_345n,
      paymentState24m: '/////////////////////N12',
    }),
  ],
  lawsuits: known([], 'lawsuits'),
  guarantees: unknown,
  network: unknown,
  circles: unknown,
  rings: unknown,
  cashflow: known(
    [
      {
        currency: 'CNY',
        months: 12,
        monthlyIncomeMinor: 1_000_000n,
        monthlyRepaymentMinor: 60_000n,
        otherLenders: 1,
      },
    ],
    'ledger',
  ),
  ...over,
});
const firm = (over: Partial<FirmFacts> = {}): FirmFacts => ({
  ...person(),
  kind: 'ENTERPRISE',
  reports: [{ bureau: 'SHANGHAI_CREDIT', report: missing('NOT_COVERED', 'SHANGHAI_CREDIT') }],
  trade: known(
    {
      counterparties: [
        { node: 'bo:1', currency: 'CNY', soldMinor: 0n, boughtMinor: 8_000_000n },
        { node: 'bo:2', currency: 'USD', soldMinor: 99n, boughtMinor: 0n },
      ],
      findings: [],
      overduePayables: [{ currency: 'CNY', minor: 5n, orders: 1, worstDays: 17, orderIds: ['1'] }],
      receivables: [{ currency: 'CNY', minor: 300_000n, orders: 2 }],
    },
    'trade',
  ),
  lines: unknown,
  owners: unknown,
  lawsuits: known(
    [
      {
        id: '1',
        caseNo: null,
        role: 'DEFENDANT',
        stage: 'JUDGED',
        filedOn: '2026-02-01',
        amountMinor: null,
        currency: null,
      },
      {
        id: '2',
        caseNo: null,
        role: 'PLAINTIFF',
        stage: 'FILED',
        filedOn: null,
        amountMinor: null,
        currency: null,
      },
      {
        id: '3',
        caseNo: null,
        role: 'DEFENDANT',
        stage: 'CLOSED',
        filedOn: null,
        amountMinor: null,
        currency: null,
      },
    ],
    'lawsuits',
  ),
  ...over,
});
const values = (facts: BorrowerFacts, disputed?: Parameters<typeof buildCase>[3]) => {
  const { features, means } = buildCase(REQUEST, facts, () => [], disputed);
  return Object.fromEntries(
    Object.entries({ ...features, ...means }).map(([name, { value, missing }]) => [name, missing ?? value]),
  );
};

describe('the case of a person', () => {
  it('states all that a model may ask for, and nothing else', () => {
    expect(Object.keys(buildCase(REQUEST, person(), () => []).features)).toEqual([
      ...DECISION_FEATURES.PERSON,
    ]);
  });

  it('is made of what is known of him', () => {
    expect(values(person())).toEqual({
      ownWorstDaysLate24m: 0,
      ownOverdueDays: 0,
      bureauOpenLenders: 3,
      bureauDelinquentMonths24m: 2,
      bureauOverdueYuan: 123.45,
      bureauApprovals90d: 'NOT_SAID',
      debtServiceToIncome: 0.13,
      monthlyIncomeMinor: '1000000',
      monthlyDueMinor: '130000',
    });
  });

  it('says where each figure comes from: of several bureaus, from the one with the gravest', () => {
    const reports = [report({ openLenderCount: 2 }), report({ openLenderCount: 5 }, 'NIFA')];
    expect(buildCase(REQUEST, person({ reports }), () => []).features.bureauOpenLenders).toEqual({
      value: 5,
      missing: null,
      source: 'NIFA',
      observedAt: '2026-06-30',
      consentNo: 'C-NIFA',
    });
  });

  it('keeps what is missing, with its reason, and never makes it zero', () => {
    const facts = person({
      loans: known([], 'loans'),
      reports: [{ bureau: 'SHANGHAI_CREDIT', report: missing('CONSENT_REQUIRED', 'SHANGHAI_CREDIT') }],
      cashflow: missing('NOT_RECORDED', 'ledger'),
    });
    expect(values(facts)).toEqual({
      ownWorstDaysLate24m: 'NOT_SAID',
      ownOverdueDays: 'NOT_SAID',
      bureauOpenLenders: 'CONSENT_REQUIRED',
      bureauDelinquentMonths24m: 'CONSENT_REQUIRED',
      bureauOverdueYuan: 'CONSENT_REQUIRED',
      bureauApprovals90d: 'CONSENT_REQUIRED',
      debtServiceToIncome: 'NOT_RECORDED',
      monthlyIncomeMinor: 'NOT_RECORDED',
      monthlyDueMinor: '0',
    });
    expect(buildCase(REQUEST, facts, () => []).bureaus).toMatchObject([{ missing: 'CONSENT_REQUIRED' }]);
  });

  it('does not know what is due of a loan whose instalment is not known', () => {
    const loans = known([loan(), loan({ loanNo: 'L-2', monthlyDueMinor: null })], 'loans');
    expect(values(person({ loans }))).toMatchObject({
      monthlyDueMinor: 'NOT_SAID',
      debtServiceToIncome: 'NOT_SAID',
    });
  });

  it('takes what he is seen to repay where that is more than what is due', () => {
    const cashflow = known(
      [
        {
          currency: 'CNY',
          months: 12,
          monthlyIncomeMinor: 1_000_000n,
          monthlyRepaymentMinor: 600_000n,
          otherLenders: 1,
        },
      ],
      'ledger',
    );
    expect(values(person({ cashflow })).monthlyDueMinor).toBe('600000');
  });

  it('does not take an income that is not seen here for none: he may earn elsewhere', () => {
    const cashflow = known(
      [{ currency: 'CNY', months: 12, monthlyIncomeMinor: 0n, monthlyRepaymentMinor: 0n, otherLenders: 0 }],
      'ledger',
    );
    expect(values(person({ cashflow }))).toMatchObject({
      monthlyIncomeMinor: 'NOT_SAID',
      debtServiceToIncome: 'NOT_SAID',
    });
  });
});

describe('what is disputed', () => {
  const late = person({
    loans: known([loan(), loan({ loanNo: 'L-2', worstDaysLate24m: 80, overdueDays: 40 })], 'loans'),
  });
  const judge = (facts: BorrowerFacts) => assess(facts, loadPolicies(null).on(null, '2026-07-01'));
  const signals = (disputed: Parameters<typeof buildCase>[3]) =>
    buildCase(REQUEST, late, judge, disputed).signals.map(({ code }) => code);

  it('is left out of every figure and finding, and named', () => {
    expect(values(late)).toMatchObject({ ownWorstDaysLate24m: 80, ownOverdueDays: 40 });
    const disputed = [{ kind: 'LOAN', reference: 'L-2' }] as const;
    expect(values(late, disputed)).toMatchObject({ ownWorstDaysLate24m: 0, ownOverdueDays: 0 });
    expect(signals([])).toEqual(expect.arrayContaining(['OVERDUE_LOAN', 'REPORTED_OVERDUE']));
    expect(signals(disputed)).toContain('REPORTED_OVERDUE');
    expect(signals(disputed)).not.toContain('OVERDUE_LOAN');
    expect(buildCase(REQUEST, late, judge, disputed).disputed).toEqual(disputed);
  });

  it('at a bureau makes the bureau one that has not answered', () => {
    const disputed = [{ kind: 'BUREAU', reference: 'SHANGHAI_CREDIT' }] as const;
    const file = buildCase(REQUEST, late, judge, disputed);
    expect(file.bureaus).toMatchObject([{ bureau: 'SHANGHAI_CREDIT', missing: 'INVALID' }]);
    expect(file.features.bureauOpenLenders).toMatchObject({ value: null, missing: 'INVALID' });
    expect(signals(disputed)).toContain('OVERDUE_LOAN');
    expect(signals(disputed)).not.toContain('REPORTED_OVERDUE');
  });

  it('says of an indicator that found nothing for want of facts that it is unknown', () => {
    const blind = person({ loans: known([], 'loans'), reports: [] });
    expect(buildCase(REQUEST, blind, judge).signals).toContainEqual(
      expect.objectContaining({ kind: 'MULTI_PLATFORM', code: 'MULTI_PLATFORM_UNKNOWN', level: 'UNKNOWN' }),
    );
  });
});

describe('the case of a firm', () => {
  it('is made of its trade in the currency of the request, and of cases against it', () => {
    expect(values(firm())).toEqual({
      ownWorstDaysLate24m: 0,
      ownOverdueDays: 0,
      debtToTurnover: 0.0625,
      overduePayableDays: 17,
      openCasesAgainst: 1,
      yearlyTradeMinor: '8000000',
      receivablesMinor: '300000',
      owedMinor: '500000',
    });
    expect(Object.keys(buildCase(REQUEST, firm(), () => []).features)).toEqual([
      ...DECISION_FEATURES.ENTERPRISE,
    ]);
  });

  it('does not know the trade of one that does not trade here', () => {
    const trade = known(aTrade({ counterparties: [] }), 'trade');
    expect(values(firm({ trade }))).toMatchObject({
      yearlyTradeMinor: 'NOT_SAID',
      receivablesMinor: '0',
      debtToTurnover: 'NOT_SAID',
    });
  });

  it('owes elsewhere what the bureau that knows most says, and not the sum of what all say', () => {
    const reports = [report({ openBalanceMinor: 700_000n }), report({ openBalanceMinor: 900_000n }, 'NIFA')];
    expect(values(firm({ reports }))).toMatchObject({ owedMinor: '1400000', debtToTurnover: 0.175 });
  });

  it('misses no bureau: none covers firms', () => {
    expect(buildCase(REQUEST, firm(), () => []).bureaus).toEqual([]);
  });
});
