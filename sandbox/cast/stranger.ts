import { createHash } from 'node:crypto';
import type { Dossier } from './dossier';
import type { LoanSpec } from './loan';

const LIMITS = [3000, 5000, 8000, 12_000, 20_000, 50_000];
const TERMS = [6, 12, 24];

/**
 * What the bureaus know of somebody who is not in the cast: null (no record) for about three in ten, else a small
 * file with up to three loans, about one in fifteen of them one instalment behind. Depends on the number alone.
 */
export function dossierOfStranger(certNo: string): Dossier | null {
  const digest = createHash('sha256').update(`shanghai-credit|${certNo}`).digest();
  const roll = (index: number, sides: number): number => digest.readUInt16BE(index * 2) % sides;
  if (roll(0, 10) < 3) return null;
  const serial = 100 + roll(1, 900);
  const loans = Array.from({ length: roll(2, 4) }, (_, i): LoanSpec => {
    const limit = LIMITS[roll(3 + i * 4, LIMITS.length)] ?? 3000;
    const term = TERMS[roll(4 + i * 4, TERMS.length)] ?? 12;
    const opened = roll(5 + i * 4, 24);
    const fate = roll(6 + i * 4, 15);
    const behind = fate === 0 && opened > 0 && opened < term ? 1 : 0;
    const spec = { org: 140 + roll(1 + i, 40), limit, term, opened, sinceDue: 3 + i * 7, behind };
    return opened >= term ? { ...spec, settledAfter: term, behind: undefined } : spec;
  });
  const daysAgo = 1 + roll(15, 180);
  const applications = roll(15, 3) === 0 ? [{ org: 180, daysAgo, amount: 5000, months: 6, state: '3' }] : [];
  return { serial, email: `person-${serial}@example.com`, loans, applications };
}
