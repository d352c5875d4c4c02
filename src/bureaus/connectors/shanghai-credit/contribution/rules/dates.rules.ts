import type { Rule } from '../../../../contribution/finding';
import { monthEnd, sameMonth } from '../compact-date';
import type { LoanCase, LoanView } from './loan-view';

export const MONTHLY = '03';

export const inOpeningMonth = ({ billingDate, dateOpened }: LoanView): boolean =>
  sameMonth(billingDate, dateOpened);

/** The record of T+1 after paying out: nothing has become due yet. */
const isOpening = ({ payState24, scheduled, actual }: LoanView): boolean =>
  payState24 === `${'/'.repeat(23)}*` && scheduled === 0 && actual === 0;

export const afterMaturity = ({ billingDate, dateClosed }: LoanView): boolean => billingDate > dateClosed;

/** Of billing and payment days. */
export const DATE_RULES: readonly Rule<LoanCase>[] = [
  {
    rule: 'NFCS-05',
    severity: 'ERROR',
    fields: ['billingDate', 'recentPayDate', 'dateOpened'],
    zh: '开户记录的结算日期和最近还款日期应等于开户日期',
    en: 'the opening record is billed and paid on the day of opening',
    broken: ({ now }) =>
      isOpening(now) && (now.billingDate !== now.dateOpened || now.recentPayDate !== now.dateOpened),
  },
  {
    rule: 'NFCS-07',
    severity: 'DOUBT',
    fields: ['billingDate', 'termsFreq'],
    zh: '非按月还款的贷款，结算日期应为月末（开户、结清除外）',
    en: 'a loan without monthly terms is billed at the end of the month, save when it opens or is settled',
    broken: ({ now }) =>
      now.termsFreq !== MONTHLY &&
      !isOpening(now) &&
      now.accountStat !== '3' &&
      now.billingDate !== monthEnd(now.billingDate),
  },
  {
    rule: 'NFCS-13',
    severity: 'ERROR',
    fields: ['billingDate', 'dateClosed'],
    zh: '按月还款的贷款到期后，结算日期应为月末',
    en: 'after its last day a monthly loan is billed at the end of the month',
    broken: ({ now }) =>
      afterMaturity(now) && now.termsFreq === MONTHLY && now.billingDate !== monthEnd(now.billingDate),
  },
  {
    rule: 'NFCS-22',
    severity: 'DOUBT',
    fields: ['recentPayDate', 'billingDate'],
    zh: '最近一次实际还款日期晚于结算日期（开户当月除外）',
    en: 'the last payment lies after the day of billing: bill a later day, or correct the payment',
    broken: ({ now }) => !inOpeningMonth(now) && now.recentPayDate > now.billingDate,
  },
  {
    rule: 'NFCS-25',
    severity: 'ERROR',
    fields: ['billingDate'],
    zh: '与上一次报送之间缺少月份，请先补报缺失月份',
    en: 'months between the statement before and this one are missing: report them first',
    broken: ({ now, previous }) => previous !== null && missingMonths(previous, now) > 0,
  },
];

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(4, 6));

const missingMonths = (previous: LoanView, now: LoanView): number =>
  previous.accountStat === '3' ? 0 : monthNumber(now.billingDate) - monthNumber(previous.billingDate) - 1;
