/** Kind of a device. */
export const DEVICE_KINDS = ['PHONE', 'COMPUTER', 'TABLET', 'OTHER'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** Kind of a contact point. */
export const CONTACT_POINT_KINDS = ['MOBILE', 'ADDRESS', 'EMAIL', 'WIFI', 'LANDLINE'] as const;
export type ContactPointKind = (typeof CONTACT_POINT_KINDS)[number];
