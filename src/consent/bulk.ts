/** The door for bulk-import: the bulk upsert of consents, their row and the codes that fields take. */
export { CONSENT_TYPES } from './consent';
export { mergeConsents, problemOfConsent } from './consent.bulk';
export { ConsentEntity } from './consent.entity';
export { INQUIRY_PURPOSES } from './inquiry-purpose';
