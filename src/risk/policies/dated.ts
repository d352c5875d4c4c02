import type { BusinessDate } from '../../kernel';

/** Kinds of lenders that rules differ for. */
export const LENDER_TYPES = [
  'ONLINE_MICRO_LOAN',
  'BANK',
  'CONSUMER_FINANCE',
  'MICRO_LOAN',
  'FACTORING',
  'P2P',
] as const;
export type LenderType = (typeof LENDER_TYPES)[number];

/** A rule for a kind of lender from one day to another; both are included, null has no end. */
export interface Dated<Lender extends string = LenderType> {
  readonly lenderType: Lender;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

/** Two rules for one kind of lender on one day, and rules that end before they begin; each mistake with its place. */
export function datingMistakes(entries: readonly Dated<string>[], place = 'entries'): string[] {
  return entries.flatMap((entry, index) => {
    const here = `${place}[${index}]`;
    if (entry.to !== null && entry.to < entry.from) return [`${here}.to: lies before from`];
    const other = entries.findIndex((one, place) => place < index && overlap(one, entry));
    return other < 0 ? [] : [`${here}: overlaps in time with ${place}[${other}] for ${entry.lenderType}`];
  });
}

const overlap = (a: Dated<string>, b: Dated<string>): boolean =>
  a.lenderType === b.lenderType && (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);

/** The rule that holds on a day; null where there is none. */
export const inForce = <Entry extends Dated<string>>(
  entries: readonly Entry[],
  lenderType: Entry['lenderType'],
  day: BusinessDate,
): Entry | null =>
  entries.find(
    (entry) => entry.lenderType === lenderType && entry.from <= day && (entry.to === null || entry.to >= day),
  ) ?? null;
