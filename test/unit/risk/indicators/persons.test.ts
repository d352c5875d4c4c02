import type {
  ApplicationWindow,
  ReportedGuarantee,
  SpecialTrade,
} from '../../../../src/bureaus/normalised-report';
import type { PersonFacts } from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import type { Indicator, IndicatorKind } from '../../../../src/risk/indicators/indicator';
import { aLoan, aNetwork, aPerson, aReport, expectBilingual, LIMITING, POLICY } from '../some-facts';

const judged = (kind: IndicatorKind, facts: Partial<PersonFacts>): Indicator =>
  assess(aPerson(facts), POLICY).find((one) => one.kind === kind) as Indicator;

type Case = readonly [
  name: string,
  facts: Partial<PersonFacts>,
  level: Indicator['level'],
  code: string | null,
];

const loans = (...all: Parameters<typeof aLoan>[0][]) => ({
  loans: known(
    all.map((one, index) => aLoan({ id: String(index + 1), loanNo: `L-${index + 1}`, ...one })),
    'loans',
  ),
});
const report = (facts: Parameters<typeof aReport>[0]) => ({
  reports: [{ bureau: 'NIFA', report: aReport(facts) }],
});
const noReport = { reports: [{ bureau: 'NIFA', report: missing('STALE', 'NIFA') }] };
const income = (monthlyIncomeMinor: bigint, monthlyRepaymentMinor = 0n, otherLenders = 0) => ({
  cashflow: known(
    [{ currency: 'CNY', months: 12, monthlyIncomeMinor, monthlyRepaymentMinor, otherLenders }],
    'ledger',
  ),
});
const split = (parts: Partial<ApplicationWindow>) =>
  report({ applicationWindows: [{ days: 30, applicationCount: null, institutionCount: null, ...parts }] });
const lines = (creditLineMinor: bigint | null, lineBalanceMinor: bigint | null) =>
  report({ creditLineMinor, lineBalanceMinor });
const special = (kind: SpecialTrade['kind']) =>
  report({ specialTrades: [{ kind, date: null, amountMinor: null }] });
const guaranteeing = (standing: ReportedGuarantee['standing']) =>
  report({
    guarantees: [{ standing, amountMinor: null, balanceMinor: null, openedOn: null, dueOn: null }],
  });
const applied = (institutionCount: number | null, days = 30) =>
  report({ applicationWindows: [{ days, applicationCount: 9, institutionCount }] });
const asked = (approvalCount: number | null, days = 90) =>
  report({ inquiryWindows: [{ days, inquiryCount: 9, approvalCount, institutionCount: 5 }] });
const joint = (openBalanceMinor: bigint, openLenderCount = 2) =>
  report({ openLenderCount, openBalanceMinor });
const leads = { network: known(aNetwork({ firmsLed: ['bo:9'] }), 'graph') };
const NEW = { issuedOn: '2026-06-30' };
const months = (tail: string) => tail.padStart(24, 'N');

const CASES: Readonly<Record<IndicatorKind, readonly Case[]>> = {
  OVERDUE: [
    ['no loan, and a bureau that knows nothing', {}, 'NONE', null],
    ['no loan and a report that is too old', noReport, 'UNKNOWN', null],
    ['one loan that is paid, without a report', { ...noReport, ...loans({}) }, 'NONE', null],
    ['loans that cannot be read', { ...noReport, loans: missing('INVALID', 'loans') }, 'UNKNOWN', null],
    [
      'one day overdue',
      loans({ overdueDays: 1, overdueTerms: 1, overdueMinor: 1n }),
      'WATCH',
      'OVERDUE_LOAN',
    ],
    ['30 days', loans({ overdueDays: 30, overdueTerms: 1, overdueMinor: 1n }), 'WATCH', 'OVERDUE_LOAN'],
    ['31 days', loans({ overdueDays: 31, overdueTerms: 1, overdueMinor: 1n }), 'HIGH', 'OVERDUE_LOAN'],
    ['90 days', loans({ overdueDays: 90, overdueTerms: 1, overdueMinor: 1n }), 'HIGH', 'OVERDUE_LOAN'],
    ['91 days', loans({ overdueDays: 91, overdueTerms: 1, overdueMinor: 1n }), 'SEVERE', 'OVERDUE_LOAN'],
    ['a million days', loans({ overdueDays: 1_000_000 }), 'SEVERE', 'OVERDUE_LOAN'],
    [
      '999.99 yuan',
      loans({ overdueDays: 1, overdueTerms: 1, overdueMinor: 99_999n }),
      'WATCH',
      'OVERDUE_LOAN',
    ],
    ['1000 yuan', loans({ overdueDays: 1, overdueTerms: 1, overdueMinor: 100_000n }), 'HIGH', 'OVERDUE_LOAN'],
    [
      '1000 of another currency',
      loans({ currency: 'CZK', overdueDays: 1, overdueMinor: 100_000n }),
      'WATCH',
      'OVERDUE_LOAN',
    ],
    ['two instalments', loans({ overdueDays: 1, overdueTerms: 2 }), 'HIGH', 'OVERDUE_LOAN'],
    ['three instalments', loans({ overdueDays: 1, overdueTerms: 3 }), 'SEVERE', 'OVERDUE_LOAN'],
    ['an absurd amount', loans({ overdueDays: 1, overdueMinor: 10n ** 30n }), 'HIGH', 'OVERDUE_LOAN'],
    ['a loan in default', loans({ status: 'DEFAULTED' }), 'SEVERE', 'DEFAULTED_LOAN'],
    ['a loan written off', loans({ status: 'WRITTEN_OFF', tier: 'LOSS' }), 'SEVERE', 'DEFAULTED_LOAN'],
    ['months of which nothing is known', loans({ paymentState24m: '#'.repeat(24) }), 'NONE', null],
    ['no months at all', loans({ paymentState24m: '' }), 'NONE', null],
    ['24 months of the worst', loans({ paymentState24m: '7'.repeat(24) }), 'SEVERE', 'WORST_MONTH'],
    ['two late months of six', loans({ paymentState24m: months('1NNN1N') }), 'WATCH', 'WORST_MONTH'],
    ['three late months of six', loans({ paymentState24m: months('1N1N1N') }), 'HIGH', 'LATE_IN_6_MONTHS'],
    [
      'three late months of twelve',
      loans({ paymentState24m: months('1NN1NN1NNNNN') }),
      'WATCH',
      'WORST_MONTH',
    ],
    [
      'two months of 31 days in twelve',
      loans({ paymentState24m: months('2N2NNNNNNN') }),
      'HIGH',
      'VERY_LATE_IN_12_MONTHS',
    ],
    [
      'months of 61 days long ago',
      loans({ paymentState24m: months('3'.padEnd(20, 'N')) }),
      'HIGH',
      'WORST_MONTH',
    ],
    [
      'months of 91 days long ago',
      loans({ paymentState24m: months('4'.padEnd(20, 'N')) }),
      'SEVERE',
      'WORST_MONTH',
    ],
    [
      'one late month long ago',
      loans({ paymentState24m: months(`1${'N'.repeat(20)}`) }),
      'WATCH',
      'WORST_MONTH',
    ],
    [
      'two late months of the last three',
      loans({ paymentState24m: months('11N') }),
      'HIGH',
      'LATE_IN_3_MONTHS',
    ],
    ['two late months of the last four', loans({ paymentState24m: months('11NN') }), 'WATCH', 'WORST_MONTH'],
    [
      'four late months of twelve',
      loans({ paymentState24m: months('1NN1NN1NN1NN') }),
      'HIGH',
      'LATE_IN_12_MONTHS',
    ],
    [
      'a month of 31 days in the last six',
      loans({ paymentState24m: months('2NNNNN') }),
      'HIGH',
      'VERY_LATE_IN_6_MONTHS',
    ],
    ['the same a month earlier', loans({ paymentState24m: months('2NNNNNN') }), 'WATCH', 'WORST_MONTH'],
    [
      'a guarantor paid long ago',
      loans({ paymentState24m: months(`D${'N'.repeat(20)}`) }),
      'SEVERE',
      'WORST_MONTH',
    ],
    ['a bureau that names nothing', report({}), 'NONE', null],
    ['a bureau that names an overdue fen', report({ overdueMinor: 1n }), 'WATCH', 'REPORTED_OVERDUE'],
    ['a bureau that names 1000 yuan', report({ overdueMinor: 100_000n }), 'HIGH', 'REPORTED_OVERDUE'],
    ['a bureau that names nothing overdue', report({ overdueMinor: 0n }), 'NONE', null],
    [
      'a bureau that names an absurd amount',
      report({ overdueMinor: 10n ** 30n }),
      'HIGH',
      'REPORTED_OVERDUE',
    ],
    ['a bureau that knows no late month', report({ worstDelinquency24m: '0' }), 'NONE', null],
    [
      'a bureau that knows the worst month and not which it was',
      report({ worstDelinquency24m: '2' }),
      'WATCH',
      'WORST_MONTH',
    ],
    ['a bureau that knows of three months late', report({ worstDelinquency24m: '3' }), 'HIGH', 'WORST_MONTH'],
    ['a bureau that knows of bad debt', report({ worstDelinquency24m: 'B' }), 'SEVERE', 'WORST_MONTH'],
    [
      'a bureau that tells the months',
      report({ paymentState24m: months('2NNNNN'), worstDelinquency24m: '2' }),
      'HIGH',
      'VERY_LATE_IN_6_MONTHS',
    ],
    ['no special trades', report({ specialTrades: [] }), 'NONE', null],
    ['paid by a guarantor', special('GUARANTOR_PAID'), 'SEVERE', 'SPECIAL_GUARANTOR_PAID'],
    ['paid in kind', special('PAID_IN_KIND'), 'HIGH', 'SPECIAL_PAID_IN_KIND'],
    ['sued over a debt', special('LAWSUIT'), 'HIGH', 'SPECIAL_LAWSUIT'],
    ['extended', special('EXTENSION'), 'NONE', null],
    [
      'long arrears',
      report({ specialTrades: [{ kind: 'LONG_ARREARS', date: null, amountMinor: null }] }),
      'SEVERE',
      'SPECIAL_LONG_ARREARS',
    ],
    [
      'paid early',
      report({ specialTrades: [{ kind: 'EARLY_FULL', date: null, amountMinor: null }] }),
      'NONE',
      null,
    ],
    ['no guaranteed debt', report({ guarantees: [] }), 'NONE', null],
    ['a guaranteed debt overdue', guaranteeing('OVERDUE'), 'WATCH', 'GUARANTEE_OVERDUE'],
    ['a guaranteed debt that is bad', guaranteeing('BAD_DEBT'), 'WATCH', 'GUARANTEE_OVERDUE'],
    ['a guaranteed debt that is paid', guaranteeing('NORMAL'), 'NONE', null],
    ['a guaranteed debt of which nothing is said', guaranteeing(null), 'NONE', null],
  ],
  MULTI_PLATFORM: [
    ['nothing known to a bureau', {}, 'NONE', null],
    ['no report', noReport, 'UNKNOWN', null],
    ['a bureau that does not say', report({}), 'NONE', null],
    ['no lender', report({ openLenderCount: 0 }), 'NONE', null],
    ['one lender', report({ openLenderCount: 1 }), 'NONE', null],
    ['two lenders', report({ openLenderCount: 2 }), 'NONE', null],
    ['three lenders', report({ openLenderCount: 3 }), 'WATCH', 'OPEN_LENDERS'],
    ['four lenders', report({ openLenderCount: 4 }), 'WATCH', 'OPEN_LENDERS'],
    ['five lenders', report({ openLenderCount: 5 }), 'HIGH', 'OPEN_LENDERS'],
    ['ten lenders', report({ openLenderCount: 10 }), 'SEVERE', 'OPEN_LENDERS'],
    ['a billion lenders', report({ openLenderCount: 1e9 }), 'SEVERE', 'OPEN_LENDERS'],
    [
      'no report, and two others repaid beside this one',
      { ...noReport, ...loans({}), ...income(1n, 0n, 2) },
      'WATCH',
      'LENDERS_REPAID',
    ],
    [
      'one other repaid beside this one',
      { ...noReport, ...loans({}), ...income(1n, 0n, 1) },
      'UNKNOWN',
      null,
    ],
    ['a thousand others repaid', { ...noReport, ...income(1n, 0n, 1_000) }, 'SEVERE', 'LENDERS_REPAID'],
    ['no institution in 30 days', applied(0), 'NONE', null],
    ['two in 30 days', applied(2), 'NONE', null],
    ['three in 30 days', applied(3), 'WATCH', 'APPLICATIONS_D30'],
    ['five in 30 days', applied(5), 'HIGH', 'APPLICATIONS_D30'],
    ['ten in 30 days', applied(10), 'SEVERE', 'APPLICATIONS_D30'],
    ['a billion in 30 days', applied(1e9), 'SEVERE', 'APPLICATIONS_D30'],
    ['ten in a window that the policy does not look at', applied(10, 60), 'NONE', null],
    ['applications whose institutions are not said', applied(null), 'NONE', null],
    ['two institutions that are no banks', split({ nonBankCount: 2 }), 'NONE', null],
    ['three of them', split({ nonBankCount: 3 }), 'WATCH', 'NON_BANK_APPLICATIONS_D30'],
    ['five of them', split({ nonBankCount: 5 }), 'HIGH', 'NON_BANK_APPLICATIONS_D30'],
    ['a million of them', split({ nonBankCount: 1e6 }), 'HIGH', 'NON_BANK_APPLICATIONS_D30'],
    ['banks, which the policy does not limit', split({ bankCount: 9, nonBankCount: 0 }), 'NONE', null],
    ['one application at night', split({ nightCount: 1 }), 'NONE', null],
    ['two at night', split({ nightCount: 2 }), 'WATCH', 'NIGHT_APPLICATIONS_D30'],
    ['four at night', split({ nightCount: 4 }), 'HIGH', 'NIGHT_APPLICATIONS_D30'],
    ['none at night', split({ nightCount: 0 }), 'NONE', null],
    ['kinds and times that are not said', split({ nonBankCount: null, nightCount: null }), 'NONE', null],
    ['inquiries whose reasons are not said', asked(null), 'NONE', null],
    ['no inquiry for approval', asked(0), 'NONE', null],
    ['four inquiries for approval in 90 days', asked(4), 'NONE', null],
    ['five', asked(5), 'HIGH', 'APPROVAL_INQUIRIES_D90'],
    ['ten', asked(10), 'SEVERE', 'APPROVAL_INQUIRIES_D90'],
    ['a million', asked(1e6), 'SEVERE', 'APPROVAL_INQUIRIES_D90'],
    ['three within 30 days', asked(3, 30), 'WATCH', 'APPROVAL_INQUIRIES_D30'],
    ['nothing owed to two', joint(0n), 'NONE', null],
    ['just under 24 monthly incomes owed to two', joint(23_999_999n), 'NONE', null],
    ['24 monthly incomes', joint(24_000_000n), 'WATCH', 'JOINT_DEBT'],
    ['36 monthly incomes', joint(36_000_000n), 'HIGH', 'JOINT_DEBT'],
    ['36 monthly incomes owed to one', joint(36_000_000n, 1), 'NONE', null],
    ['an absurd debt owed to two', joint(10n ** 30n), 'HIGH', 'JOINT_DEBT'],
    [
      'debt owed to two by whose income nobody sees',
      { ...joint(36_000_000n), cashflow: missing('NOT_RECORDED', 'ledger') },
      'NONE',
      null,
    ],
    ['an own loan within 90 days', loans({ issuedOn: '2026-06-01' }), 'NONE', null],
    [
      'four, one of them cancelled',
      loans(...[1, 2, 3].map(() => NEW), { ...NEW, status: 'CANCELLED' }),
      'WATCH',
      'OWN_LOANS_D90',
    ],
    ['four', loans(...[1, 2, 3, 4].map(() => NEW)), 'HIGH', 'OWN_LOANS_D90'],
    ['a hundred', loans(...Array.from({ length: 100 }, () => NEW)), 'HIGH', 'OWN_LOANS_D90'],
    [
      'two own loans within 90 days',
      loans({ issuedOn: '2026-06-01' }, { issuedOn: '2026-04-02' }),
      'WATCH',
      'OWN_LOANS_D90',
    ],
    [
      'the earlier of them a day before',
      loans({ issuedOn: '2026-06-01' }, { issuedOn: '2026-04-01' }),
      'NONE',
      null,
    ],
  ],
  OVER_INDEBTEDNESS: [
    ['no debt', {}, 'NONE', null],
    ['no income is seen, and no debt', { cashflow: missing('NOT_RECORDED', 'ledger') }, 'NONE', null],
    [
      'no income is seen, and debt',
      { cashflow: missing('NOT_RECORDED', 'ledger'), ...loans({}) },
      'UNKNOWN',
      null,
    ],
    ['an income of zero is none that is seen', { ...income(0n), ...loans({}) }, 'UNKNOWN', null],
    ['no report', noReport, 'UNKNOWN', null],
    ['35.99 %', { ...loans({ monthlyDueMinor: 359_900n, outstandingMinor: 1n }) }, 'NONE', null],
    [
      '36 %',
      { ...loans({ monthlyDueMinor: 360_000n, outstandingMinor: 1n }) },
      'WATCH',
      'DEBT_SERVICE_TO_INCOME',
    ],
    [
      '50 %',
      { ...loans({ monthlyDueMinor: 500_000n, outstandingMinor: 1n }) },
      'HIGH',
      'DEBT_SERVICE_TO_INCOME',
    ],
    [
      '70 %',
      { ...loans({ monthlyDueMinor: 700_000n, outstandingMinor: 1n }) },
      'SEVERE',
      'DEBT_SERVICE_TO_INCOME',
    ],
    [
      'two loans of 25 %',
      { ...loans({ monthlyDueMinor: 250_000n }, { monthlyDueMinor: 250_000n }) },
      'HIGH',
      'DEBT_SERVICE_TO_INCOME',
    ],
    [
      'too much already, without a report',
      { ...noReport, ...income(1_000_000n, 800_000n) },
      'SEVERE',
      'DEBT_SERVICE_TO_INCOME',
    ],
    ['due elsewhere, by a bureau', report({ monthlyDueMinor: 500_000n }), 'HIGH', 'DEBT_SERVICE_TO_INCOME'],
    ['three yearly incomes', report({ openBalanceMinor: 36_000_000n }), 'HIGH', 'DEBT_TO_ANNUAL_INCOME'],
    ['an absurd debt', report({ openBalanceMinor: 10n ** 30n }), 'SEVERE', 'DEBT_TO_ANNUAL_INCOME'],
    [
      '70 % of somebody who leads a firm',
      { ...loans({ monthlyDueMinor: 700_000n, outstandingMinor: 1n }), ...leads },
      'HIGH',
      'DEBT_SERVICE_TO_INCOME',
    ],
    [
      'a debt of five yearly incomes of such',
      { ...report({ openBalanceMinor: 60_000_000n }), ...leads },
      'HIGH',
      'DEBT_TO_ANNUAL_INCOME',
    ],
    [
      '36 % of such',
      { ...loans({ monthlyDueMinor: 360_000n, outstandingMinor: 1n }), ...leads },
      'WATCH',
      'DEBT_SERVICE_TO_INCOME',
    ],
    ['lines unused', lines(100n, 0n), 'NONE', null],
    ['lines used by 79 %', lines(100n, 79n), 'NONE', null],
    ['lines used by 80 %', lines(100n, 80n), 'WATCH', 'CREDIT_UTILISATION'],
    ['lines used by 95 %', lines(100n, 95n), 'HIGH', 'CREDIT_UTILISATION'],
    ['lines overdrawn a thousandfold', lines(100n, 100_000n), 'HIGH', 'CREDIT_UTILISATION'],
    ['lines of nothing', lines(0n, 5n), 'NONE', null],
    ['lines that are not said', lines(null, 5n), 'NONE', null],
    ['what is drawn of lines is not said', lines(100n, null), 'NONE', null],
    ['debt in a currency without income', { ...loans({ currency: 'CZK' }) }, 'UNKNOWN', null],
  ],
  FRAUD: [
    ['nothing around', {}, 'NONE', null],
    ['no network', { network: missing('NOT_RECORDED', 'graph') }, 'UNKNOWN', null],
    ['rings not computed', { rings: missing('NOT_COMPUTED', 'graph') }, 'UNKNOWN', null],
    [
      'an emulator of his own',
      {
        network: known(
          aNetwork({ devices: [{ node: 'dv:1', kind: 'PHONE', emulator: true, users: 1 }] }),
          'graph',
        ),
      },
      'HIGH',
      'EMULATOR',
    ],
    [
      'everybody around in default',
      {
        network: known(
          aNetwork({
            badNeighbours: Array.from({ length: 50 }, (_, n) => ({
              node: `bo:${n + 1}`,
              distance: 1,
              via: ['GUARANTOR' as const],
              marks: ['DEFAULTED_LOAN'],
            })),
          }),
          'graph',
        ),
      },
      'WATCH',
      'DEFAULT_NEARBY',
    ],
  ],
};

describe.each(Object.keys(CASES) as IndicatorKind[])('%s of a person', (kind) => {
  it.each(CASES[kind].map(([name, facts, level, code]) => ({ name, facts, level, code })))(
    '$name: $level',
    ({ facts, level, code }) => {
      const indicator = judged(kind, facts);
      expect(indicator.level).toBe(level);
      if (code === null) expect(indicator.evidence).toEqual([]);
      else expect(indicator.evidence.map((one) => one.code)).toContain(code);
      expect(indicator.score === null).toBe(level === 'UNKNOWN');
      expectBilingual(indicator);
    },
  );
});

describe('Limits that the shipped policy leaves open', () => {
  const limited = (kind: IndicatorKind, facts: Partial<PersonFacts>) =>
    assess(aPerson(facts), LIMITING)
      .find((one) => one.kind === kind)
      ?.evidence.map(({ code, level }) => `${code} ${level}`);

  it.each([
    [0, []],
    [null, []],
    [1, ['BANK_APPLICATIONS_D30 WATCH']],
    [2, ['BANK_APPLICATIONS_D30 WATCH']],
    [3, ['BANK_APPLICATIONS_D30 HIGH']],
    [6, ['BANK_APPLICATIONS_D30 SEVERE']],
    [1e9, ['BANK_APPLICATIONS_D30 SEVERE']],
  ])('count the banks that were applied to: %s', (bankCount, found) => {
    expect(limited('MULTI_PLATFORM', split({ bankCount }))).toEqual(found);
  });

  const RICH = income(10n ** 12n);
  it.each<[string, Partial<PersonFacts>, string[]]>([
    ['nothing', {}, []],
    ['the cap of one lender', loans({ outstandingMinor: 20_000_000n }), []],
    ['a fen more', loans({ outstandingMinor: 20_000_001n }), ['OWN_BALANCE_CAP HIGH']],
    ['so much to others', report({ openBalanceMinor: 20_000_001n }), []],
    ['the cap of all together', report({ openBalanceMinor: 100_000_000n }), []],
    ['a fen more of all', report({ openBalanceMinor: 100_000_001n }), ['ALL_BALANCE_CAP HIGH']],
    ['what nobody says', report({ openBalanceMinor: null }), []],
    [
      'an absurd debt',
      loans({ outstandingMinor: 10n ** 13n }),
      ['OWN_BALANCE_CAP HIGH', 'ALL_BALANCE_CAP HIGH'],
    ],
  ])('cap what is owed: %s', (_name, facts, found) => {
    expect(limited('OVER_INDEBTEDNESS', { ...RICH, ...facts })).toEqual(found);
  });

  it('cap yuan alone', () => {
    const crowns = loans({ currency: 'CZK', outstandingMinor: 10n ** 13n });
    expect(limited('OVER_INDEBTEDNESS', { ...RICH, ...crowns })).toEqual([]);
  });
});

describe('The evidence of an indicator', () => {
  it('leads back to the loan', () => {
    const [first] = judged('OVERDUE', loans({ id: '42', overdueDays: 31 })).evidence;
    expect(first).toMatchObject({
      code: 'OVERDUE_LOAN',
      value: '31',
      threshold: '31',
      source: 'loans',
      nodeIds: [Buffer.from('lo:42').toString('base64url')],
      reference: 'L-1',
    });
    expect(first?.zh).toMatch(/逾期 31 天/);
  });

  it('of a burden leads back to the loans that make it', () => {
    const { evidence } = judged('OVER_INDEBTEDNESS', {
      ...loans(
        { id: '41', monthlyDueMinor: 500_000n },
        { id: '42', monthlyDueMinor: 0n, outstandingMinor: 0n },
      ),
    });
    expect(evidence[0]).toMatchObject({
      code: 'DEBT_SERVICE_TO_INCOME',
      source: 'loans',
      nodeIds: [Buffer.from('lo:41').toString('base64url')],
    });
  });

  it('leads back to the report and its consent', () => {
    const [first] = judged('MULTI_PLATFORM', report({ openLenderCount: 7 })).evidence;
    expect(first).toMatchObject({
      source: 'NIFA',
      consentNo: 'C-1',
      observedAt: '2026-06-30T01:00:00.000Z',
      threshold: '5',
    });
  });

  it('names a report that is missing or too old, and what a bureau does not say', () => {
    expect(judged('OVERDUE', noReport).missing).toMatchObject([
      { input: 'BUREAU_REPORT', reason: 'STALE', source: 'NIFA' },
    ]);
    expect(judged('MULTI_PLATFORM', report({})).missing).toMatchObject([
      { input: 'OPEN_LENDERS', reason: 'NOT_SAID' },
      { input: 'APPLICATIONS', reason: 'NOT_SAID' },
      { input: 'KINDS_OF_INSTITUTIONS', reason: 'NOT_SAID' },
      { input: 'TIMES_OF_APPLICATIONS', reason: 'NOT_SAID' },
    ]);
    expect(judged('OVER_INDEBTEDNESS', report({})).missing).toMatchObject([
      { input: 'CREDIT_LINES', reason: 'NOT_SAID', source: 'NIFA' },
    ]);
  });

  it('of somebody who leads a firm leads on to it, and names its income as missing', () => {
    const { evidence, missing: absent } = judged('OVER_INDEBTEDNESS', {
      ...loans({ monthlyDueMinor: 900_000n, outstandingMinor: 1n }),
      ...leads,
    });
    const leadsTo = evidence[0]?.nodeIds.map((id) => Buffer.from(id, 'base64url').toString());
    expect(leadsTo).toEqual(['lo:1', 'bo:9']);
    expect(evidence[0]?.zh).toMatch(/法定代表人/);
    expect(absent).toContainEqual(
      expect.objectContaining({ input: 'INCOME_OF_FIRM', reason: 'NOT_RECORDED' }),
    );
  });

  it('does not miss of one bureau what another one says', () => {
    const told = aReport({
      openLenderCount: 0,
      applicationWindows: [
        { days: 30, applicationCount: 0, institutionCount: 0, bankCount: 0, nonBankCount: 0, nightCount: 0 },
      ],
      creditLineMinor: 0n,
      lineBalanceMinor: 0n,
    });
    const silent = aReport({ openLenderCount: 0, applicationWindows: [] });
    const reports = [
      { bureau: 'BAIHANG', report: told },
      { bureau: 'NIFA', report: silent },
    ];
    expect(judged('MULTI_PLATFORM', { reports }).missing).toEqual([]);
    expect(judged('OVER_INDEBTEDNESS', { reports }).missing).toEqual([]);
  });
});

describe('Facts that cannot be', () => {
  it.each([
    ['loans.value[0].outstandingMinor: must not be negative', loans({ outstandingMinor: -1n })],
    ['loans.value[0].overdueDays: must be a finite number', loans({ overdueDays: Number.NaN })],
    [
      'loans.value[0].overdueTerms: must be a finite number',
      loans({ overdueTerms: Number.POSITIVE_INFINITY }),
    ],
    ['loans.value[0].issuedOn: must not lie in the future', loans({ issuedOn: '2026-07-01' })],
    ['loans.value[0].issuedOn: must be a date YYYY-MM-DD', loans({ issuedOn: '2026-02-30' })],
    ['reports[0].report.value.openLenderCount: must not be negative', report({ openLenderCount: -1 })],
    ['cashflow.value[0].monthlyIncomeMinor: must not be negative', income(-1n)],
  ])('are refused: %s', (place, facts) => {
    expect(() => assess(aPerson(facts), POLICY)).toThrow(place);
  });
});
