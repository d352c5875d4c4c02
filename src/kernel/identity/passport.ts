import { accepted, type IdentityCheck, normalised, refused } from './identity-check';

/** Checks the number of a passport (护照) by shape alone: 5 to 20 letters and digits. Never throws. */
export function checkPassport(raw: string): IdentityCheck {
  const text = normalised(raw);
  if (text === undefined || text.length < 5 || text.length > 20) return refused('LENGTH');
  // Letters only is a name in the wrong column, not a number.
  if (!/^[A-Z0-9]+$/.test(text) || !/\d/.test(text)) return refused('CHARACTERS');
  return accepted(text);
}
