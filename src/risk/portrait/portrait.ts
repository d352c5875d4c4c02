import { type BusinessDate, businessDateOf, daysBetween, type Money, type Sensitive } from '../../kernel';
import type { Fact, Known, Missing } from '../facts/fact';
import type { ItemCode } from './items';

export const SECTION_KINDS = [
  'IDENTITY',
  'ECOSYSTEM',
  'TRADE',
  'CREDIT',
  'BEHAVIOUR',
  'NETWORK',
  'RISK',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** What an item shows. A personal value is opened only for whoever may see it. */
export type Shown =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'COUNT' | 'DAYS'; readonly count: number }
  /** Part of a whole, 0 to 1. */
  | { readonly kind: 'SHARE'; readonly share: number }
  | { readonly kind: 'DAY'; readonly day: BusinessDate }
  | { readonly kind: 'MONEY'; readonly amounts: readonly Money[] }
  | {
      readonly kind: 'PERSONAL';
      /** Its name in the audit of looks. */
      readonly field: string;
      readonly clear: Sensitive<string>;
      readonly mask: (clear: string) => string;
    };

/** One thing that a section asks, and what is known of it. */
export interface Item {
  readonly code: ItemCode;
  /** Of whom it is one of several, such as the code of a bureau; null otherwise. */
  readonly about: string | null;
  readonly fact: Fact<Shown>;
}

export interface Freshness {
  /** When the newest of what is known was so: an instant or a business date; null where nothing says. */
  readonly newestAt: string | null;
  /** Calendar days from then to the business date, never negative. */
  readonly ageDays: number | null;
  /** Older than it should be; null where nothing says how old it is. */
  readonly isStale: boolean | null;
  readonly staleAfterDays: number;
}

export interface Completeness {
  /** Items that are known: that a bureau has no record is known, too. */
  readonly known: number;
  readonly total: number;
  readonly missing: readonly (Item & { readonly fact: Missing })[];
}

export interface Section {
  readonly kind: SectionKind;
  readonly items: readonly Item[];
  readonly freshness: Freshness;
  readonly completeness: Completeness;
  /** Codes of bureaus and parts of the gateway that what is known comes from, sorted. */
  readonly sources: readonly string[];
}

/**
 * After how many calendar days a section is old news. Identity changes with a move or a new card; an ecosystem and a network
 * are computed every night; trade turns over within a season; a bureau's report may be reused for 15 days by custom, and is
 * told as missing beyond; a ledger without a booking for two months is one that nobody lives from.
 */
const STALE_AFTER_DAYS: Readonly<Record<SectionKind, number>> = {
  IDENTITY: 365,
  ECOSYSTEM: 30,
  TRADE: 90,
  CREDIT: 30,
  BEHAVIOUR: 60,
  NETWORK: 30,
  RISK: 30,
};

export function sectionOf(kind: SectionKind, items: readonly Item[], asOf: BusinessDate): Section {
  const known = items.flatMap(({ fact }) => (fact.known ? [fact] : []));
  return {
    kind,
    items,
    freshness: freshnessOf(known, STALE_AFTER_DAYS[kind], asOf),
    completeness: completenessOf(items),
    sources: [...new Set(known.map(({ source }) => source))].sort(),
  };
}

function freshnessOf(known: readonly Known<Shown>[], staleAfterDays: number, asOf: BusinessDate): Freshness {
  const [newest] = known
    .flatMap(({ observedAt }) => (observedAt === null ? [] : [{ observedAt, day: dayOf(observedAt) }]))
    .sort((a, b) => (a.day === b.day ? compare(b.observedAt, a.observedAt) : compare(b.day, a.day)));
  if (!newest) return { newestAt: null, ageDays: null, isStale: null, staleAfterDays };
  const ageDays = Math.max(0, daysBetween(newest.day, asOf));
  return { newestAt: newest.observedAt, ageDays, isStale: ageDays > staleAfterDays, staleAfterDays };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const dayOf = (at: string): BusinessDate => (at.length === 10 ? at : businessDateOf(new Date(at)));

const isMissing = (item: Item): item is Item & { readonly fact: Missing } => !item.fact.known;

export function completenessOf(items: readonly Item[]): Completeness {
  const missing = items.filter(isMissing);
  return { known: items.length - missing.length, total: items.length, missing };
}

export const item = (code: ItemCode, fact: Fact<Shown>, about: string | null = null): Item => ({
  code,
  about,
  fact,
});

export const text = (value: string): Shown => ({ kind: 'TEXT', text: value });
export const count = (value: number): Shown => ({ kind: 'COUNT', count: value });
export const days = (value: number): Shown => ({ kind: 'DAYS', count: value });
export const share = (value: number): Shown => ({ kind: 'SHARE', share: value });
export const day = (value: BusinessDate): Shown => ({ kind: 'DAY', day: value });
export const amounts = (values: readonly Money[]): Shown => ({ kind: 'MONEY', amounts: values });

/** What a known fact says; where it says nothing of this, that is what is missing. */
export function said<T>(fact: Fact<T>, pick: (value: T) => Shown | null): Fact<Shown> {
  if (!fact.known) return fact;
  const value = pick(fact.value);
  const { source, observedAt, consentNo } = fact;
  return value === null
    ? { known: false, reason: 'NOT_SAID', source, observedAt, consentNo, place: null }
    : { ...fact, value };
}

/** Sums by currency, in the order of the currencies. */
export function sums<T>(values: readonly T[], of: (value: T) => Money | null): Shown {
  const totals = new Map<string, bigint>();
  for (const value of values) {
    const one = of(value);
    if (one) totals.set(one.currency, (totals.get(one.currency) ?? 0n) + one.minor);
  }
  return amounts(
    [...totals].sort(([a], [b]) => compare(a, b)).map(([currency, minor]) => ({ currency, minor })),
  );
}
