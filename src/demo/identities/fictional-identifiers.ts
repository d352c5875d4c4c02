import {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
  residentIdCheckCharacter,
  satisfiesLuhn,
} from '../../kernel/identity';

/**
 * A county code of Qingdao (3702) that was never assigned: an identifier with it passes every check by algorithm and by
 * prefecture, and belongs to nobody.
 */
const NOBODYS_AREA = '370299';

/** Enterprise (1), registered by market regulation (9). */
const ENTERPRISE_PREFIX = '91';

/** Numbers of `140` were given to machines only, and those have 13 digits: no telephone rings under 11. */
const MACHINES_PREFIX = '140';

/** `9` leaves the numbering to a country, and `999` is no country: no issuer has this number. */
const NOBODYS_ISSUER = '999999';

export interface FictionalBirth {
  /** `YYYY-MM-DD`; must be a real date from 1901 on. */
  readonly birthDate: string;
  /** 0 to 999. Odd numbers are men, even ones women. One birth date and sequence make one identifier. */
  readonly sequence: number;
}

/** A resident id (居民身份证号) that cannot be a person's. Throws a `RangeError` for a sequence out of range. */
export function fictionalResidentId({ birthDate, sequence }: FictionalBirth): string {
  const first17 = NOBODYS_AREA + birthDate.replaceAll('-', '') + digits(sequence, 3);
  if (first17.length !== 17) throw new RangeError('birthDate must be written YYYY-MM-DD');
  return first17 + residentIdCheckCharacter(first17);
}

/** One for each hundred thousand firms; letters of the code's alphabet, which has no I and no O. */
const SERIES = 'FGHJKLMNPQ';

/** The n-th credit code (统一社会信用代码) that cannot be a firm's; n is 0 to 999999. */
export function fictionalCreditCode(n: number): string {
  const number = digits(n, 6);
  const organisation = `MA${SERIES[Number(number[0])]}${number.slice(1)}`;
  const first17 =
    ENTERPRISE_PREFIX + NOBODYS_AREA + organisation + organisationCodeCheckCharacter(organisation);
  return first17 + creditCodeCheckCharacter(first17);
}

/** The n-th mobile number (手机号) that reaches nobody; n is 0 to 99999999. */
export function fictionalMobile(n: number): string {
  return MACHINES_PREFIX + digits(n, 8);
}

/** The n-th bank card number (银行卡号) of no bank: 19 digits that satisfy Luhn; n is 0 to 999999999999. */
export function fictionalBankCard(n: number): string {
  const first18 = NOBODYS_ISSUER + digits(n, 12);
  for (let check = 0; check < 9; check += 1) {
    if (satisfiesLuhn(`${first18}${check}`)) return `${first18}${check}`;
  }
  return `${first18}9`;
}

function digits(n: number, width: number): string {
  if (!Number.isInteger(n) || n < 0 || n >= 10 ** width) {
    throw new RangeError(`expected a whole number from 0 to ${10 ** width - 1}`);
  }
  return String(n).padStart(width, '0');
}
