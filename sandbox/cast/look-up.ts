import type { Dossier } from './dossier';
import { PERSONAS } from './personas';
import { dossierOfStranger } from './stranger';

/** What all bureaus go by: one person has one story at each of them. */
export interface KnownPerson {
  /** Null for somebody outside the cast: any name is taken for him. */
  name: string | null;
  answer: 'report' | 'noRecord' | 'error' | 'slow';
  dossier: Dossier;
}

const byCertNo = new Map(PERSONAS.map((persona, i) => [persona.certNo, { persona, serial: i + 1 }]));

/** The person of this number, in the cast or not. Depends on the number alone. */
export function lookUp(certNo: string): KnownPerson {
  const cast = byCertNo.get(certNo);
  if (!cast) {
    const dossier = dossierOfStranger(certNo);
    return dossier
      ? { name: null, answer: 'report', dossier }
      : { name: null, answer: 'noRecord', dossier: { serial: 0, email: '' } };
  }
  const { persona, serial } = cast;
  const dossier = { ...persona.dossier, serial, email: `${persona.key}@example.com` };
  return { name: persona.name, answer: persona.answer ?? 'report', dossier };
}

/** Whom a mixed-up bureau reports about in place of the person with this number. */
export function somebodyElseThan(certNo: string): { certNo: string; name: string } {
  const others = PERSONAS.filter((persona) => persona.certNo !== certNo);
  const other = others.find((persona) => persona.key === 'outside-haier') ?? others[0];
  if (!other) throw new Error('the cast is empty');
  return { certNo: other.certNo, name: other.name };
}
