import { addDays } from '../../kernel';
import type { Member } from '../cast';
import {
  fictionalCreditCode,
  fictionalFirmName,
  fictionalMobile,
  fictionalPersonName,
  fictionalResidentId,
} from '../identities';
import { Random } from './random';
import type { EcosystemSize } from './size';

/** Numbers below belong to the demo's own cast. */
const FIRST_NUMBER = 1_000;
/** Owners of firms are the first persons, and those who hold a part of them the next: there are never more of them. */
const FIRST_PARTNER = 1_000_000;
const FIRST_ACCOUNT_HOLDER = 2_000_000;

const FIRST_BIRTH = '1958-01-01';
const BIRTH_DAYS = 16_000;
// Sequences below 500 are those of the cast.
const FIRST_SEQUENCE = 500;
const SEQUENCES = 500;
const PEOPLE = BIRTH_DAYS * SEQUENCES;
/** Has no divisor in common with `PEOPLE`, so that no two persons get one birth date and sequence. */
const STRIDE = 5_000_011;

/** The n-th person: no two have an identifier in common, and a seed gives each another birth and name. */
export function personOf({ seed }: EcosystemSize, key: string, ordinal: number): Member {
  const place = (ordinal * STRIDE + shiftOf(seed)) % PEOPLE;
  const birthDate = addDays(FIRST_BIRTH, place % BIRTH_DAYS);
  const sequence = FIRST_SEQUENCE + Math.floor(place / BIRTH_DAYS);
  const sex = sequence % 2 === 1 ? 'M' : 'F';
  const number = FIRST_NUMBER + ordinal;
  return {
    key,
    kind: 'PERSON',
    name: fictionalPersonName(place, sex),
    number,
    residentId: fictionalResidentId({ birthDate, sequence }),
    mobile: fictionalMobile(number),
    birthDate,
    sex,
  };
}

const shifts = new Map<number, number>();

/** Where a seed begins among all people. */
function shiftOf(seed: number): number {
  const shift = shifts.get(seed) ?? new Random(seed, 'people').int(0, PEOPLE - 1);
  shifts.set(seed, shift);
  return shift;
}

/** Who holds a part of the n-th firm and stands for none. */
export const partnerOf = (size: EcosystemSize, key: string, firm: number): Member =>
  personOf(size, key, FIRST_PARTNER + firm);

/** The n-th of those who have no account. */
export const outsiderOf = (size: EcosystemSize, n: number): Member =>
  personOf(size, `outside-${n}`, FIRST_ACCOUNT_HOLDER + size.accounts + n);

export const accountHolderOf = (size: EcosystemSize, n: number): Member =>
  personOf(size, `p${n}`, FIRST_ACCOUNT_HOLDER + n);

/** The n-th firm. */
export function firmOf({ seed }: EcosystemSize, key: string, ordinal: number): Member {
  const number = FIRST_NUMBER + ordinal;
  return {
    key,
    kind: 'ENTERPRISE',
    name: fictionalFirmName(number + seed),
    number,
    creditCode: fictionalCreditCode(number),
  };
}

/** Where firms stand in the order of all: the core enterprise, suppliers, dealers, and the second firm of each of these. */
export const FIRMS = {
  core: () => 0,
  supplier: (_: EcosystemSize, n: number) => 1 + n,
  dealer: ({ suppliers }: EcosystemSize, n: number) => 1 + suppliers + n,
  second: ({ suppliers, dealers }: EcosystemSize, first: number) => suppliers + dealers + first,
};

/** The number of the account that the n-th account holder's group opens; no account of the cast has it. */
export const accountNumberOf = (n: number): number => 1_000_000 + n;
