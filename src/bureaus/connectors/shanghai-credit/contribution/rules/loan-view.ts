import type { SegmentRecord } from '../segments';

/** An A segment with its numbers read, and what else is known of the same loan. */
export interface LoanView {
  readonly contractNo: string;
  readonly account: string;
  readonly areaCode: string;
  readonly certNo: string;
  readonly dateOpened: string;
  readonly dateClosed: string;
  readonly billingDate: string;
  readonly recentPayDate: string;
  readonly guaranteeWay: string;
  readonly termsFreq: string;
  readonly months: number;
  readonly scheduled: number;
  readonly actual: number;
  readonly balance: number;
  readonly curTermsPastDue: number;
  readonly cumTermsPastDue: number;
  readonly amountPastDue: number;
  readonly pastDue31to60: number;
  readonly accountStat: string;
  /** pay24[24]: the state of the month of billing. */
  readonly state: string;
  readonly payState24: string;
  readonly guarantors: number;
}

/** What the rules judge: a statement among its neighbours. */
export interface LoanCase {
  readonly now: LoanView;
  /** The latest statement of the account before this one; null for the first that is known. */
  readonly previous: LoanView | null;
  /** Every statement known of the contract or of the account, in whatever order. */
  readonly others: readonly LoanView[];
  /** Special trades known of the account. */
  readonly trades: readonly { readonly type: string; readonly date: string }[];
}

function loanViewOf({ values, guarantors }: SegmentRecord): LoanView {
  const text = (name: string): string => values[name] ?? '';
  const number = (name: string): number => Number(values[name] ?? 0);
  return {
    contractNo: text('contractNo'),
    account: text('account'),
    areaCode: text('areaCode'),
    certNo: text('certNo'),
    dateOpened: text('dateOpened'),
    dateClosed: text('dateClosed'),
    billingDate: text('billingDate'),
    recentPayDate: text('recentPayDate'),
    guaranteeWay: text('guaranteeWay'),
    termsFreq: text('termsFreq'),
    months: number('monthDuration'),
    scheduled: number('scheduledAmount'),
    actual: number('actualPayAmount'),
    balance: number('balance'),
    curTermsPastDue: number('curTermsPastDue'),
    cumTermsPastDue: number('cumTermsPastDue'),
    amountPastDue: number('amountPastDue'),
    pastDue31to60: number('pastDue31to60'),
    accountStat: text('accountStat'),
    state: text('payState24').slice(-1),
    payState24: text('payState24'),
    guarantors: guarantors.length,
  };
}

/** A record among the others of its loan. */
export function loanCaseOf(record: SegmentRecord, known: readonly SegmentRecord[]): LoanCase {
  const now = loanViewOf(record);
  const others = known.filter(({ type }) => type === 'A').map(loanViewOf);
  const before = others.filter(
    ({ account, billingDate }) => account === now.account && billingDate < now.billingDate,
  );
  return {
    now,
    others,
    previous: before.reduce<LoanView | null>(
      (latest, each) => (latest === null || each.billingDate > latest.billingDate ? each : latest),
      null,
    ),
    trades: known
      .filter(({ type, values }) => type === 'G' && values.account === now.account)
      .map(({ values }) => ({ type: values.tradeType ?? '', date: values.occurDate ?? '' })),
  };
}
