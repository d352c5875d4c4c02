import type { Rule } from '../../../../contribution/finding';
import type { LoanCase } from './loan-view';

/** Of statements that end an account (结清). */
export const SETTLEMENT_RULES: readonly Rule<LoanCase>[] = [
  {
    rule: 'NFCS-01',
    severity: 'DOUBT',
    fields: ['billingDate', 'recentPayDate'],
    zh: '账户已非正常或逾期状态，结算日期应等于最近一次实际还款日期',
    en: 'the account is neither normal nor overdue: bill it on the day of its last payment',
    broken: ({ now }) => !['1', '2'].includes(now.accountStat) && now.billingDate !== now.recentPayDate,
  },
  {
    rule: 'NFCS-16',
    severity: 'DOUBT',
    fields: ['billingDate', 'recentPayDate'],
    zh: '结清账户的结算日期应等于最近一次实际还款日期',
    en: 'a settled account is billed on the day of its last payment',
    broken: ({ now }) => now.accountStat === '3' && now.billingDate !== now.recentPayDate,
  },
  {
    rule: 'NFCS-09',
    severity: 'ERROR',
    fields: ['actualPayAmount'],
    zh: '结清账户的本月实际还款金额不得为零',
    en: 'a settled account was paid: give the amount of the last payment',
    broken: ({ now }) => (now.state === 'C' || now.accountStat === '3') && now.actual === 0,
  },
  {
    rule: 'NFCS-23',
    severity: 'ERROR',
    fields: ['scheduledAmount', 'actualPayAmount'],
    zh: '正常结清时，本月应还款金额应等于实际还款金额',
    en: 'settled on time: what was due and what was paid must be equal',
    // Normal: nothing was overdue before, and no special trade explains the difference.
    broken: ({ now, previous, trades }) =>
      now.accountStat === '3' &&
      (previous === null || previous.amountPastDue === 0) &&
      trades.length === 0 &&
      now.scheduled !== now.actual,
  },
];
