import { accepted, type IdentityCheck, refused, ungrouped } from './identity-check';

/**
 * Checks a mainland mobile number (手机号): 11 digits, with or without `+86`, `0086` or `86` in front. Never throws.
 */
export function checkMobile(raw: string): IdentityCheck {
  const text = ungrouped(raw);
  if (text === undefined) return refused('LENGTH');
  const country = /^(?:\+|00)?86(?=\d{11}$)/.exec(text)?.[0] ?? '';
  const number = text.slice(country.length);
  if (number.length !== 11) return refused('LENGTH');
  if (!/^\d{11}$/.test(number)) return refused('CHARACTERS');
  if (!/^1[3-9]/.test(number)) return refused('PREFIX');
  return accepted(number);
}
