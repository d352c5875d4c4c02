import { addDays, type BusinessDate, startOfBusinessDate } from '../../../kernel';
import {
  type Database,
  fromSqlInstant,
  marks,
  type SqlValue,
  toSqlInstant,
} from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding, type LoaderToken } from '../../../platform/loaders';
import type { LawsuitFacts } from '../borrower-facts';
import type { InstalmentRow, LoanRow } from './loan-standing';
import type { MonthOfLedger } from './monthly-cashflow';
import {
  caseRowsOfSubject,
  type DealerLine,
  dealerLinesOfSubject,
  type GuaranteeRow,
  guaranteesGivenBySubject,
  ledgerOfSubject,
  loanRowsOfSubject,
  reportAgesOfSubject,
  type SubjectOnDay,
  thingsOfSubject,
  type UsedThing,
} from './own-facts.loaders';

type Big = string | number;

/** Of one subject; who has more is no borrower but a mistake of his source, and what is newest decides. */
const MOST_LOANS = 200;
const MOST_CASES = 200;
const MOST_THINGS = 100;

/** Whole months before the one of the day that income is looked for in, and one more for a history of 24 months. */
const LEDGER_DAYS = 400;
const HISTORY_DAYS = 760;

/** What the gateway's own tables say of subjects, for many of them by one statement. */
export class OwnFactsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindByDay(loanRowsOfSubject, (ids, asOf) => this.loans(ids, asOf), 2),
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

  async loans(
    ids: readonly string[],
    asOf: BusinessDate,
  ): Promise<Map<string, { loan: LoanRow; instalments: InstalmentRow[] }[]>> {
    const [loans, instalments] = await Promise.all([
      this.database.rows<StoredLoan>(
        `SELECT * FROM (
           SELECT subject_id, id, loan_no, status, currency, outstanding_minor, instalment_minor, issued_on, due_on,
                  overdue_days, ROW_NUMBER() OVER (PARTITION BY subject_id ORDER BY issued_on DESC, id DESC) AS place
             FROM loan WHERE subject_id IN (${marks(ids.length)}) AND issued_on <= ?) newest
          WHERE place <= ${MOST_LOANS} ORDER BY subject_id, place`,
        [...ids, asOf],
      ),
      this.database.rows<StoredInstalment>(
        `SELECT i.loan_id, i.status, i.principal_minor, i.interest_minor, i.paid_minor, i.due_on, i.paid_on
           FROM loan l JOIN loan_instalment i ON i.loan_id = l.id
          WHERE l.subject_id IN (${marks(ids.length)}) AND i.due_on <= ?
            AND (i.due_on >= ? OR i.status <> 'PAID')
          ORDER BY i.loan_id, i.number, i.id`,
        [...ids, asOf, addDays(asOf, -HISTORY_DAYS)],
      ),
    ]);
    const ofLoan = new Map(grouped(instalments, ({ loan_id }) => String(loan_id)));
    return bySubject(loans, (row) => ({
      loan: toLoan(row),
      instalments: (ofLoan.get(String(row.id)) ?? []).map(toInstalment),
    }));
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

/** Keys of one day are answered together. @param statements of each day */
export function bindByDay<V>(
  token: LoaderToken<SubjectOnDay, V>,
  batch: (ids: readonly string[], asOf: BusinessDate) => Promise<ReadonlyMap<string, V>>,
  statements = 1,
): LoaderBinding {
  return bindSharedLoader(
    token,
    async (keys) => {
      const answers = await Promise.all(
        grouped(keys, ({ asOf }) => asOf).map(async ([asOf, group]) => {
          const found = await batch(
            group.map(({ subjectId }) => subjectId),
            asOf,
          );
          return group.flatMap((key) => {
            const value = found.get(key.subjectId);
            return value === undefined ? [] : [[token.keyOf(key), value] as const];
          });
        }),
      );
      return new Map(answers.flat());
    },
    (keys) => statements * new Set(keys.map(({ asOf }) => asOf)).size,
  );
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}

export const bySubject = <Row extends { subject_id: Big }, T>(
  rows: readonly Row[],
  to: (row: Row) => T,
): Map<string, T[]> =>
  new Map(grouped(rows, ({ subject_id }) => String(subject_id)).map(([id, group]) => [id, group.map(to)]));

/** Sums come as decimals from one database and as integers from the other. */
export const big = (value: SqlValue): bigint => BigInt(String(value).split('.')[0] as string);
const bigOrNull = (value: Big | null): bigint | null => (value === null ? null : big(value));

interface StoredLoan {
  subject_id: Big;
  id: Big;
  loan_no: string;
  status: LoanRow['status'];
  currency: string;
  outstanding_minor: Big;
  instalment_minor: Big | null;
  issued_on: string;
  due_on: string | null;
  overdue_days: number;
}

const toLoan = (row: StoredLoan): LoanRow => ({
  id: String(row.id),
  loanNo: row.loan_no,
  status: row.status,
  currency: row.currency,
  outstandingMinor: big(row.outstanding_minor),
  instalmentMinor: bigOrNull(row.instalment_minor),
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  overdueDays: row.overdue_days,
});

interface StoredInstalment {
  loan_id: Big;
  status: string;
  principal_minor: Big;
  interest_minor: Big;
  paid_minor: Big;
  due_on: string;
  paid_on: string | null;
}

const toInstalment = (row: StoredInstalment): InstalmentRow => ({
  dueOn: row.due_on,
  dueMinor: big(row.principal_minor) + big(row.interest_minor),
  paidMinor: big(row.paid_minor),
  paidOn: row.paid_on,
  isPaid: row.status === 'PAID',
});

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
