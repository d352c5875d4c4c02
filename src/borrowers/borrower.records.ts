import type { Money, Sensitive } from '../kernel';
import type { IdentityScheme } from '../kernel/identity';
import type { LawsuitRole, LawsuitStage } from './lawsuits/lawsuit.codes';
import type { RelationKind } from './relations/relation.codes';
import type { SubjectKind } from './subject.codes';

export interface SubjectRecord {
  readonly id: string;
  readonly kind: SubjectKind;
  /** Null where no source gave one. */
  readonly name: Sensitive<string> | null;
  readonly birthDate: Sensitive<string> | null;
  readonly sex: string | null;
  readonly regionCode: string | null;
}

export interface IdentifierRecord {
  readonly scheme: IdentityScheme;
  readonly issuer: string;
  readonly value: Sensitive<string>;
  /** What is odd about it, though it was accepted. */
  readonly warning: string | null;
}

export const SUBJECT_ROLES = [
  'ACCOUNT_HOLDER',
  'SUPPLIER',
  'DEALER',
  'BORROWER',
  'GUARANTOR',
  'LEGAL_REPRESENTATIVE',
] as const;
export type SubjectRole = (typeof SUBJECT_ROLES)[number];

/** What `searchBorrowers` was asked for; the name stands as its look-up digest and the prefix of a firm's name. */
export interface SubjectFilter {
  readonly kind: SubjectKind | null;
  readonly name: string | null;
  readonly role: SubjectRole | null;
}

export interface RelationRecord {
  readonly id: string;
  readonly kind: RelationKind;
  /** Whether the subject asked about is the one that the relation starts from. */
  readonly outgoing: boolean;
  readonly otherSubjectId: string;
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: string | null;
}

export interface LawsuitRecord {
  readonly id: string;
  readonly caseNo: string | null;
  readonly court: string | null;
  readonly cause: string | null;
  readonly role: LawsuitRole;
  readonly stage: LawsuitStage;
  readonly filedOn: string | null;
  readonly decidedOn: string | null;
  readonly amount: Money | null;
}
