import type {
  LoanCase,
  LoanView,
} from '../../../../src/bureaus/connectors/shanghai-credit/contribution/rules/loan-view';
import { DATA_QUALITY_RULES } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/validate';

/** A monthly loan of a year in its third month, paid as agreed: no rule has anything against it. */
const SOUND: LoanView = {
  contractNo: 'HT-1',
  account: 'ACC-1',
  areaCode: '370200',
  certNo: '1',
  dateOpened: '20260115',
  dateClosed: '20270115',
  billingDate: '20260315',
  recentPayDate: '20260315',
  guaranteeWay: '4',
  termsFreq: '03',
  months: 12,
  scheduled: 1_050,
  actual: 1_050,
  balance: 10_000,
  curTermsPastDue: 0,
  cumTermsPastDue: 0,
  amountPastDue: 0,
  pastDue31to60: 0,
  accountStat: '1',
  state: 'N',
  payState24: `${'/'.repeat(21)}*NN`,
  guarantors: 0,
};
const BEFORE: Partial<LoanView> = { billingDate: '20260215', recentPayDate: '20260215' };
const OPENING: Partial<LoanView> = {
  billingDate: '20260115',
  recentPayDate: '20260115',
  scheduled: 0,
  actual: 0,
  state: '*',
  payState24: `${'/'.repeat(23)}*`,
};
const SETTLED: Partial<LoanView> = { accountStat: '3', state: 'C', balance: 0 };
const LATE: Partial<LoanView> = {
  accountStat: '2',
  state: '1',
  actual: 0,
  recentPayDate: '20260215',
  curTermsPastDue: 1,
  cumTermsPastDue: 1,
  amountPastDue: 1_050,
};
/** Two months after the last day of the loan, all of it overdue. */
const MATURED: Partial<LoanView> = {
  ...LATE,
  billingDate: '20270331',
  state: '3',
  balance: 3_000,
  amountPastDue: 3_000,
  scheduled: 3_000,
};

interface Example {
  readonly now: Partial<LoanView>;
  readonly previous?: Partial<LoanView> | null;
  readonly others?: readonly Partial<LoanView>[];
  readonly trades?: LoanCase['trades'];
}

const caseOf = ({ now, previous = BEFORE, others = [], trades = [] }: Example): LoanCase => ({
  now: { ...SOUND, ...now },
  previous: previous && { ...SOUND, ...previous },
  others: others.map((other) => ({ ...SOUND, ...other })),
  trades,
});

/** By rule: what passes and what fails, the edge first. */
const EXAMPLES: Record<string, { passes: Example[]; fails: Example[] }> = {
  'NFCS-01': {
    passes: [{ now: SETTLED }, { now: { recentPayDate: '20260310' } }, { now: { ...LATE } }],
    fails: [
      { now: { ...SETTLED, recentPayDate: '20260314' } },
      { now: { accountStat: '4', recentPayDate: '20260215' } },
    ],
  },
  'NFCS-16': {
    passes: [{ now: SETTLED }, { now: { accountStat: '4', recentPayDate: '20260215' } }],
    fails: [{ now: { ...SETTLED, recentPayDate: '20260316' } }],
  },
  'NFCS-09': {
    passes: [{ now: SETTLED }, { now: LATE }],
    fails: [{ now: { ...SETTLED, actual: 0 } }, { now: { state: 'C', actual: 0 } }],
  },
  'NFCS-23': {
    passes: [
      { now: SETTLED },
      { now: { ...SETTLED, actual: 5_000 }, trades: [{ type: '5', date: '20260315' }] },
      { now: { ...SETTLED, actual: 5_000 }, previous: { ...BEFORE, amountPastDue: 1 } },
    ],
    fails: [{ now: { ...SETTLED, actual: 1_051 } }, { now: { ...SETTLED, actual: 1_051 }, previous: null }],
  },
  'NFCS-05': {
    passes: [{ now: OPENING, previous: null }, { now: {} }],
    fails: [
      { now: { ...OPENING, billingDate: '20260116' }, previous: null },
      { now: { ...OPENING, recentPayDate: '20260116' }, previous: null },
    ],
  },
  'NFCS-07': {
    passes: [
      { now: {} },
      { now: { termsFreq: '04', billingDate: '20260331' } },
      { now: { ...OPENING, termsFreq: '04' } },
      { now: { ...SETTLED, termsFreq: '04' } },
    ],
    fails: [{ now: { termsFreq: '04' } }, { now: { termsFreq: '07', billingDate: '20260330' } }],
  },
  'NFCS-13': {
    passes: [
      { now: MATURED },
      { now: { billingDate: '20270115' } },
      { now: { ...MATURED, termsFreq: '04', billingDate: '20270315' } },
    ],
    fails: [{ now: { ...MATURED, billingDate: '20270330' } }, { now: { billingDate: '20270116' } }],
  },
  'NFCS-22': {
    passes: [{ now: {} }, { now: { ...OPENING, recentPayDate: '20260120' } }],
    fails: [{ now: { recentPayDate: '20260316' } }],
  },
  'NFCS-25': {
    passes: [
      { now: {} },
      { now: {}, previous: null },
      { now: { billingDate: '20260331' }, previous: { billingDate: '20260301' } },
      { now: { billingDate: '20270131' }, previous: { billingDate: '20261215' } },
      { now: { billingDate: '20260615' }, previous: { ...SETTLED, ...BEFORE } },
    ],
    fails: [
      { now: { billingDate: '20260415' } },
      { now: { billingDate: '20270131' }, previous: { billingDate: '20261130' } },
    ],
  },
  'NFCS-03': {
    passes: [{ now: {} }, { now: { actual: 0, recentPayDate: '20260314' } }, { now: OPENING }],
    fails: [{ now: { actual: 0 } }],
  },
  'NFCS-04': {
    passes: [{ now: {} }, { now: LATE }, { now: { actual: 0, billingDate: '20270115' } }],
    fails: [{ now: { actual: 1_049 } }, { now: { actual: 0, billingDate: '20270114' } }],
  },
  'NFCS-06': {
    passes: [{ now: {} }, { now: LATE }],
    fails: [{ now: { actual: 1_049 } }],
  },
  'NFCS-08': {
    passes: [
      { now: {} },
      { now: { actual: 2_000 }, trades: [{ type: '4', date: '20260302' }] },
      { now: { actual: 2_000 }, trades: [{ type: '9', date: '20260315' }] },
    ],
    fails: [
      { now: { actual: 1_051 } },
      { now: { actual: 2_000 }, trades: [{ type: '4', date: '20260215' }] },
      { now: { actual: 2_000 }, trades: [{ type: '1', date: '20260315' }] },
    ],
  },
  'NFCS-10': {
    passes: [
      { now: { scheduled: 0, actual: 0, state: '*' } },
      { now: { scheduled: 0, actual: 10, state: 'N' } },
    ],
    fails: [{ now: { scheduled: 0, actual: 10, state: '*' } }],
  },
  'NFCS-11': {
    passes: [
      { now: LATE },
      { now: { ...LATE, amountPastDue: 1_051 } },
      { now: { ...LATE, amountPastDue: 9 }, previous: { ...BEFORE, state: '1' } },
      { now: { ...LATE, amountPastDue: 9 }, previous: null },
    ],
    fails: [{ now: { ...LATE, amountPastDue: 1_052 } }, { now: { ...LATE, amountPastDue: 1_048 } }],
  },
  'NFCS-12': {
    passes: [{ now: {} }, { now: OPENING }, { now: { scheduled: 0, termsFreq: '04' } }],
    fails: [{ now: { scheduled: 0 } }],
  },
  'NFCS-02': {
    passes: [{ now: {} }, { now: LATE }],
    fails: [{ now: { curTermsPastDue: 1 } }],
  },
  'NFCS-14': {
    passes: [
      { now: MATURED, previous: { ...MATURED, billingDate: '20270228' } },
      { now: { ...MATURED, curTermsPastDue: 2 }, previous: { ...LATE, billingDate: '20261215' } },
      { now: MATURED, previous: null },
    ],
    fails: [
      { now: { ...MATURED, curTermsPastDue: 2 }, previous: { ...MATURED, billingDate: '20270228' } },
      { now: { ...MATURED, cumTermsPastDue: 2 }, previous: { ...MATURED, billingDate: '20270228' } },
    ],
  },
  'NFCS-15': {
    passes: [{ now: LATE }, { now: { ...LATE, state: '2', pastDue31to60: 500 } }],
    fails: [{ now: { ...LATE, pastDue31to60: 1 } }],
  },
  'NFCS-17': {
    passes: [
      { now: {} },
      { now: LATE },
      { now: { state: '1' }, previous: { ...BEFORE, amountPastDue: 100 } },
      ...[...'*#/NC'].map((state) => ({ now: { state } })),
    ],
    fails: [{ now: { state: '1' } }, { now: { state: 'G' } }, { now: { state: '1' }, previous: null }],
  },
  'NFCS-18': {
    passes: [{ now: {} }, { now: { actual: 1_051 }, previous: { ...BEFORE, amountPastDue: 1 } }],
    fails: [{ now: {}, previous: { ...BEFORE, amountPastDue: 1 } }],
  },
  'NFCS-19': {
    passes: [{ now: MATURED }, { now: { balance: 9, billingDate: '20270115' } }],
    fails: [{ now: { ...MATURED, amountPastDue: 2_999 } }],
  },
  'NFCS-20': {
    passes: [
      { now: { ...LATE, curTermsPastDue: 12 } },
      ...['07', '08', '99'].map((termsFreq) => ({ now: { ...LATE, termsFreq, curTermsPastDue: 13 } })),
    ],
    fails: [{ now: { ...LATE, curTermsPastDue: 13 } }],
  },
  'NFCS-21': {
    passes: [{ now: {} }, { now: { guaranteeWay: '3', guarantors: 1 } }, { now: { guaranteeWay: '6' } }],
    fails: ['3', '5', '7'].map((guaranteeWay) => ({ now: { guaranteeWay } })),
  },
  'NFCS-24': {
    passes: [{ now: {} }, { now: { areaCode: '370212' } }],
    fails: [{ now: { areaCode: '370000' } }, { now: { areaCode: '3702' } }],
  },
  'NFCS-26': {
    passes: [
      { now: {}, others: [{}] },
      { now: {}, others: [{ account: 'ACC-2', certNo: '2' }] },
    ],
    fails: [{ now: {}, others: [{}, { certNo: '2' }] }],
  },
  'NFCS-27': {
    passes: [
      { now: {}, others: [{}] },
      { now: {}, others: [{ contractNo: 'HT-2', account: 'ACC-2' }] },
    ],
    fails: [{ now: {}, others: [{ account: 'ACC-2' }] }],
  },
};

it('holds the 27 rules of the bureau, each with its severity and a way to mend it in both languages', () => {
  const numbers = DATA_QUALITY_RULES.map(({ rule }) => rule).sort();
  expect(numbers).toEqual(Array.from({ length: 27 }, (_, i) => `NFCS-${String(i + 1).padStart(2, '0')}`));
  expect(Object.keys(EXAMPLES).sort()).toEqual(numbers);
  for (const { zh, en, fields } of DATA_QUALITY_RULES) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    expect(fields.length).toBeGreaterThan(0);
  }
  const doubts = DATA_QUALITY_RULES.filter(({ severity }) => severity === 'DOUBT').map(({ rule }) =>
    rule.slice(-2),
  );
  expect(doubts.sort()).toEqual(['01', '03', '06', '07', '08', '16', '20', '21', '22', '24', '26', '27']);
});

it('has nothing against a sound statement', () => {
  expect(DATA_QUALITY_RULES.filter(({ broken }) => broken(caseOf({ now: {} })))).toEqual([]);
});

describe.each(DATA_QUALITY_RULES)('$rule', ({ rule, broken }) => {
  it.each(EXAMPLES[rule]?.passes ?? [])('passes %#', (example) =>
    expect(broken(caseOf(example))).toBe(false),
  );
  it.each(EXAMPLES[rule]?.fails ?? [])('fails %#', (example) => expect(broken(caseOf(example))).toBe(true));
});
