import {
  canonicalIdentifier,
  describeProblem,
  type IdentityCheck,
  type IdentityScheme,
} from '../../kernel/identity';
import { type Field, FieldError } from './field';

export type Accepted = Extract<IdentityCheck, { ok: true }>;

/** An identifier in its one spelling, with what it says about its bearer. */
export const identifier = (scheme: IdentityScheme, form: string): Field<Accepted, false, ''> => ({
  form,
  required: false,
  suffix: '',
  read(text, { texts, today }) {
    const check = canonicalIdentifier(scheme, text, {
      today,
      ...(scheme === 'PASSPORT' && texts.passportCountry ? { issuer: texts.passportCountry } : {}),
    });
    if (!check.ok) throw new FieldError(describeProblem(check.problem));
    return check;
  },
});

/** The key of the same subject in another system, as `source:key`. */
export const keyElsewhere = (): Field<Accepted, false, ''> => ({
  form: 'source:key of the same subject in another system',
  required: false,
  suffix: '',
  read(text, { today }) {
    const colon = text.indexOf(':');
    const check = canonicalIdentifier('EXTERNAL', text.slice(colon + 1), {
      today,
      issuer: text.slice(0, Math.max(0, colon)),
    });
    if (!check.ok) throw new FieldError(describeProblem(check.problem));
    return check;
  },
});
