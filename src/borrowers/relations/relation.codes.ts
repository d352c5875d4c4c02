/** What the first subject of a relation is to the second. */
export const RELATION_KINDS = [
  'LEGAL_REPRESENTATIVE',
  'SHAREHOLDER',
  'EXECUTIVE',
  'SUPERVISOR',
  'GUARANTOR',
  'SPOUSE',
  'FAMILY',
  'CONTACT',
  'BRANCH',
  'INVESTOR',
  'CREDITOR',
  'DEAL',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];
