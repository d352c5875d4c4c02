/** How the members of a guarantee circle stand in for each other. */
export const CIRCLE_KINDS = ['MUTUAL', 'JOINT', 'RING'] as const;
export type CircleKind = (typeof CIRCLE_KINDS)[number];
