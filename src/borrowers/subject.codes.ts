import type { Sex } from '../kernel/identity';

/** What a subject is before the law. */
export const SUBJECT_KINDS = ['PERSON', 'ENTERPRISE'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const SEXES = ['F', 'M'] as const satisfies readonly Sex[];
