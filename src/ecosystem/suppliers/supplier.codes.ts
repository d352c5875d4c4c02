/** How close a supplier is, closest first. */
export const SUPPLIER_TIERS = ['STRATEGIC', 'CORE', 'STANDARD', 'TRIAL'] as const;
export type SupplierTier = (typeof SUPPLIER_TIERS)[number];

/** Whether a supplier or dealer trades with the ecosystem. */
export const PARTNER_STATUSES = ['ACTIVE', 'SUSPENDED', 'ENDED'] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];
