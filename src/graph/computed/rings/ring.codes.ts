/** What the members of a ring share. */
export const RING_KINDS = ['DEVICE', 'MOBILE', 'ADDRESS', 'EMAIL', 'WIFI', 'LANDLINE'] as const;
export type RingKind = (typeof RING_KINDS)[number];

/** What makes the members of a ring a household. */
export type HouseholdTie = 'FAMILY' | 'ADDRESS';
