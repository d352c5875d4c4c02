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
    const [, issuer, key] = /^([a-z0-9][a-z0-9_.-]{0,23}):(.+)$/s.exec(text) ?? [];
    if (!issuer || !key) throw new FieldError('it is not written as source:key');
    const check = canonicalIdentifier('EXTERNAL', key, { today, issuer });
    if (!check.ok) throw new FieldError(describeProblem(check.problem));
    return check;
  },
});
