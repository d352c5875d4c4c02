import { boundedPage, type Database, type SqlValue } from '../../../platform/database';
import type { DataCheck, Finding } from '../data-check';
import { type Booking, endOfDay } from './running-balance';

interface Row {
  readonly id: string | number;
  readonly account_id: string | number;
  readonly booked_on: string;
  readonly direction: string;
  readonly amount_minor: string | number;
  readonly balance_minor: string | number | null;
}

// Some 1 MB of rows at a time.
const PAGE = 10_000;

/** All bookings, account by account and day by day: the order in which the table lies. */
async function* bookings(database: Database): AsyncGenerator<Row> {
  let after: readonly SqlValue[] | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof boundedPage<Row>>> = await boundedPage<Row>(
      database,
      {
        select: 'id, account_id, booked_on, direction, amount_minor, balance_minor',
        from: 'ledger_entry',
        order: [
          { column: 'account_id', direction: 'ASC' },
          { column: 'booked_on', direction: 'ASC' },
          { column: 'id', direction: 'ASC' },
        ],
      },
      { first: PAGE, after },
    );
    yield* page.rows;
    if (!page.hasNext) return;
    after = page.keys.at(-1)!;
  }
}

/** Walks a table of any size with the rows of one account's day in memory. */
async function find(database: Database, limit: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let day: Row[] = [];
  let closing: bigint | null = null;
  const endTheDay = () => {
    const known = day.every(({ balance_minor }) => balance_minor !== null);
    const end = known ? endOfDay(day.map(toBooking), closing) : { problem: null, closing: null };
    closing = end.closing;
    if (end.problem) findings.push({ table: 'ledger_entry', id: String(day[0]!.id), problem: end.problem });
  };
  for await (const row of bookings(database)) {
    const [last] = day;
    const sameAccount = last !== undefined && last.account_id === row.account_id;
    if (last && !(sameAccount && last.booked_on === row.booked_on)) {
      endTheDay();
      day = [];
      if (findings.length >= limit) return findings;
      if (!sameAccount) closing = null;
    }
    day.push(row);
  }
  if (day.length > 0) endTheDay();
  return findings;
}

const toBooking = ({ direction, amount_minor, balance_minor }: Row): Booking => ({
  amount: direction === 'DEBIT' ? -BigInt(amount_minor) : BigInt(amount_minor),
  balance: BigInt(balance_minor!),
});

export const LEDGER_RECONCILES: DataCheck = {
  name: 'ledger-reconciles',
  reason:
    "The balances that a bank states with its bookings prove that none is missing, doubled or altered (账实相符). Exports lose the order within a day, so each account's day is judged as a whole. Days with a booking without balance are not judged.",
  find,
};
