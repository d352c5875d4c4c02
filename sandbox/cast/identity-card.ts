import { isRealDate } from './dates';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character of a resident id (居民身份证, GB 11643, MOD 11-2) for its first 17 digits. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/** Null when the number is sound, else what is wrong with it, in words that do not repeat the number. */
export function faultOfResidentId(certNo: string, lenient: boolean): string | null {
  if (!/^\d{17}[\dX]$/.test(certNo)) return 'must be 17 digits and a digit or X';
  if (!isRealDate(certNo.slice(6, 14))) return 'holds a birth date that does not exist';
  if (!lenient && checkCharacter(certNo) !== certNo[17]) return 'has a wrong check character';
  return null;
}

/** GB/T 2261.1: 1 male, 2 female, told by the 17th digit. */
export const sexOf = (certNo: string): '1' | '2' => (Number(certNo[16]) % 2 === 1 ? '1' : '2');

export const birthdayOf = (certNo: string): string => certNo.slice(6, 14);
