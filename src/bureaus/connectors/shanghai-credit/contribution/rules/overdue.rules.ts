import type { Rule } from '../../../../contribution/finding';
import { afterMaturity } from './dates.rules';
import type { LoanCase, LoanView } from './loan-view';

const NOT_BEHIND = [...'*#/NC'];
/** 一次性, 不定期 and 其他 have no terms that could be counted against months. */
const WITHOUT_TERMS = ['07', '08', '99'];

const wasBehind = (previous: LoanView | null): previous is LoanView =>
  previous !== null && previous.amountPastDue > 0;

/** Of accounts that are behind (逾期), and that were. */
export const OVERDUE_RULES: readonly Rule<LoanCase>[] = [
  {
    rule: 'NFCS-02',
    severity: 'ERROR',
    fields: ['curTermsPastDue', 'accountStat'],
    zh: '当前逾期期数大于零，账户状态不得为正常',
    en: 'terms are overdue: the account is not normal',
    broken: ({ now }) => now.curTermsPastDue > 0 && now.accountStat === '1',
  },
  {
    rule: 'NFCS-14',
    severity: 'ERROR',
    fields: ['curTermsPastDue', 'cumTermsPastDue'],
    zh: '贷款到期后，当前逾期期数和累计逾期期数不得继续增加',
    en: 'after the last day of the loan the counts of overdue terms grow no more',
    broken: ({ now, previous }) =>
      previous !== null &&
      previous.billingDate >= previous.dateClosed &&
      afterMaturity(now) &&
      (now.curTermsPastDue > previous.curTermsPastDue || now.cumTermsPastDue > previous.cumTermsPastDue),
  },
  {
    rule: 'NFCS-15',
    severity: 'ERROR',
    fields: ['payState24', 'pastDue31to60'],
    zh: '当月还款状态为 1（逾期 1-30 天），逾期 31-60 天未还本金应为零',
    en: 'the month is 1 (late by 1-30 days): no principal can be late by 31-60',
    broken: ({ now }) => now.state === '1' && now.pastDue31to60 !== 0,
  },
  {
    rule: 'NFCS-17',
    severity: 'ERROR',
    fields: ['payState24'],
    zh: '已足额还款且上期正常，当月还款状态应为 *、#、/、N 或 C',
    en: 'all that was due is paid and nothing was behind before: the month is one of * # / N C',
    broken: ({ now, previous }) =>
      now.actual >= now.scheduled && !wasBehind(previous) && !NOT_BEHIND.includes(now.state),
  },
  {
    rule: 'NFCS-18',
    severity: 'ERROR',
    fields: ['payState24', 'actualPayAmount'],
    zh: '上期逾期而当月状态为 N，实际还款金额应大于应还款金额',
    en: 'it was behind and now is not: more must have been paid than this month’s due',
    broken: ({ now, previous }) => wasBehind(previous) && now.state === 'N' && now.actual <= now.scheduled,
  },
  {
    rule: 'NFCS-19',
    severity: 'ERROR',
    fields: ['amountPastDue', 'balance'],
    zh: '贷款到期后，当前逾期总额不得小于余额',
    en: 'after the last day of the loan all that is left is overdue',
    broken: ({ now }) => afterMaturity(now) && now.amountPastDue < now.balance,
  },
  {
    rule: 'NFCS-20',
    severity: 'DOUBT',
    fields: ['curTermsPastDue', 'monthDuration'],
    zh: '逾期期数大于贷款月数',
    en: 'more terms are overdue than the loan has months',
    broken: ({ now }) => !WITHOUT_TERMS.includes(now.termsFreq) && now.curTermsPastDue > now.months,
  },
];
