import type { Bilingual } from '../../indicators/indicator';
import type { FIRM_FEATURES } from './firm-inputs';
import type { PERSON_FEATURES } from './person-inputs';

type InputName =
  | (typeof PERSON_FEATURES)[number]
  | (typeof FIRM_FEATURES)[number]
  | 'monthlyIncomeMinor'
  | 'monthlyDueMinor'
  | 'yearlyTradeMinor'
  | 'receivablesMinor'
  | 'owedMinor';

const WORDS: Readonly<Record<InputName, Bilingual>> = {
  ownWorstDaysLate24m: {
    en: 'Most days late with an instalment of this lender, in 24 months',
    zh: '近 24 个月本机构还款最长逾期天数',
  },
  ownOverdueDays: { en: 'Days overdue at this lender', zh: '本机构当前逾期天数' },
  bureauOpenLenders: { en: 'Lenders with open loans', zh: '未结清借款机构数' },
  bureauDelinquentMonths24m: { en: 'Months with a delay, of 24', zh: '近 24 个月逾期月数' },
  bureauOverdueYuan: { en: 'Overdue at others, yuan', zh: '他行逾期金额（元）' },
  bureauApprovals90d: { en: 'Inquiries for approval in 90 days', zh: '近 90 天授信审批查询次数' },
  debtServiceToIncome: { en: 'Debt service as a part of income', zh: '月还款额占收入比' },
  debtToTurnover: { en: 'Debt as a part of the trade of a year', zh: '负债占年贸易额比' },
  overduePayableDays: { en: 'Days that the oldest payable is overdue', zh: '应付账款最长逾期天数' },
  openCasesAgainst: { en: 'Open cases against it', zh: '作为被告的未结案件数' },
  monthlyIncomeMinor: { en: 'Income of a month', zh: '月收入' },
  monthlyDueMinor: { en: 'Due each month already, to anybody', zh: '现有月还款额（含他行）' },
  yearlyTradeMinor: { en: 'Sales and purchases of a year', zh: '近一年购销额' },
  receivablesMinor: { en: 'Receivables that a loan may lean on', zh: '可用于融资的应收账款' },
  owedMinor: { en: 'Owed already, to anybody', zh: '现有负债（含他行）' },
};

/** What an input of a case is, in words; its name where a case of another time has one that is not known by now. */
export const wordsOf = (name: string): Bilingual => WORDS[name as InputName] ?? { en: name, zh: name };
