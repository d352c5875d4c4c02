import { type BusinessDate, isBusinessDate } from '../calendar';
import { accepted, type IdentityCheck, normalised, refused, type Sex } from './identity-check';
import { regionOf } from './region';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Nobody born before is alive; numbers with such a year come from typing mistakes and placeholders. */
const EARLIEST_BIRTH: BusinessDate = '1901-01-01';

/** Residence permits for people of Hong Kong, Macao and Taiwan; Taiwan's own code of GB/T 2260. */
const REGIONS_WITHOUT_PREFECTURE = new Set(['710000', '810000', '820000', '830000']);

/** Check character (ISO 7064 MOD 11-2) of the first 17 digits of a resident id. */
export function residentIdCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(first17[index]);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * Checks a resident identity number (居民身份证号, GB 11643) or the number of a foreigner's permanent residence card
 * (`9`, province, country). The 15-digit form of before 1999 is upgraded to 18 digits, with a warning. `today` is the
 * last birth date that is believed. Never throws.
 */
export function checkResidentId(raw: string, today: BusinessDate): IdentityCheck {
  const text = normalised(raw);
  if (text === undefined || (text.length !== 18 && text.length !== 15)) return refused('LENGTH');
  const legacy = text.length === 15;
  if (!(legacy ? /^\d{15}$/ : /^\d{17}[\dX]$/).test(text)) return refused('CHARACTERS');

  const first17 = legacy ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17);
  const region = regionCodeOf(first17);
  if (region === undefined) return refused('REGION');

  const birthDate = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`;
  if (!isBusinessDate(birthDate) || birthDate < EARLIEST_BIRTH || birthDate > today)
    return refused('BIRTH_DATE');

  const value = first17 + residentIdCheckCharacter(first17);
  if (!legacy && value !== text) return refused('CHECK_DIGIT');

  const sex: Sex = Number(first17[16]) % 2 === 1 ? 'M' : 'F';
  return accepted(value, legacy ? ['UPGRADED_FROM_15_DIGITS'] : [], { birthDate, sex, regionCode: region });
}

function regionCodeOf(first17: string): string | undefined {
  const printed = first17.slice(0, 6);
  if (printed.startsWith('9')) {
    // A foreigner's card: two digits of province, then three of the country of nationality (ISO 3166-1 numeric).
    const province = `${printed.slice(1, 3)}0000`;
    return regionOf(province) && printed.slice(3) !== '000' ? province : undefined;
  }
  if (REGIONS_WITHOUT_PREFECTURE.has(printed)) return printed;
  return regionOf(printed)?.prefecture ? printed : undefined;
}
