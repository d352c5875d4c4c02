import type { Book } from '../book';
import { CAST } from '../cast';
import { addConsent } from '../records/consents';

/** Those who are asked about at every bureau; the others agreed to Shanghai Credit only. */
const AGREED_TO_ALL = new Set([
  'clean-person',
  'supplier-owner',
  'dealer-owner',
  'multi-platform',
  'over-indebted',
  'outside-haier',
]);

/** Consents are judged by the clock on the wall and not by the demo's day, so they hold for long. */
const UNTIL = '2036-01-01';

/** Everybody agreed to be asked about, but for the one who never did, the one whose time is over, and the one who withdrew. */
export function tellConsents(book: Book): void {
  for (const { key: subject, kind } of CAST) {
    if (kind !== 'PERSON' || subject === 'no-consent') continue;
    const bureaus = AGREED_TO_ALL.has(subject) ? ['SHANGHAI_CREDIT', 'NIFA', 'BAIHANG'] : ['SHANGHAI_CREDIT'];
    for (const bureau of bureaus) addConsent(book, { subject, bureau, ...termOf(subject) });
  }
}

function termOf(
  subject: string,
): Pick<Parameters<typeof addConsent>[1], 'validFrom' | 'validTo' | 'revokedOn'> {
  if (subject === 'consent-expired') return { validFrom: '2025-01-01', validTo: '2026-01-01' };
  if (subject === 'consent-revoked')
    return { validFrom: '2026-01-01', validTo: UNTIL, revokedOn: '2026-05-20' };
  return { validFrom: '2026-01-01', validTo: UNTIL };
}
