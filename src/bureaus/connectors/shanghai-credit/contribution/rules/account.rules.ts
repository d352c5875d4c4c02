import type { Rule } from '../../../../contribution/finding';
import type { LoanCase } from './loan-view';

const WITH_GUARANTOR = ['3', '5', '7'];

/** Of the account itself: who holds it, under which numbers, where. */
export const ACCOUNT_RULES: readonly Rule<LoanCase>[] = [
  {
    rule: 'NFCS-21',
    severity: 'DOUBT',
    fields: ['guaranteeWay', 'guarantors'],
    zh: '担保方式含自然人保证，但未报送担保信息（E 段）',
    en: 'a person guarantees the loan: report who (segment E)',
    broken: ({ now }) => WITH_GUARANTOR.includes(now.guaranteeWay) && now.guarantors === 0,
  },
  {
    rule: 'NFCS-24',
    severity: 'DOUBT',
    fields: ['areaCode'],
    zh: '发生地点应精确到地市级行政区划',
    en: 'the place of business must reach the prefecture: xx0000 is a province',
    broken: ({ now }) => !/^\d{6}$/.test(now.areaCode) || now.areaCode.endsWith('0000'),
  },
  {
    rule: 'NFCS-26',
    severity: 'DOUBT',
    fields: ['account', 'certNo'],
    zh: '同一业务号对应不同证件号码',
    en: 'the account was reported for another identity number before',
    broken: ({ now, others }) =>
      others.some(({ account, certNo }) => account === now.account && certNo !== now.certNo),
  },
  {
    rule: 'NFCS-27',
    severity: 'DOUBT',
    fields: ['contractNo', 'account'],
    zh: '同一笔贷款以不同业务号重复报送',
    en: 'the loan was reported under another account number before',
    broken: ({ now, others }) =>
      others.some(({ contractNo, account }) => contractNo === now.contractNo && account !== now.account),
  },
];
