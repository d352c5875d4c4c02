import type { BusinessDate } from '../../kernel';
import type { Database } from '../../platform/database';
import type { Booking } from './account-history';

/** An account, and the day on whose eve it is looked at. */
export interface AccountOnEve {
  readonly accountId: string;
  readonly before: BusinessDate;
}

type Big = string | number;

interface Row {
  place: number;
  id: Big;
  booked_on: string;
  direction: Booking['direction'];
  kind: string;
  purpose: string | null;
  amount_minor: Big;
  balance_minor: Big | null;
  currency: string;
}

const ACCOUNTS_OF_STATEMENT = 100;
const ROWS_OF_STATEMENT = 5_000;

/** Ledgers up to the eve of a day, read in pieces: how much is held at a time does not depend on how long they are. */
export class LedgerBeforeRepository {
  constructor(
    private readonly database: Pick<Database, 'dialect' | 'rows'>,
    private readonly rowsOfStatement = ROWS_OF_STATEMENT,
  ) {}

  /**
   * The bookings of each account before its day, by their days.
   * @returns pieces that name the place of the account in the list; an account without a booking has none
   */
  async *bookings(
    asked: readonly AccountOnEve[],
  ): AsyncGenerator<{ readonly place: number; readonly booking: Booking }> {
    for (let from = 0; from < asked.length; from += ACCOUNTS_OF_STATEMENT) {
      const some = asked.slice(from, from + ACCOUNTS_OF_STATEMENT);
      let last: Row | undefined;
      for (;;) {
        const rows = await this.#page(some, last);
        for (const row of rows) yield { place: from + row.place, booking: toBooking(row) };
        last = rows.at(-1);
        if (last === undefined || rows.length < this.rowsOfStatement) break;
      }
    }
  }

  /** Rows after the last one, of the accounts from its own on. */
  #page(asked: readonly AccountOnEve[], last: Row | undefined): Promise<Row[]> {
    const left = asked.flatMap(({ accountId, before }, place) =>
      place >= (last?.place ?? 0) ? [[place, accountId, before]] : [],
    );
    const accounts =
      this.database.dialect === 'sqlite'
        ? `(SELECT json_extract(value, '$[0]') AS place, CAST(json_extract(value, '$[1]') AS INTEGER) AS account_id,
                   json_extract(value, '$[2]') AS eve FROM json_each(?)) k`
        : `JSON_TABLE(?, '$[*]' COLUMNS (place INT PATH '$[0]', account_id BIGINT PATH '$[1]', eve DATE PATH '$[2]')) k`;
    const after = last ? 'AND (k.place > ? OR e.booked_on > ? OR (e.booked_on = ? AND e.id > ?))' : '';
    return this.database.rows<Row>(
      `SELECT k.place, e.id, e.booked_on, e.direction, e.kind, e.purpose, e.amount_minor, e.balance_minor, e.currency
         FROM ${accounts} JOIN ledger_entry e ON e.account_id = k.account_id AND e.booked_on < k.eve
        WHERE 1 = 1 ${after} ORDER BY k.place, e.booked_on, e.id LIMIT ${this.rowsOfStatement}`,
      [JSON.stringify(left), ...(last ? [last.place, last.booked_on, last.booked_on, String(last.id)] : [])],
    );
  }
}

const toBooking = (row: Row): Booking => ({
  bookedOn: row.booked_on,
  direction: row.direction,
  kind: row.kind,
  purpose: row.purpose,
  amountMinor: BigInt(row.amount_minor),
  balanceMinor: row.balance_minor === null ? null : BigInt(row.balance_minor),
  currency: row.currency,
});
