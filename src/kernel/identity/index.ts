/**
 * What the identifiers of persons and firms look like: which texts are valid, the one spelling of each, what they say
 * about their bearer, and how they look to a reader who may not see them.
 * Pure: no I/O and no clock; today's date comes in. Knows nothing of subjects or storage, and answers with codes, never
 * with an exception or a text that repeats the identifier. Anybody may import it.
 */
export { satisfiesLuhn } from './bank-card';
export { canonicalIdentifier } from './canonical-identifier';
export {
  checkCreditCode,
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
} from './credit-code';
export {
  describeProblem,
  type IdentityCheck,
  type IdentityProblem,
  type IdentityWarning,
  type Sex,
} from './identity-check';
export { IDENTITY_SCHEMES, type IdentityScheme, isIdentityScheme, isStrongScheme } from './identity-scheme';
export { maskEmail, maskIdentifier, maskName, maskPersonName } from './masking';

export { regionName, regionOf } from './region';
export { checkResidentId, residentIdCheckCharacter } from './resident-id';
