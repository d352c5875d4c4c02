/** The door for bulk-import: the bulk upserts of subjects and what ties them, their rows and the codes of fields. */
export { SubjectIdentifierEntity } from './identity/subject-identifier.entity';
export { mergeLawsuits } from './lawsuits/lawsuit.bulk';
export { LAWSUIT_ROLES, LAWSUIT_STAGES } from './lawsuits/lawsuit.codes';
export { LawsuitEntity } from './lawsuits/lawsuit.entity';
export { mergeRelations } from './relations/relation.bulk';
export { RELATION_KINDS } from './relations/relation.codes';
export { RelationEntity } from './relations/relation.entity';
export { mergeSubjects, subjectIdsBySourceKey } from './subject.bulk';
export { SEXES, SUBJECT_KINDS } from './subject.codes';
export { SubjectEntity } from './subject.entity';
