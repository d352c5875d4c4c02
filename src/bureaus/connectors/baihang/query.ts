import { constants, type KeyObject, publicEncrypt } from 'node:crypto';
import type { InquiryPurpose } from '../../../consent';
import type { BureauInquiry } from '../../inquiry-facts';
import { type OutboundData, outboundValues } from '../outbound-data';
import type { WireQuery } from './wire';

/** queryReason. The bureau has also 4, the subject's own look, and 5, an objection: neither is a lender's. */
export const QUERY_REASON: Partial<Record<InquiryPurpose, number>> = {
  LOAN_APPROVAL: 1,
  MID_LOAN: 2,
  POST_LOAN: 3,
  GUARANTEE_REVIEW: 6,
};

const ALWAYS = ['inquiryId', 'consentNo', 'subject.name', 'subject.identifier', 'subject.mobile'] as const;

const APPLICATION = [
  ...ALWAYS,
  'application.guaranteeType',
  'application.customerType',
  'application.amount',
  'application.loanPurpose',
] as const;

const DATA: Partial<Record<InquiryPurpose, OutboundData>> = {
  LOAN_APPROVAL: { required: APPLICATION, optional: [] },
  MID_LOAN: { required: [...ALWAYS, 'loanNo'], optional: ['application.loanPurpose'] },
  POST_LOAN: { required: [...ALWAYS, 'loanNo'], optional: ['application.loanPurpose'] },
  GUARANTEE_REVIEW: { required: [...ALWAYS, 'application.loanPurpose'], optional: [] },
};

export const dataFor = (purpose: InquiryPurpose): OutboundData => {
  const data = DATA[purpose];
  if (!data) throw new TypeError(`Baihang has no code for ${purpose}`);
  return data;
};

const OTHER = 99;

const LOAN_PURPOSE: Readonly<Record<string, number>> = {
  NO_SCENE: 1,
  EDUCATION: 2,
  MEDICAL_BEAUTY: 3,
  RENT: 4,
  DIGITAL_GOODS: 5,
  CAR: 6,
  RENOVATION: 7,
  TRAVEL: 8,
  AGRICULTURE: 9,
  BUSINESS: 10,
  MIXED_USE: 11,
  SHOPPING: 12,
  DAILY_CONSUMPTION: 13,
  OTHER,
};

const GUARANTEE_TYPE: Readonly<Record<string, number>> = {
  CREDIT: 1,
  MORTGAGE: 2,
  PLEDGE: 3,
  GUARANTEE: 4,
  COMBINED: 5,
  OTHER: 6,
};

const CUSTOM_TYPE: Readonly<Record<string, number>> = {
  STUDENT: 1,
  EMPLOYED: 2,
  SELF_EMPLOYED: 3,
  OTHER: 4,
  UNKNOWN: 99,
};

/** The message for an inquiry, identity in clear. @throws TypeError for a purpose or code that the bureau has not */
export function writeQuery(inquiry: BureauInquiry): WireQuery {
  const values = outboundValues(dataFor(inquiry.purpose), inquiry);
  const queryReason = QUERY_REASON[inquiry.purpose] as number;
  return {
    reqID: values.inquiryId,
    name: values['subject.name'],
    pid: values['subject.identifier'].toUpperCase(),
    mobile: values['subject.mobile'],
    queryReason,
    ...(queryReason === 1 && {
      guaranteeType: codeOf(GUARANTEE_TYPE, values['application.guaranteeType']),
      customType: codeOf(CUSTOM_TYPE, values['application.customerType']),
      applyAmount: Number(values['application.amount']),
    }),
    ...((queryReason === 2 || queryReason === 3) && { loanId: values.loanNo }),
    // What an existing loan was taken for is not known here, and the bureau requires a code.
    loanPurpose:
      values['application.loanPurpose'] === undefined
        ? OTHER
        : codeOf(LOAN_PURPOSE, values['application.loanPurpose']),
    empowerno: values.consentNo,
  };
}

function codeOf(table: Readonly<Record<string, number>>, ours: string): number {
  const code = Object.hasOwn(table, ours) ? table[ours] : undefined;
  if (code === undefined) throw new TypeError('Baihang has no code for a value of the application');
  return code;
}

/** As the wire has it: name, number and mobile under the bureau's key (PKCS#1 v1.5, Base64), the rest in clear inside TLS. */
export function encryptQuery(query: WireQuery, publicKey: KeyObject): WireQuery {
  const encrypt = (text: string): string =>
    publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(text, 'utf8'),
    ).toString('base64');
  return {
    ...query,
    name: encrypt(query.name),
    pid: encrypt(query.pid),
    mobile: encrypt(query.mobile),
  };
}
