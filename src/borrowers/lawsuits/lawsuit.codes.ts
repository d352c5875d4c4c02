/** Part that a subject has in a case. */
export const LAWSUIT_ROLES = ['PLAINTIFF', 'DEFENDANT', 'THIRD_PARTY'] as const;
export type LawsuitRole = (typeof LAWSUIT_ROLES)[number];

/** How far a case has come. */
export const LAWSUIT_STAGES = ['FILED', 'JUDGED', 'ENFORCEMENT', 'CLOSED'] as const;
export type LawsuitStage = (typeof LAWSUIT_STAGES)[number];
