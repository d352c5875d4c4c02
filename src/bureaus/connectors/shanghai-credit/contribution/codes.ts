import type { LoanProduct } from '../../../../ecosystem';
import type { ContributedSecurity, TermFrequency } from '../../../contribution/contribution-facts';

/** 贷款业务种类: 91 consumption, 41 business. */
export const LOAN_TYPE: Readonly<Record<LoanProduct, string>> = {
  CONSUMER: '91',
  WORKING_CAPITAL: '41',
  RECEIVABLE: '41',
  INVENTORY: '41',
  OTHER: '91',
};

/** 担保方式. What is combined is taken to hold no guarantor unless one is named. */
export const GUARANTEE_WAY: Readonly<Record<ContributedSecurity, string>> = {
  PLEDGE: '1',
  MORTGAGE: '2',
  GUARANTEE: '3',
  CREDIT: '4',
  COMBINED: '6',
  OTHER: '9',
};
export const COMBINED_WITH_GUARANTOR = '5';

/** 还款频率. */
export const TERMS_FREQ: Readonly<Record<TermFrequency, string>> = {
  DAY: '01',
  WEEK: '02',
  MONTH: '03',
  QUARTER: '04',
  HALF_YEAR: '05',
  YEAR: '06',
  ONCE: '07',
  IRREGULAR: '08',
  OTHER: '99',
};

export const APPLY_STATE = { PENDING: '1', APPROVED: '2', REFUSED: '3' } as const;

export const CERT_TYPE = { RESIDENT_ID: '0', PASSPORT: '2' } as const;

/** 特殊交易类型. */
export const SPECIAL = {
  EXTENSION: '1',
  GUARANTOR_PAID: '2',
  PAID_IN_KIND: '3',
  EARLY_PART: '4',
  EARLY_FULL: '5',
  /** Its label is assumed, as those of 6 and 7 are. */
  FRAUD: '8',
  OTHER: '9',
} as const;

/** What G says in words (明细), of facts and marks that have no code of their own. Assumed. */
export const DETAIL = {
  FRAUD: '欺诈',
  DEBT_EVASION: '逃废债',
  COMPENSATION: '代偿',
  OPEN: '异议处理中',
  UPHELD: '异议已处理：更正',
  REFUTED: '异议已处理：维持',
} as const;

/** 五级分类 by days overdue, as the rules of 2023 have it. */
export function classOf(overdueDays: number): string {
  if (overdueDays <= 0) return '1';
  if (overdueDays <= 90) return '2';
  if (overdueDays <= 270) return '3';
  return overdueDays <= 360 ? '4' : '5';
}
