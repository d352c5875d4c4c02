import { maskEmail, maskIdentifier } from '../../kernel/identity';
import type { ContactPointKind } from './device.codes';

/** A device fingerprint is as long as its source makes it: the end tells devices apart, the rest stays hidden. */
export const maskFingerprint = (fingerprint: string): string => maskIdentifier('BANK_CARD', fingerprint);

/** What remains of a way to reach somebody: the ends of a number, the host of a mailbox, the place without its number. */
export function maskContactPoint(kind: ContactPointKind, value: string): string {
  switch (kind) {
    case 'MOBILE':
      return maskIdentifier('MOBILE', value);
    case 'EMAIL':
      return maskEmail(value);
    case 'LANDLINE':
      return maskIdentifier('BANK_CARD', value);
    case 'ADDRESS':
      return `${[...value].slice(0, 3).join('')}******`;
    case 'WIFI':
      return '******';
  }
}
