/** The door for bulk-import: the bulk upsert of consents, their row and the codes that fields take. */
export { CONSENT_TYPES } from './policy/consent';
export { INQUIRY_PURPOSES } from './policy/inquiry-purpose';
export { mergeConsents, problemOfConsent } from './storage/consent.bulk';
export { ConsentEntity } from './storage/consent.entity';
