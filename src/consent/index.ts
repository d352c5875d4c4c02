/**
 * What subjects agreed to, and what clients may inquire for. Decides, as a pure function, whether a bureau may be asked
 * about a subject, and asserts it again inside the transaction that reserves the call. It asks nobody and stores no
 * report; whoever reserves, reuses or sends must come through `decideInquiry` and `liveConsents`.
 */
export { ClientPurposeEntity } from './client-purpose.entity';
export type { ConsentRecord } from './consent';
export { bureauExists, consentsOfSubject, purposesOfClient } from './consent.loaders';
export { grantPurposes, liveConsents } from './consent.repository';
export { RevokeConsentResult } from './consent.type';
export {
  type ConsentCause,
  decideInquiry,
  type InquiryReason,
  type PolicyQuestion,
  type PurposeCause,
  REASON_NEEDED,
  specialCategories,
} from './inquiry-policy';
export {
  INQUIRY_PURPOSES,
  type InquiryPurpose,
  InquiryPurposeEnum,
} from './inquiry-purpose';
