import type { Rule } from '../../../../contribution/finding';
import { sameMonth } from '../compact-date';
import { inOpeningMonth, MONTHLY } from './dates.rules';
import type { LoanCase } from './loan-view';

/** Special trades that explain a payment above the amount due: part early, all early, other. */
const EXPLAIN_MORE_PAID = ['4', '5', '9'];

/** Of what was due against what was paid. */
export const AMOUNT_RULES: readonly Rule<LoanCase>[] = [
  {
    rule: 'NFCS-03',
    severity: 'DOUBT',
    fields: ['actualPayAmount', 'recentPayDate'],
    zh: '最近还款日期不早于结算日期，但实际还款金额为零',
    en: 'a payment is dated on or after the day of billing, but its amount is nothing',
    broken: ({ now }) => !inOpeningMonth(now) && now.billingDate <= now.recentPayDate && now.actual === 0,
  },
  {
    rule: 'NFCS-04',
    severity: 'ERROR',
    fields: ['accountStat', 'scheduledAmount', 'actualPayAmount'],
    zh: '账户状态为正常且未到期，但应还款金额大于实际还款金额',
    en: 'less was paid than was due: the account is not normal, or the payment is missing',
    broken: ({ now }) =>
      now.accountStat === '1' && now.billingDate < now.dateClosed && now.scheduled > now.actual,
  },
  {
    rule: 'NFCS-06',
    severity: 'DOUBT',
    fields: ['payState24', 'scheduledAmount', 'actualPayAmount'],
    zh: '当月还款状态为 N，但应还款金额大于实际还款金额',
    en: 'the month is marked as paid (N) and less was paid than was due',
    broken: ({ now }) => now.state === 'N' && now.scheduled > now.actual,
  },
  {
    rule: 'NFCS-08',
    severity: 'DOUBT',
    fields: ['actualPayAmount', 'scheduledAmount'],
    zh: '实际还款金额大于应还款金额，但无提前还款等特殊交易记录',
    en: 'more was paid than was due: report the special trade (early payment or other) that explains it',
    broken: ({ now, trades }) =>
      now.actual > now.scheduled &&
      !trades.some(
        ({ type, date }) => EXPLAIN_MORE_PAID.includes(type) && sameMonth(date, now.recentPayDate),
      ),
  },
  {
    rule: 'NFCS-10',
    severity: 'ERROR',
    fields: ['payState24', 'scheduledAmount', 'actualPayAmount'],
    zh: '应还款金额为零而有实际还款，当月还款状态不得为 *',
    en: 'something was paid though nothing was due: the month is not * (nothing to pay)',
    broken: ({ now }) => now.scheduled === 0 && now.actual > 0 && now.state === '*',
  },
  {
    rule: 'NFCS-11',
    severity: 'ERROR',
    fields: ['amountPastDue', 'scheduledAmount', 'actualPayAmount'],
    zh: '还款状态由 N 变为 1 时，当前逾期总额应等于应还款减实际还款（误差不超过 1）',
    en: 'newly overdue (N to 1): the amount overdue is what was due less what was paid, give or take 1',
    broken: ({ now, previous }) =>
      previous?.state === 'N' &&
      now.state === '1' &&
      Math.abs(now.amountPastDue - (now.scheduled - now.actual)) > 1,
  },
  {
    rule: 'NFCS-12',
    severity: 'ERROR',
    fields: ['scheduledAmount'],
    zh: '按月还款的贷款（开户当月除外），本月应还款金额不得为零',
    en: 'a monthly loan has something due in each month after that of opening',
    broken: ({ now }) => now.termsFreq === MONTHLY && !inOpeningMonth(now) && now.scheduled === 0,
  },
];
