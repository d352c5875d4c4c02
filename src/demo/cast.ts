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
