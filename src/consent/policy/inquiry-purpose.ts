import { describedEnum } from '../../platform/graphql';

/** What a credit inquiry is for. Consent, a client's right and each bureau's own codes speak in these words. */
export const INQUIRY_PURPOSES = [
  'LOAN_APPROVAL',
  'MID_LOAN',
  'POST_LOAN',
  'SELF',
  'DISPUTE',
  'GUARANTEE_REVIEW',
  'CREDIT_CHECK',
] as const;

export type InquiryPurpose = (typeof INQUIRY_PURPOSES)[number];

export const isInquiryPurpose = (text: string): text is InquiryPurpose =>
  (INQUIRY_PURPOSES as readonly string[]).includes(text);

export const InquiryPurposeEnum = describedEnum<InquiryPurpose>(
  'InquiryPurpose',
  'What a credit inquiry is for (查询原因). The law binds inquiry and use of a report to the purpose that the subject agreed to.',
  {
    LOAN_APPROVAL: 'Approval of a loan 贷款审批; needs an application.',
    MID_LOAN: 'Review while a loan runs 贷中管理; needs an outstanding loan.',
    POST_LOAN: 'Care of a loan after payout 贷后管理; needs an outstanding loan.',
    SELF: "The subject's own look at his report 本人查询; never a lender's purpose.",
    DISPUTE: 'Inquiry into an objection 异议核查.',
    GUARANTEE_REVIEW: 'Review of a guarantor 担保资格审查; needs the application that he is to guarantee.',
    CREDIT_CHECK: 'General check of credit standing 资信审查; needs an application.',
  },
);
