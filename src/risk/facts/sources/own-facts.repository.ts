import { addDays, type BusinessDate, startOfBusinessDate } from '../../../kernel';
import { type Database, fromSqlInstant, marks, toSqlInstant } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { LawsuitFacts } from '../borrower-facts';
import type { MonthOfLedger } from './monthly-cashflow';
import {
  caseRowsOfSubject,
  type DealerLine,
  dealerLinesOfSubject,
  type GuaranteeRow,
  guaranteesGivenBySubject,
  ledgerOfSubject,
  reportAgesOfSubject,
  thingsOfSubject,
  type UsedThing,
} from './own-facts.loaders';
import { type Big, big, bigOrNull, bindByDay, bySubject, grouped } from './rows-by-subject';

/** Of one subject; who has more is no borrower but a mistake of his source, and what is newest decides. */
const MOST_CASES = 200;
const MOST_THINGS = 100;

/** Whole months before the one of the day that income is looked for in. */
const LEDGER_DAYS = 400;

/** What the gateway's own tables say of subjects, for many of them by one statement. */
export class OwnFactsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindByDay(ledgerOfSubject, (ids, asOf) => this.ledger(ids, asOf)),
      bindByDay(guaranteesGivenBySubject, (ids, asOf) => this.guarantees(ids, asOf)),
      bindByDay(thingsOfSubject, (ids, asOf) => this.things(ids, asOf)),
      bindSharedLoader(dealerLinesOfSubject, (ids) => this.dealerLines(ids)),
      bindSharedLoader(caseRowsOfSubject, (ids) => this.lawsuits(ids)),
      bindSharedLoader(
        reportAgesOfSubject,
        async (keys) => {
          const answers = await Promise.all(
            grouped(keys, ({ purpose }) => purpose).map(([purpose, group]) =>
              this.reportAges(
                group.map(({ subjectId }) => subjectId),
                purpose,
              ).then((found) =>
                group.flatMap((key) => {
                  const ages = found.get(key.subjectId);
                  return ages ? [[reportAgesOfSubject.keyOf(key), ages] as const] : [];
                }),
              ),
            ),
          );
          return new Map(answers.flat());
        },
        (keys) => new Set(keys.map(({ purpose }) => purpose)).size,
      ),
    ];
  }

  async ledger(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, MonthOfLedger[]>> {
    const rows = await this.database.rows<StoredMonth>(
      `SELECT h.subject_id, SUBSTR(e.booked_on, 1, 7) AS month, e.currency, e.direction, e.kind, e.purpose,
              SUM(e.amount_minor) AS sum_minor, COUNT(DISTINCT e.counterparty_account_index) AS counterparties
         FROM (SELECT DISTINCT subject_id, account_id FROM account_holder
                WHERE subject_id IN (${marks(ids.length)}) AND role = 'OWNER') h
         LEFT JOIN ledger_entry e ON e.account_id = h.account_id AND e.booked_on >= ? AND e.booked_on <= ?
        GROUP BY h.subject_id, SUBSTR(e.booked_on, 1, 7), e.currency, e.direction, e.kind, e.purpose
        ORDER BY h.subject_id, month, e.currency, e.direction, e.kind, e.purpose`,
      [...ids, `${addDays(asOf, -LEDGER_DAYS).slice(0, 7)}-01`, asOf],
    );
    const found = new Map<string, MonthOfLedger[]>();
    for (const row of rows) {
      const months = found.get(String(row.subject_id)) ?? [];
      found.set(String(row.subject_id), months);
      if (row.month !== null) months.push(toMonth(row));
    }
    return found;
  }

  async guarantees(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, GuaranteeRow[]>> {
    const rows = await this.database.rows<StoredGuarantee>(
      `SELECT from_subject_id AS subject_id, to_subject_id, id, weight, weight_unit, evidence FROM relation
        WHERE from_subject_id IN (${marks(ids.length)}) AND kind = 'GUARANTOR'
          AND (since IS NULL OR since <= ?) AND (until IS NULL OR until >= ?)
        ORDER BY from_subject_id, to_subject_id, id`,
      [...ids, asOf, asOf],
    );
    return bySubject(rows, toGuarantee);
  }

  async things(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, UsedThing[]>> {
    const end = toSqlInstant(startOfBusinessDate(addDays(asOf, 1)));
    const rows = await this.database.rows<StoredThing>(
      `SELECT * FROM (
         SELECT subject_id, thing, id, kind, role, emulator,
                ROW_NUMBER() OVER (PARTITION BY subject_id, thing ORDER BY id, role) AS place
           FROM (SELECT DISTINCT u.subject_id, 'DEVICE' AS thing, d.id, d.kind, '' AS role, d.emulator
                   FROM device_use u JOIN device d ON d.id = u.device_id
                  WHERE u.subject_id IN (${marks(ids.length)}) AND (u.first_seen_at IS NULL OR u.first_seen_at < ?)
                 UNION ALL
                 SELECT DISTINCT u.subject_id, 'CONTACT_POINT', c.id, c.kind, u.role, 0
                   FROM contact_point_use u JOIN contact_point c ON c.id = u.contact_point_id
                  WHERE u.subject_id IN (${marks(ids.length)}) AND (u.since IS NULL OR u.since <= ?)
                    AND (u.until IS NULL OR u.until >= ?)) used) placed
        WHERE place <= ${MOST_THINGS} ORDER BY subject_id, thing, place`,
      [...ids, end, ...ids, asOf, asOf],
    );
    return bySubject(rows, ({ thing, id, kind, role, emulator }) => ({
      thing,
      id: String(id),
      kind,
      role,
      emulator: Number(emulator) === 1,
    }));
  }

  async dealerLines(ids: readonly string[]): Promise<Map<string, DealerLine[]>> {
    const rows = await this.database.rows<{
      subject_id: Big;
      id: Big;
      credit_limit_minor: Big | null;
      currency: string;
    }>(
      `SELECT subject_id, id, credit_limit_minor, currency FROM dealer
        WHERE subject_id IN (${marks(ids.length)}) ORDER BY subject_id, id`,
      ids,
    );
    return bySubject(rows, ({ id, credit_limit_minor, currency }) => ({
      dealerId: String(id),
      limitMinor: bigOrNull(credit_limit_minor),
      currency,
    }));
  }

  async lawsuits(ids: readonly string[]): Promise<Map<string, LawsuitFacts[]>> {
    const rows = await this.database.rows<StoredCase>(
      `SELECT * FROM (
         SELECT subject_id, id, case_no, role, stage, filed_on, amount_minor, currency,
                ROW_NUMBER() OVER (PARTITION BY subject_id ORDER BY filed_on DESC, id DESC) AS place
           FROM lawsuit WHERE subject_id IN (${marks(ids.length)})) newest
        WHERE place <= ${MOST_CASES} ORDER BY subject_id, place`,
      ids,
    );
    return bySubject(rows, (row) => ({
      id: String(row.id),
      caseNo: row.case_no,
      role: row.role,
      stage: row.stage,
      filedOn: row.filed_on,
      amountMinor: bigOrNull(row.amount_minor),
      currency: row.currency,
    }));
  }

  /** Only when reports came in: what they say is read on the inquiry path, which asks for the consent. */
  async reportAges(ids: readonly string[], purpose: string): Promise<Map<string, Map<string, Date>>> {
    const rows = await this.database.rows<{ subject_id: Big; bureau: string; newest: string }>(
      `SELECT subject_id, bureau, MAX(retrieved_at) AS newest FROM bureau_report
        WHERE subject_id IN (${marks(ids.length)}) AND purpose = ? GROUP BY subject_id, bureau`,
      [...ids, purpose],
    );
    return new Map(
      grouped(rows, ({ subject_id }) => String(subject_id)).map(([id, group]) => [
        id,
        new Map(group.map(({ bureau, newest }) => [bureau, fromSqlInstant(newest)])),
      ]),
    );
  }
}

interface StoredMonth {
  subject_id: Big;
  month: string | null;
  currency: string;
  direction: MonthOfLedger['direction'];
  kind: string;
  purpose: string | null;
  sum_minor: Big;
  counterparties: Big;
}

const toMonth = (row: StoredMonth): MonthOfLedger => ({
  month: row.month as string,
  currency: row.currency,
  direction: row.direction,
  kind: row.kind,
  purpose: row.purpose,
  sumMinor: big(row.sum_minor),
  counterparties: Number(row.counterparties),
});

interface StoredGuarantee {
  subject_id: Big;
  to_subject_id: Big;
  id: Big;
  weight: Big | null;
  weight_unit: string | null;
  evidence: string | null;
}

/** The weight of a guarantee is an amount in minor units: FEN, or the code of another currency. */
function toGuarantee({ id, to_subject_id, weight, weight_unit, evidence }: StoredGuarantee): GuaranteeRow {
  const currency = weight_unit === 'FEN' ? 'CNY' : /^[A-Z]{3}$/.test(weight_unit ?? '') ? weight_unit : null;
  return {
    relationId: String(id),
    debtorId: String(to_subject_id),
    amountMinor: currency === null ? null : bigOrNull(weight),
    currency,
    evidence,
  };
}

interface StoredThing {
  subject_id: Big;
  thing: UsedThing['thing'];
  id: Big;
  kind: string;
  role: string;
  emulator: Big | boolean;
}

interface StoredCase {
  subject_id: Big;
  id: Big;
  case_no: string | null;
  role: LawsuitFacts['role'];
  stage: LawsuitFacts['stage'];
  filed_on: string | null;
  amount_minor: Big | null;
  currency: string | null;
}
