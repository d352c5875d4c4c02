import type { IdentityScheme } from '../kernel/identity';
import { listLoader } from '../platform/lists';
import { sharedLoader } from '../platform/loaders';
import type {
  IdentifierRecord,
  LawsuitRecord,
  RelationRecord,
  SubjectFilter,
  SubjectRecord,
  SubjectRole,
} from './borrower.records';

export const subjectById = sharedLoader<string, SubjectRecord | null>('subject.byId', { absent: () => null });

export const identifiersOfSubject = sharedLoader<string, readonly IdentifierRecord[]>(
  'identifiers.ofSubject',
  {
    absent: () => [],
  },
);

export interface IdentifierKey {
  readonly scheme: IdentityScheme;
  /** Canonical, as `canonicalIdentifier` gives it. */
  readonly value: string;
}

/** The subjects that an identifier names: none, one, or several for a weak one such as a shared mobile number. */
export const subjectsByIdentifier = sharedLoader<IdentifierKey, readonly string[]>('subjects.byIdentifier', {
  absent: () => [],
});

export const rolesOfSubject = sharedLoader<string, readonly SubjectRole[]>('roles.ofSubject', {
  absent: () => [],
});

export const holdersOfAccount = sharedLoader<string, readonly string[]>('holders.ofAccount', {
  absent: () => [],
});

export const subjectList = listLoader<SubjectRecord, SubjectFilter>('subjects');

export interface GuaranteeKey {
  readonly guarantorId: string;
  readonly borrowerId: string;
}

/** Last day of each guarantee that the one has given for the other, null for one without an end; empty when there is none. */
export const guaranteesBetween = sharedLoader<GuaranteeKey, readonly (string | null)[]>(
  'guarantees.between',
  {
    absent: () => [],
  },
);

/** In both directions, in the order of their kinds. */
export const relationsOfSubject = listLoader<RelationRecord>('relations.ofSubject');

/** Newest first. */
export const lawsuitsOfSubject = listLoader<LawsuitRecord>('lawsuits.ofSubject');
