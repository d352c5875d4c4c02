import { code, count, date, type FieldSpec, letter, type SegmentLayout, text } from './fixed-width';

/**
 * The reporting segments of Shanghai Credit (上海资信 NFCS), each declared once: writer and reader follow the same table.
 * Positions are bytes from 1, first and last, as the bureau counts them. Amounts are whole yuan.
 */

const CERT_TYPES = ['0', '1', '2', '3'] as const;
const MARRIAGE = ['10', '20', '21', '22', '23', '30', '40', '90'];
const EDUCATION = ['10', '20', '30', '40', '50', '60', '70', '80', '90', '99'];
const DEGREE = ['0', '1', '2', '3', '4', '9'];
const RELATIONS = ['0', '1', '2', '3', '4', '5', '6', '7'];
const INDUSTRIES = [...'ABCDEFGHIJKLMNOPQRSTZ'];
const OCCUPATIONS = [...'0123456789XYZ'];
const ONE_DIGIT = [...'0123456789'];
const LOAN_TYPES = ['11', '12', '13', '21', '31', '41', '51', '91'];
const REQUIRED = { required: true } as const;

const header = (segment: string): FieldSpec[] => [
  letter('segment', 1, segment),
  text('orgCode', 2, 15, REQUIRED),
];

const person = (name: number, certType: number, certNo: number): FieldSpec[] => [
  text('name', name, certType - 1, REQUIRED),
  code('certType', certType, certType, CERT_TYPES, REQUIRED),
  text('certNo', certNo, certNo + 17, REQUIRED),
];

/** P 身份 with B 基本, C 职业 and D 居住. */
export const PERSON: SegmentLayout = {
  length: 760,
  fields: [
    ...header('P'),
    ...person(16, 46, 47),
    letter('segmentB', 65, 'B'),
    code('sex', 66, 66, ['0', '1', '2', '9']),
    date('birthday', 67, 74),
    code('marriage', 75, 76, MARRIAGE),
    code('eduLevel', 77, 78, EDUCATION),
    code('degree', 79, 79, DEGREE),
    text('homeTel', 80, 104),
    text('mobile', 105, 120),
    text('officeTel', 121, 145),
    text('email', 146, 175),
    text('mailAddr', 176, 235),
    text('zip', 236, 241),
    text('residence', 242, 301),
    text('spouseName', 302, 331),
    code('spouseCertType', 332, 332, CERT_TYPES),
    text('spouseCertNo', 333, 350),
    text('spouseCompany', 351, 410),
    text('spouseTel', 411, 435),
    text('contact1Name', 436, 465),
    code('contact1Relation', 466, 466, RELATIONS),
    text('contact1Tel', 467, 491),
    text('contact2Name', 492, 521),
    code('contact2Relation', 522, 522, RELATIONS),
    text('contact2Tel', 523, 547),
    letter('segmentC', 548, 'C'),
    code('occupation', 549, 549, OCCUPATIONS),
    text('company', 550, 609),
    code('industry', 610, 610, INDUSTRIES),
    text('companyAddr', 611, 670),
    text('companyZip', 671, 676),
    count('startYear', 677, 680),
    code('position', 681, 681, ONE_DIGIT),
    code('title', 682, 682, ONE_DIGIT),
    // 年收入 may be collected under the subject's written consent alone: it stays blank.
    count('annualIncome', 683, 692),
    letter('segmentD', 693, 'D'),
    text('homeAddress', 694, 753),
    text('homeZip', 754, 759),
    code('homeCondition', 760, 760, ONE_DIGIT),
  ],
};

/** S 贷款申请. */
export const APPLICATION: SegmentLayout = {
  length: 131,
  fields: [
    ...header('S'),
    text('applyCode', 16, 55, REQUIRED),
    ...person(56, 86, 87),
    code('applyType', 105, 106, LOAN_TYPES, REQUIRED),
    count('applyMoney', 107, 116, REQUIRED),
    count('applyMonths', 117, 122, REQUIRED),
    date('applyDate', 123, 130, REQUIRED),
    code('applyState', 131, 131, ['1', '2', '3'], REQUIRED),
  ],
};

/** A 贷款业务. */
export const LOAN: SegmentLayout = {
  length: 403,
  fields: [
    ...header('A'),
    code('loanType', 16, 17, LOAN_TYPES, REQUIRED),
    text('contractNo', 18, 77, REQUIRED),
    text('account', 78, 117, REQUIRED),
    text('areaCode', 118, 123, REQUIRED),
    date('dateOpened', 124, 131, REQUIRED),
    date('dateClosed', 132, 139, REQUIRED),
    code('currency', 140, 142, ['CNY'], REQUIRED),
    count('creditLimit', 143, 152, REQUIRED),
    count('sharedLimit', 153, 162),
    count('maxDebt', 163, 172, REQUIRED),
    code('guaranteeWay', 173, 173, ['1', '2', '3', '4', '5', '6', '7', '9'], REQUIRED),
    code('termsFreq', 174, 175, ['01', '02', '03', '04', '05', '06', '07', '08', '99'], REQUIRED),
    count('monthDuration', 176, 178, REQUIRED),
    count('monthsUnpaid', 179, 181, REQUIRED),
    count('treatyTerms', 182, 184, REQUIRED),
    count('treatyAmount', 185, 194),
    date('billingDate', 195, 202, REQUIRED),
    date('recentPayDate', 203, 210, REQUIRED),
    count('scheduledAmount', 211, 220, REQUIRED),
    count('actualPayAmount', 221, 230, REQUIRED),
    count('balance', 231, 240, REQUIRED),
    count('curTermsPastDue', 241, 242, REQUIRED),
    count('amountPastDue', 243, 252, REQUIRED),
    count('pastDue31to60', 253, 262, REQUIRED),
    count('pastDue61to90', 263, 272, REQUIRED),
    count('pastDue91to180', 273, 282, REQUIRED),
    count('pastDueOver180', 283, 292, REQUIRED),
    count('cumTermsPastDue', 293, 295, REQUIRED),
    count('maxTermsPastDue', 296, 297, REQUIRED),
    code('class5', 298, 298, ['1', '2', '3', '4', '5', '9'], REQUIRED),
    code('accountStat', 299, 299, ['1', '2', '3', '4', '5'], REQUIRED),
    text('payState24', 300, 323, { required: true, pattern: /^[/*N1-7CZDG#]{24}$/ }),
    code('ownerFlag', 324, 324, ['1', '2'], REQUIRED),
    ...person(325, 355, 356),
    text('reserved', 374, 403),
  ],
};

/**
 * E 担保信息: positions within a record are 495-555, behind the place of H 贷款合同 (404-494), which stays blank. A second
 * guarantor follows as a further E; each is told by its letter.
 */
export const GUARANTEE_FROM = 495;
export const GUARANTEE: SegmentLayout = {
  length: 61,
  fields: [
    letter('segment', 1, 'E'),
    text('guarantorName', 2, 31, REQUIRED),
    code('guarantorCertType', 32, 32, CERT_TYPES, REQUIRED),
    text('guarantorCertNo', 33, 50, REQUIRED),
    count('guaranteeSum', 51, 60, REQUIRED),
    code('guaranteeState', 61, 61, ['1', '2'], REQUIRED),
  ],
};

/** G 特殊交易. */
export const SPECIAL_TRADE: SegmentLayout = {
  length: 327,
  fields: [
    ...header('G'),
    ...person(16, 46, 47),
    text('account', 65, 104, REQUIRED),
    code('tradeType', 105, 105, ['1', '2', '3', '4', '5', '6', '7', '8', '9'], REQUIRED),
    date('occurDate', 106, 113, REQUIRED),
    count('changeMonths', 114, 117, REQUIRED),
    count('tradeSum', 118, 127, REQUIRED),
    text('detail', 128, 327),
  ],
};
