import type { OriginalLoanEvent } from '../../../../ecosystem';
import type { ContributionFacts } from '../../../contribution/contribution-facts';
import { compact, monthEnd } from './compact-date';

export type Payment = Extract<OriginalLoanEvent, { kind: 'REPAY' | 'OVERDUE' | 'SETTLE' }>;

/** What an A segment says that changes from one to the next. */
export interface Statement {
  readonly billingDate: string;
  readonly recentPayDate: string;
  readonly monthsUnpaid: number;
  readonly scheduledMinor: bigint;
  readonly paidMinor: bigint;
  readonly balanceMinor: bigint;
  readonly overdue: {
    readonly terms: number;
    readonly ever: number;
    readonly worst: number;
    readonly minor: bigint;
    readonly byAge: readonly [bigint, bigint, bigint, bigint];
    readonly days: number;
  };
  readonly accountStat: '1' | '2' | '3';
  readonly payState24: string;
}

const NOTHING_OVERDUE = { terms: 0, ever: 0, worst: 0, minor: 0n, byAge: [0n, 0n, 0n, 0n], days: 0 } as const;

export const openingOf = ({ loan: { issuedOn, principalMinor, months } }: ContributionFacts): Statement => ({
  billingDate: compact(issuedOn),
  recentPayDate: compact(issuedOn),
  monthsUnpaid: months,
  scheduledMinor: 0n,
  paidMinor: 0n,
  balanceMinor: principalMinor,
  overdue: NOTHING_OVERDUE,
  accountStat: '1',
  payState24: `${'/'.repeat(23)}*`,
});

/** 撤销: the bureau has no state for it. What was paid out came back, and the account is closed. */
export const cancellationOf = (
  event: OriginalLoanEvent,
  { loan: { principalMinor } }: ContributionFacts,
): Statement => ({
  billingDate: compact(event.businessDate),
  recentPayDate: compact(event.businessDate),
  monthsUnpaid: 0,
  scheduledMinor: principalMinor,
  paidMinor: principalMinor,
  balanceMinor: 0n,
  overdue: NOTHING_OVERDUE,
  accountStat: '3',
  payState24: `${'/'.repeat(23)}C`,
});

export function statementOf(event: Payment, context: ContributionFacts): Statement {
  const { payment, standing } = event;
  const { from31to60, from61to90, from91to180, over180 } = standing.overdueByAge;
  const settled = event.kind === 'SETTLE';
  return {
    billingDate: billingDateOf(event, context),
    recentPayDate: compact(standing.lastPaidOn ?? context.loan.issuedOn),
    monthsUnpaid: settled ? 0 : Math.max(0, context.loan.months - event.term),
    scheduledMinor: payment.plannedMinor,
    paidMinor: payment.paidMinor,
    balanceMinor: standing.balanceMinor,
    overdue: {
      terms: standing.overdueTerms,
      ever: standing.overdueTermsEver,
      worst: standing.overdueTermsWorst,
      minor: standing.overdueMinor,
      byAge: [from31to60, from61to90, from91to180, over180],
      days: standing.overdueDays,
    },
    accountStat: settled ? '3' : standing.overdueTerms > 0 ? '2' : '1',
    payState24: standing.paymentState24m,
  };
}

/**
 * 结算/应还款日期. A monthly loan is billed on the day its term is due, or that of a later payment; after its last day, and
 * where it has no monthly terms, at the end of the month; settled before, on that day.
 */
function billingDateOf({ kind, businessDate, payment }: Payment, { loan }: ContributionFacts): string {
  const monthly = loan.frequency === 'MONTH';
  if (businessDate > loan.dueOn && monthly) return monthEnd(compact(businessDate));
  if (kind === 'SETTLE') return compact(businessDate);
  if (!monthly) return monthEnd(compact(businessDate));
  const { dueOn, lastPaidOn } = payment;
  return compact(lastPaidOn !== null && lastPaidOn > dueOn ? lastPaidOn : dueOn);
}
