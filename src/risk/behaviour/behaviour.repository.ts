import { businessDateOf } from '../../kernel';
import { type Database, fromNullableSqlInstant, marks } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import {
  type BehaviourQuestion,
  counterpartyCells,
  deviceUsesOfSubject,
  ledgerCells,
  socialOfSubject,
} from './behaviour.loaders';
import type { CounterpartyCell, DeviceUseFacts, LedgerCell, SocialFacts } from './behaviour-facts';

type Big = string | number;

interface CellRow {
  subject_id: Big;
  currency: string;
  month: string;
  direction: LedgerCell['direction'];
  weekend: Big;
  kind: string;
  purpose: string | null;
  bookings: Big;
  total: Big;
}

interface CounterpartyRow {
  subject_id: Big;
  currency: string;
  direction: LedgerCell['direction'];
  mark: string;
  bookings: Big;
  total: Big;
  months: Big;
  of_count: Big;
  of_total: Big;
}

interface DeviceRow {
  subject_id: Big;
  device_id: Big;
  kind: DeviceUseFacts['kind'];
  emulator: Big;
  times: Big;
  first_seen_at: string | null;
  last_seen_at: string | null;
  users: Big;
}

/** Counterparties of one direction and currency that are told; the sums count all of them. */
const MOST_COUNTERPARTIES = 50;
const MOST_DEVICES = 100;

/** Accounts of a subject, each once. A disponent only draws on an account: it is not his. */
const ownAccounts = (count: number): string =>
  `(SELECT DISTINCT subject_id, account_id FROM account_holder
     WHERE subject_id IN (${marks(count)}) AND role IN ('OWNER', 'CO_HOLDER')) h`;

/** What borrowers do with money and devices, counted where it is stored: the ledger of a borrower may be long. */
export class BehaviourRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    const windows = (asked: readonly BehaviourQuestion[]) => byWindow(asked).size;
    return [
      bindSharedLoader(ledgerCells, (asked) => this.cells(asked), windows),
      bindSharedLoader(counterpartyCells, (asked) => this.counterparties(asked), windows),
      bindSharedLoader(deviceUsesOfSubject, (subjects) => this.devices(subjects)),
      bindSharedLoader(socialOfSubject, (subjects) => this.social(subjects)),
    ];
  }

  cells(asked: readonly BehaviourQuestion[]): Promise<Map<string, LedgerCell[]>> {
    const weekend =
      this.database.dialect === 'sqlite'
        ? `CASE WHEN strftime('%w', l.booked_on) IN ('0', '6') THEN 1 ELSE 0 END`
        : 'CASE WHEN DAYOFWEEK(l.booked_on) IN (1, 7) THEN 1 ELSE 0 END';
    return this.#ofWindows<CellRow, LedgerCell>(
      asked,
      (subjects) =>
        `SELECT h.subject_id, l.currency, ${this.#month} AS month, l.direction, ${weekend} AS weekend, l.kind, l.purpose,
                COUNT(*) AS bookings, SUM(l.amount_minor) AS total
           FROM ${ownAccounts(subjects)} JOIN ledger_entry l ON l.account_id = h.account_id
          WHERE l.booked_on >= ? AND l.booked_on <= ?
          GROUP BY h.subject_id, l.currency, ${this.#month}, l.direction, ${weekend}, l.kind, l.purpose
          ORDER BY 1, 2, 3, 4, 5, 6, 7`,
      (row) => ({
        currency: row.currency,
        month: row.month,
        direction: row.direction,
        isWeekend: Number(row.weekend) === 1,
        kind: row.kind,
        purpose: row.purpose,
        bookings: Number(row.bookings),
        sumMinor: BigInt(row.total),
      }),
    );
  }

  counterparties(asked: readonly BehaviourQuestion[]): Promise<Map<string, CounterpartyCell[]>> {
    const ofSide = 'PARTITION BY c.subject_id, c.currency, c.direction';
    return this.#ofWindows<CounterpartyRow, CounterpartyCell>(
      asked,
      (subjects) =>
        `SELECT n.*, HEX(n.counterparty) AS mark
           FROM (SELECT c.*, COUNT(*) OVER (${ofSide}) AS of_count, SUM(c.total) OVER (${ofSide}) AS of_total,
                        ROW_NUMBER() OVER (${ofSide} ORDER BY c.total DESC, c.counterparty) AS place
                   FROM (SELECT h.subject_id, l.currency, l.direction, l.counterparty_account_index AS counterparty,
                                COUNT(*) AS bookings, SUM(l.amount_minor) AS total, COUNT(DISTINCT ${this.#month}) AS months
                           FROM ${ownAccounts(subjects)} JOIN ledger_entry l ON l.account_id = h.account_id
                          WHERE l.booked_on >= ? AND l.booked_on <= ? AND l.counterparty_account_index IS NOT NULL
                          GROUP BY h.subject_id, l.currency, l.direction, l.counterparty_account_index) c) n
          WHERE n.place <= ${MOST_COUNTERPARTIES} ORDER BY n.subject_id, n.currency, n.direction, n.place`,
      (row) => ({
        currency: row.currency,
        direction: row.direction,
        mark: row.mark,
        bookings: Number(row.bookings),
        sumMinor: BigInt(row.total),
        months: Number(row.months),
        ofCounterparties: Number(row.of_count),
        ofSumMinor: BigInt(row.of_total),
      }),
    );
  }

  async devices(subjects: readonly string[]): Promise<Map<string, DeviceUseFacts[]>> {
    const rows = await this.database.rows<DeviceRow>(
      `SELECT n.*, d.kind, d.emulator,
              (SELECT COUNT(DISTINCT o.subject_id) FROM device_use o WHERE o.device_id = n.device_id) AS users
         FROM (SELECT u.subject_id, u.device_id, SUM(u.times) AS times, MIN(u.first_seen_at) AS first_seen_at,
                      MAX(u.last_seen_at) AS last_seen_at,
                      ROW_NUMBER() OVER (PARTITION BY u.subject_id ORDER BY MAX(u.last_seen_at) DESC, u.device_id) AS place
                 FROM device_use u WHERE u.subject_id IN (${marks(subjects.length)}) GROUP BY u.subject_id, u.device_id) n
         JOIN device d ON d.id = n.device_id WHERE n.place <= ${MOST_DEVICES} ORDER BY n.subject_id, n.place`,
      subjects,
    );
    const dayOf = (instant: string | null) => {
      const at = fromNullableSqlInstant(instant);
      return at && businessDateOf(at);
    };
    const found = new Map<string, DeviceUseFacts[]>();
    for (const row of rows)
      push(found, String(row.subject_id), {
        deviceId: String(row.device_id),
        kind: row.kind,
        isEmulator: Number(row.emulator) === 1,
        times: Number(row.times),
        firstSeenOn: dayOf(row.first_seen_at),
        lastSeenOn: dayOf(row.last_seen_at),
        users: Number(row.users),
      });
    return found;
  }

  /** One statement: ways to reach him that are shared, how many there are, and how many stand in each relation to him. */
  async social(subjects: readonly string[]): Promise<Map<string, SocialFacts>> {
    const list = marks(subjects.length);
    const rows = await this.database.rows<{ subject_id: Big; what: string; key_text: Big; n: Big }>(
      `SELECT c.subject_id, 'SHARED' AS what, c.contact_point_id AS key_text,
              (SELECT COUNT(DISTINCT o.subject_id) FROM contact_point_use o WHERE o.contact_point_id = c.contact_point_id) AS n
         FROM (SELECT DISTINCT subject_id, contact_point_id FROM contact_point_use WHERE subject_id IN (${list})) c
       UNION ALL SELECT from_subject_id, 'RELATION', kind, COUNT(DISTINCT to_subject_id) FROM relation
        WHERE from_subject_id IN (${list}) GROUP BY from_subject_id, kind
       UNION ALL SELECT to_subject_id, 'RELATION', kind, COUNT(DISTINCT from_subject_id) FROM relation
        WHERE to_subject_id IN (${list}) GROUP BY to_subject_id, kind
        ORDER BY 1, 2, 3`,
      [...subjects, ...subjects, ...subjects],
    );
    const found = new Map<string, Tally>();
    for (const { subject_id, what, key_text, n } of rows) {
      const tally: Tally = found.get(String(subject_id)) ?? {
        contactPoints: 0,
        shared: [],
        relations: new Map(),
      };
      found.set(String(subject_id), tally);
      if (what === 'RELATION')
        tally.relations.set(String(key_text), (tally.relations.get(String(key_text)) ?? 0) + Number(n));
      else {
        tally.contactPoints += 1;
        if (Number(n) > 1) tally.shared.push({ contactPointId: String(key_text), users: Number(n) });
      }
    }
    return new Map(
      [...found].map(([subject, { contactPoints, shared, relations }]) => [
        subject,
        {
          contactPoints,
          sharedContactPoints: shared,
          relations: [...relations].map(([kind, count]) => ({ kind, count })),
        },
      ]),
    );
  }

  get #month(): string {
    return this.database.dialect === 'sqlite'
      ? 'SUBSTR(l.booked_on, 1, 7)'
      : `DATE_FORMAT(l.booked_on, '%Y-%m')`;
  }

  /** Questions of one window are one statement. */
  async #ofWindows<Row extends { subject_id: Big }, Fact>(
    asked: readonly BehaviourQuestion[],
    sql: (subjects: number) => string,
    toFact: (row: Row) => Fact,
  ): Promise<Map<string, Fact[]>> {
    const found = new Map<string, Fact[]>();
    await Promise.all(
      [...byWindow(asked).values()].map(async (group) => {
        const { from, asOf } = group[0] as BehaviourQuestion;
        const subjects = group.map(({ subjectId }) => subjectId);
        for (const row of await this.database.rows<Row>(sql(subjects.length), [...subjects, from, asOf]))
          push(found, ledgerCells.keyOf({ subjectId: String(row.subject_id), from, asOf }), toFact(row));
      }),
    );
    return found;
  }
}

interface Tally {
  contactPoints: number;
  shared: { contactPointId: string; users: number }[];
  relations: Map<string, number>;
}

function byWindow(asked: readonly BehaviourQuestion[]): Map<string, BehaviourQuestion[]> {
  const groups = new Map<string, BehaviourQuestion[]>();
  for (const one of asked) push(groups, `${one.from} ${one.asOf}`, one);
  return groups;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
