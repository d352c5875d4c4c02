/**
 * Who is who: subjects, the identifiers they are found by, what ties them together, and the Borrower that the API
 * shows. It owns identity resolution. Higher modules add fields to Borrower from their own folders and reach subjects
 * through the loader tokens here.
 */
export { guaranteesBetween, identifiersOfSubject, rolesOfSubject, subjectById } from './borrower.loaders';
export { borrowerOf } from './borrower.resolver';
export { AmbiguousIdentity, Borrower, BorrowerKey, InvalidKey, NotFound, toBorrower } from './borrower.type';
export { RELATION_KINDS } from './relations/relation.codes';
