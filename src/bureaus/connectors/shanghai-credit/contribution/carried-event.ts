import type { LoanEventKind } from '../../../../ecosystem';
import { DETAIL, SPECIAL } from './codes';
import { dashed } from './compact-date';
import type { SegmentValues } from './fixed-width';
import type { SegmentRecord } from './segments';

/** What of an event can be read back from its A, S or G segment: amounts in whole yuan, as fen. */
export interface CarriedEvent {
  readonly kind: LoanEventKind;
  readonly account: string;
  /** Of the statement, the application or the trade. */
  readonly date: string;
  readonly scheduledMinor: bigint;
  readonly paidMinor: bigint;
  readonly balanceMinor: bigint;
  readonly overdueMinor: bigint;
  readonly overdueTerms: number;
  readonly lastPaidOn: string | null;
}

const fen = (values: SegmentValues, field: string): bigint => BigInt(values[field] ?? '0') * 100n;

/**
 * The event of which a record was built, as far as the segment carries it; null for P, which tells of nobody's loan. A
 * statement of a loan that is behind reads as OVERDUE, whether something came in on that day or not.
 */
export function eventOf({ type, values }: SegmentRecord): CarriedEvent | null {
  const nothing = { paidMinor: 0n, balanceMinor: 0n, overdueMinor: 0n, overdueTerms: 0, lastPaidOn: null };
  if (type === 'P') return null;
  if (type === 'S')
    return {
      ...nothing,
      kind: 'APPLY',
      account: values.applyCode ?? '',
      date: dashed(values.applyDate ?? ''),
      scheduledMinor: fen(values, 'applyMoney'),
    };
  if (type === 'G')
    return {
      ...nothing,
      kind: tradeKind(values),
      account: values.account ?? '',
      date: dashed(values.occurDate ?? ''),
      scheduledMinor: fen(values, 'tradeSum'),
    };
  return {
    kind: loanEventKind(values),
    account: values.account ?? '',
    date: dashed(values.billingDate ?? ''),
    scheduledMinor: fen(values, 'scheduledAmount'),
    paidMinor: fen(values, 'actualPayAmount'),
    balanceMinor: fen(values, 'balance'),
    overdueMinor: fen(values, 'amountPastDue'),
    overdueTerms: Number(values.curTermsPastDue),
    lastPaidOn: dashed(values.recentPayDate ?? ''),
  };
}

function tradeKind({ tradeType, detail = '' }: SegmentValues): LoanEventKind {
  const [word] = detail.split(' ');
  if (word === DETAIL.OPEN) return 'DISPUTE';
  if (word === DETAIL.UPHELD || word === DETAIL.REFUTED) return 'ANSWER';
  if (word === DETAIL.FRAUD || word === DETAIL.DEBT_EVASION || word === DETAIL.COMPENSATION) return 'ADVERSE';
  if (tradeType === SPECIAL.EXTENSION) return 'EXTEND';
  return tradeType === SPECIAL.EARLY_FULL ? 'SETTLE' : 'REPAY';
}

function loanEventKind({ accountStat, payState24 = '', scheduledAmount }: SegmentValues): LoanEventKind {
  if (payState24 === `${'/'.repeat(23)}*` && scheduledAmount === '0') return 'ISSUE';
  if (accountStat === '3') return payState24 === `${'/'.repeat(23)}C` ? 'CANCEL' : 'SETTLE';
  return accountStat === '2' ? 'OVERDUE' : 'REPAY';
}
