/** How close a supplier is, closest first. */
export const SUPPLIER_TIERS = ['STRATEGIC', 'CORE', 'STANDARD', 'TRIAL'] as const;
export type SupplierTier = (typeof SUPPLIER_TIERS)[number];
