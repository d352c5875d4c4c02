import type { IdentityScheme } from './identity-scheme';

/** At least so many characters stay hidden between the ends that are shown; a shorter value is hidden whole. */
const FEWEST_HIDDEN = 4;
const HIDDEN = '******';

/**
 * An identifier as a reader without the permission for personal data sees it. Credit codes are public record and stay.
 * An issuer in front (`CHN:`) stays too. Expects a canonical value, and hides the whole of anything else that is short.
 */
export function maskIdentifier(scheme: IdentityScheme, value: string): string {
  switch (scheme) {
    case 'CREDIT_CODE':
      return value;
    case 'RESIDENT_ID':
    case 'MOBILE':
      return keepEnds(value, 3, 4);
    case 'BANK_CARD':
    case 'ACCOUNT_NO':
      return keepTail(value);
    case 'PASSPORT':
    case 'EXTERNAL': {
      const colon = value.indexOf(':');
      return value.slice(0, colon + 1) + keepTail(value.slice(colon + 1));
    }
  }
}

/** `林某`; in scripts other than Chinese the first letter, `J***`. The length of the name is not shown. */
export function maskPersonName(name: string): string {
  const [first] = name.normalize('NFC').trim();
  if (first === undefined) return '***';
  return /\p{Script=Han}/u.test(first) ? `${first}某` : `${first}***`;
}

/** A person's name masked; the name of a firm is no personal data and is given as it is. */
export function maskName(name: string, kind: 'PERSON' | 'ENTERPRISE'): string {
  return kind === 'PERSON' ? maskPersonName(name) : name;
}

/** `l***@example.com`; a text that is no address is hidden whole. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first] = address;
  return first === undefined || at < 1 || at === address.length - 1
    ? HIDDEN
    : `${first}***${address.slice(at)}`;
}

function keepEnds(value: string, head: number, tail: number): string {
  const hidden = value.length - head - tail;
  if (hidden < FEWEST_HIDDEN) return HIDDEN;
  return value.slice(0, head) + '*'.repeat(hidden) + value.slice(-tail);
}

/** The last four, behind a row of stars that does not tell the length. */
function keepTail(value: string): string {
  return value.length < 4 + FEWEST_HIDDEN ? HIDDEN : HIDDEN + value.slice(-4);
}
