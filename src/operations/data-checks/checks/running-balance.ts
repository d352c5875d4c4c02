/** A booking with the balance after it; the order within a day is not known. */
export interface Booking {
  /** Signed: money in is positive. In the smallest unit. */
  readonly amount: bigint;
  readonly balance: bigint;
}

/** Of the currency's unit, in its smallest. */
const TENTH = 10n;

export interface DayEnd {
  /** Null when the bookings of the day make a chain that starts where the day before ended. */
  readonly problem: string | null;
  /** What the day ends with; null where that cannot be told. */
  readonly closing: bigint | null;
}

/**
 * Whether there is an order of a day's bookings in which each starts from the balance that the one before left, and the
 * first from `opening` (null: not known). Every booking is a step from the balance before it to the one after it; such an
 * order is a walk that takes each step once, and it exists when the steps hang together and all balances but the first and
 * the last are left as often as they are reached.
 */
export function endOfDay(bookings: readonly Booking[], opening: bigint | null): DayEnd {
  const same = alike([
    ...bookings.flatMap(({ amount, balance }) => [balance - amount, balance]),
    ...(opening === null ? [] : [opening]),
  ]);
  const degree = new Map<bigint, number>();
  const neighbours = new Map<bigint, bigint[]>();
  for (const { amount, balance } of bookings) {
    const before = same(balance - amount);
    const after = same(balance);
    degree.set(before, (degree.get(before) ?? 0) + 1);
    degree.set(after, (degree.get(after) ?? 0) - 1);
    neighbours.set(before, [...(neighbours.get(before) ?? []), after]);
    neighbours.set(after, [...(neighbours.get(after) ?? []), before]);
  }
  const uneven = [...degree].filter(([, surplus]) => surplus !== 0);
  const starts = uneven.filter(([, surplus]) => surplus > 0);
  if (starts.length > 1 || (starts[0]?.[1] ?? 1) > 1 || !hangTogether(neighbours))
    return { problem: 'the balances of its day fit no order of the bookings', closing: null };
  const start = starts[0]?.[0];
  const broken = { problem: 'its day does not start with the balance that the last booking before it left' };
  if (start !== undefined) {
    const last = uneven.find(([, surplus]) => surplus < 0)![0];
    const closing = bookings.find(({ balance }) => same(balance) === last)!.balance;
    return opening === null || same(opening) === start ? { problem: null, closing } : { ...broken, closing };
  }
  // A round trip may start at each of its balances.
  if (opening !== null && !neighbours.has(same(opening))) return { ...broken, closing: null };
  return { problem: null, closing: neighbours.size === 1 ? bookings[0]!.balance : opening };
}

/**
 * Some banks state a tenth where they book a hundredth, and a balance may then be off by a tenth. Gives each balance the
 * one that stands for it: itself, but for a day on which nothing has a last digit, the lowest of those that lie so near.
 */
function alike(balances: readonly bigint[]): (balance: bigint) => bigint {
  if (balances.some((balance) => balance % TENTH !== 0n)) return (balance) => balance;
  const standsFor = new Map<bigint, bigint>();
  let last: bigint | undefined;
  for (const balance of [...balances].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    const near = last !== undefined && balance - last <= TENTH;
    standsFor.set(balance, near ? standsFor.get(last!)! : balance);
    last = balance;
  }
  return (balance) => standsFor.get(balance)!;
}

function hangTogether(neighbours: ReadonlyMap<bigint, readonly bigint[]>): boolean {
  const seen = new Set<bigint>();
  const next = [...neighbours.keys()].slice(0, 1);
  while (next.length > 0) {
    const balance = next.pop()!;
    if (seen.has(balance)) continue;
    seen.add(balance);
    next.push(...neighbours.get(balance)!);
  }
  return seen.size === neighbours.size;
}
