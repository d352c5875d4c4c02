import { type IdentityScheme, maskIdentifier, maskName } from '../../kernel/identity';

const SCHEME_OF: Readonly<Record<string, IdentityScheme>> = {
  residentId: 'RESIDENT_ID',
  creditCode: 'CREDIT_CODE',
  passport: 'PASSPORT',
  mobile: 'MOBILE',
  bankCard: 'BANK_CARD',
  accountNo: 'ACCOUNT_NO',
  counterpartyAccount: 'ACCOUNT_NO',
};

const LONGEST = 40;

/**
 * A value as the list of rejects shows it: identifiers and names masked as everywhere, anything else by its shape (every
 * digit as 9, every letter as a, A or 字), which tells what is wrong with a date or a code and nothing about a person.
 */
export function maskedValue(field: string, value: string, kind: string | null): string {
  const scheme = SCHEME_OF[field];
  if (scheme) return maskIdentifier(scheme, value);
  if (field === 'name') return maskName(value, kind === 'ENTERPRISE' ? 'ENTERPRISE' : 'PERSON');
  return shapeOf(value);
}

function shapeOf(value: string): string {
  const shape = [...value.slice(0, LONGEST)]
    .map((letter) => {
      if (/\d/.test(letter)) return '9';
      if (/\p{Lu}/u.test(letter)) return 'A';
      if (/\p{Script=Han}/u.test(letter)) return '字';
      if (/\p{L}/u.test(letter)) return 'a';
      return /[\p{P}\p{S} ]/u.test(letter) ? letter : '?';
    })
    .join('');
  return value.length > LONGEST ? `${shape}...` : shape;
}
