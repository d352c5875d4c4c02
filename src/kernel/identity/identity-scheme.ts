/** The kinds of identifier a subject can be known by. */
export const IDENTITY_SCHEMES = [
  'RESIDENT_ID',
  'CREDIT_CODE',
  'PASSPORT',
  'MOBILE',
  'BANK_CARD',
  'ACCOUNT_NO',
  'EXTERNAL',
] as const;

export type IdentityScheme = (typeof IDENTITY_SCHEMES)[number];

/**
 * A strong identifier names at most one subject. The others may be shared, and whoever looks a subject up by one must
 * be ready for several: families and applicant rings share a mobile or the card the money goes to, an account has
 * several holders.
 */
const STRONG: ReadonlySet<IdentityScheme> = new Set(['RESIDENT_ID', 'CREDIT_CODE', 'PASSPORT', 'EXTERNAL']);

export function isStrongScheme(scheme: IdentityScheme): boolean {
  return STRONG.has(scheme);
}

export function isIdentityScheme(text: string): text is IdentityScheme {
  return (IDENTITY_SCHEMES as readonly string[]).includes(text);
}
