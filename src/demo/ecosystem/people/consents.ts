import type { Book } from '../../book';
import type { Member } from '../../cast';
import { addConsent } from '../../records/consents';
import type { Random } from '../random';
import { AGREEING } from '../rates';

/** Consents are judged by the clock on the wall and not by the business date, so they hold for long. */
const HOLDS = { validFrom: '2026-01-01', validTo: '2036-01-01' };

/** Consent to inquiries at Shanghai Credit, which holds. */
export function agreeFully(book: Book, { key, number }: Member): void {
  addConsent(book, { subject: key, number, bureau: 'SHANGHAI_CREDIT', ...HOLDS });
}

/** Consent as borrowers have given it: few never did, or theirs is over, or withdrawn. */
export function agree(book: Book, random: Random, person: Member): void {
  const { key, number } = person;
  const consent = { subject: key, number, bureau: 'SHANGHAI_CREDIT' };
  switch (random.weighted(AGREEING)) {
    case 'HOLDS':
      agreeFully(book, person);
      return;
    case 'EXPIRED':
      addConsent(book, { ...consent, validFrom: '2025-01-01', validTo: '2026-01-01' });
      book.planted.push({ pattern: 'CONSENT_EXPIRED', members: [key] });
      return;
    case 'REVOKED':
      addConsent(book, { ...consent, ...HOLDS, revokedOn: '2026-05-20' });
      book.planted.push({ pattern: 'CONSENT_REVOKED', members: [key] });
      return;
    case 'NEVER':
      return;
  }
}
