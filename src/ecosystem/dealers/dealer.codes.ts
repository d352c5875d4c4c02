/** Grade of a dealer, best first. */
export const DEALER_LEVELS = ['PLATINUM', 'GOLD', 'SILVER', 'STANDARD'] as const;
export type DealerLevel = (typeof DEALER_LEVELS)[number];
