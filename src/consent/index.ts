/**
 * What subjects agreed to, and what clients may inquire for. Decides, as a pure function, whether a bureau may be asked
 * about a subject, and asserts it again inside the transaction that reserves the call. It asks nobody and stores no
 * report; whoever reserves, reuses or sends must come through `decideInquiry` and `liveConsents`.
 */

export { RevokeConsentResult } from './mutations/consent.type';
export type { ConsentRecord } from './policy/consent';
export {
  type ConsentCause,
  decideInquiry,
  decideSensitive,
  type InquiryReason,
  type PolicyQuestion,
  type PurposeCause,
  REASON_NEEDED,
  sensitiveConsents,
} from './policy/inquiry-policy';
export {
  INQUIRY_PURPOSES,
  type InquiryPurpose,
  InquiryPurposeEnum,
} from './policy/inquiry-purpose';
export { ClientPurposeEntity } from './storage/client-purpose.entity';
export { bureauExists, consentsOfSubject, purposesOfClient } from './storage/consent.loaders';
export { grantPurposes, liveConsents, reportConsents } from './storage/consent.repository';
