import { accepted, type IdentityCheck, refused, ungrouped } from './identity-check';

const SHORTEST = 13;
const LONGEST = 19;
/** Domestic cards have 16 to 19 digits; those of before the standard may fail Luhn and still work. */
const SHORTEST_DOMESTIC = 16;

/** True when the digits, the last one being the check digit, satisfy Luhn (ISO/IEC 7812-1). */
export function satisfiesLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const doubled = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Checks a bank card number (银行卡号): 13 to 19 digits. Shorter ones than 16 must satisfy Luhn. Never throws. */
export function checkBankCard(raw: string): IdentityCheck {
  const text = ungrouped(raw);
  if (text === undefined || text.length < SHORTEST || text.length > LONGEST) return refused('LENGTH');
  if (!/^\d+$/.test(text)) return refused('CHARACTERS');
  // All zeros satisfies Luhn. No card starts with 0.
  if (text.startsWith('0')) return refused('PREFIX');
  if (satisfiesLuhn(text)) return accepted(text);
  return text.length < SHORTEST_DOMESTIC ? refused('CHECK_DIGIT') : accepted(text, ['LUHN_FAILED']);
}
