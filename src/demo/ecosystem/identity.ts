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
/** Owners of firms are the first persons: there are never more of them. */
const FIRST_ACCOUNT_HOLDER = 100_000;

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
  const shift = new Random(seed, 'people').int(0, PEOPLE - 1);
  const place = (ordinal * STRIDE + shift) % PEOPLE;
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

/** Where firms stand in the order of all: the core enterprise, suppliers, dealers, and those that exist on paper. */
export const FIRMS = {
  core: () => 0,
  supplier: (_: EcosystemSize, n: number) => 1 + n,
  dealer: ({ suppliers }: EcosystemSize, n: number) => 1 + suppliers + n,
  shell: ({ suppliers, dealers }: EcosystemSize, supplier: number) => 1 + suppliers + dealers + supplier,
};

/** The number of the account that the n-th account holder's group opens; no account of the cast has it. */
export const accountNumberOf = (n: number): number => 1_000_000 + n;
