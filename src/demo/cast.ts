import type { BusinessDate } from '../kernel';
import type { Sex } from '../kernel/identity';
import {
  fictionalCreditCode,
  fictionalFirmName,
  fictionalMobile,
  fictionalPersonName,
  fictionalResidentId,
} from './identities';
import { PERSONAS } from './personas';

/** Somebody whom the records speak of: a persona, or one of those who stand behind them without a story of their own. */
export interface Member {
  /** Also the source key of the subject, and the root of the keys of all that belongs to it. */
  readonly key: string;
  readonly kind: 'PERSON' | 'ENTERPRISE';
  readonly name: string;
  /** No two members share a number; it makes account, card and device numbers. */
  readonly number: number;
  readonly residentId?: string;
  readonly creditCode?: string;
  readonly mobile?: string;
  readonly birthDate?: BusinessDate;
  readonly sex?: Sex;
}

/** Numbers below belong to personas: they may grow to here. */
const FIRST_EXTRA = 200;

/** The firm at the centre, which buys from the suppliers and sells to the dealers (核心企业). */
export const CORE_ENTERPRISE = 'core-enterprise';

/** Those who are needed to complete a story and tell none: the core enterprise, and owners of firms. */
const EXTRAS: readonly Member[] = [
  { ...firm(FIRST_EXTRA), key: CORE_ENTERPRISE, name: '核心示例家电集团有限公司' },
  owner(FIRST_EXTRA + 1, { key: 'large-supplier-owner', birthDate: '1969-10-03', sex: 'M' }),
  owner(FIRST_EXTRA + 2, { key: 'clean-dealer-owner', birthDate: '1979-12-21', sex: 'F' }),
  owner(FIRST_EXTRA + 3, { key: 'sued-dealer-owner', birthDate: '1974-04-08', sex: 'M' }),
  { ...firm(FIRST_EXTRA + 4), key: 'suing-carrier' },
  owner(FIRST_EXTRA + 5, { key: 'mutual-owner-a', birthDate: '1976-01-17', sex: 'M' }),
  owner(FIRST_EXTRA + 6, { key: 'mutual-owner-b', birthDate: '1981-08-02', sex: 'F' }),
  owner(FIRST_EXTRA + 7, { key: 'joint-owner-a', birthDate: '1973-03-28', sex: 'M' }),
  owner(FIRST_EXTRA + 8, { key: 'joint-owner-b', birthDate: '1985-11-09', sex: 'M' }),
  owner(FIRST_EXTRA + 9, { key: 'joint-owner-c', birthDate: '1978-06-14', sex: 'F' }),
  owner(FIRST_EXTRA + 10, { key: 'chain-owner', birthDate: '1966-09-21', sex: 'M' }),
  owner(FIRST_EXTRA + 11, { key: 'chain-minor-owner', birthDate: '1971-12-05', sex: 'F' }),
  owner(FIRST_EXTRA + 12, { key: 'chain-silent-owner', birthDate: '1968-04-30', sex: 'M' }),
  owner(FIRST_EXTRA + 13, { key: 'cross-owner', birthDate: '1970-07-07', sex: 'M' }),
  owner(FIRST_EXTRA + 14, { key: 'round-owner-a', birthDate: '1983-02-11', sex: 'M' }),
  owner(FIRST_EXTRA + 15, { key: 'round-owner-b', birthDate: '1984-05-26', sex: 'F' }),
  owner(FIRST_EXTRA + 16, { key: 'round-owner-c', birthDate: '1986-10-13', sex: 'M' }),
  owner(FIRST_EXTRA + 17, { key: 'twice-owner', birthDate: '1975-08-08', sex: 'M' }),
];

/** Everybody in the records, personas first. */
export const CAST: readonly Member[] = [
  ...PERSONAS.map(({ story: _, ...persona }, index) => ({ ...persona, number: index + 1 })),
  ...EXTRAS,
];

const BY_KEY = new Map(CAST.map((member) => [member.key, member]));

/** @throws RangeError for a key that nobody has. */
export function member(key: string): Member {
  const found = BY_KEY.get(key);
  if (!found) throw new RangeError(`nobody in the demo has the key ${key}`);
  return found;
}

function owner(number: number, sketch: Readonly<{ key: string; birthDate: BusinessDate; sex: Sex }>): Member {
  const sequence = number * 2 + (sketch.sex === 'M' ? 1 : 0);
  return {
    ...sketch,
    number,
    kind: 'PERSON',
    name: fictionalPersonName(number, sketch.sex),
    residentId: fictionalResidentId({ birthDate: sketch.birthDate, sequence }),
    mobile: fictionalMobile(number),
  };
}

function firm(number: number): Omit<Member, 'key'> {
  return {
    number,
    kind: 'ENTERPRISE',
    name: fictionalFirmName(number),
    creditCode: fictionalCreditCode(number),
  };
}
