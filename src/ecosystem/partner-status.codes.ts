/** Whether a supplier or dealer trades with the ecosystem. */
export const PARTNER_STATUSES = ['ACTIVE', 'SUSPENDED', 'ENDED'] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];
