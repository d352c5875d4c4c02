import { accountNoIndex } from '../ecosystem';
import { Sensitive } from '../kernel';
import type { IdentityScheme } from '../kernel/identity';
import type { DataVault } from '../platform/crypto';
import { type Database, type ListShape, likePrefix, marks, type SqlValue } from '../platform/database';
import { bindById, bindList } from '../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../platform/loaders';
import {
  holdersOfAccount,
  type IdentifierKey,
  identifiersOfSubject,
  rolesOfSubject,
  subjectById,
  subjectList,
  subjectsByIdentifier,
} from './borrower.loaders';
import type { IdentifierRecord, SubjectFilter, SubjectRecord, SubjectRole } from './borrower.records';
import { identifierIndex, personNameIndex } from './identity/identifier-index';
import type { SubjectKind } from './subject.codes';

type Big = string | number;

interface SubjectRow {
  id: Big;
  kind: SubjectKind;
  name_cell: Buffer | null;
  registered_name: string | null;
  birth_date_cell: Buffer | null;
  sex: string | null;
  region_code: string | null;
}

interface IdentifierRow {
  subject_id: Big;
  scheme: IdentityScheme;
  issuer: string;
  value_cell: Buffer;
  warning: string | null;
}

const SUBJECT = 's.id, s.kind, s.name_cell, s.registered_name, s.birth_date_cell, s.sex, s.region_code';

/** How each role shows in the tables: who stands in the column, under which condition. */
const ROLE_SOURCES: Readonly<
  Record<SubjectRole, { readonly table: string; readonly column: string; readonly where?: string }>
> = {
  ACCOUNT_HOLDER: { table: 'account_holder', column: 'subject_id' },
  SUPPLIER: { table: 'supplier', column: 'subject_id' },
  DEALER: { table: 'dealer', column: 'subject_id' },
  BORROWER: { table: 'loan', column: 'subject_id' },
  GUARANTOR: { table: 'relation', column: 'from_subject_id', where: `kind = 'GUARANTOR'` },
  LEGAL_REPRESENTATIVE: {
    table: 'relation',
    column: 'from_subject_id',
    where: `kind = 'LEGAL_REPRESENTATIVE'`,
  },
};

export class SubjectRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: DataVault,
  ) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(
        subjectById,
        this.database,
        { select: SUBJECT, from: 'subject s', key: 's.id' },
        (row: SubjectRow) => this.#subject(row),
      ),
      bindSharedLoader(identifiersOfSubject, (ids) => this.identifiers(ids)),
      bindSharedLoader(subjectsByIdentifier, (keys) => this.byIdentifier(keys)),
      bindSharedLoader(rolesOfSubject, (ids) => this.roles(ids)),
      bindSharedLoader(holdersOfAccount, (ids) => this.holders(ids)),
      bindList(
        subjectList,
        this.database,
        (order, filter) => this.#list(order, filter),
        (row: SubjectRow) => this.#subject(row),
      ),
    ];
  }

  async identifiers(subjectIds: readonly string[]): Promise<Map<string, IdentifierRecord[]>> {
    const rows = await this.database.rows<IdentifierRow>(
      `SELECT subject_id, scheme, issuer, value_cell, warning FROM subject_identifier
        WHERE subject_id IN (${marks(subjectIds.length)}) ORDER BY subject_id, scheme, issuer, added_at`,
      subjectIds,
    );
    return grouped(
      rows,
      (row) => String(row.subject_id),
      (row) => ({
        scheme: row.scheme,
        issuer: row.issuer,
        value: this.vault.sensitive(row.value_cell, {
          table: 'subject_identifier',
          column: 'value_cell',
          row: `${row.subject_id}:${row.scheme}:${row.issuer}`,
        }),
        warning: row.warning,
      }),
    );
  }

  /** Account numbers lead to the owners of the account; every other identifier is the subject's own. */
  async byIdentifier(keys: readonly IdentifierKey[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const accounts = keys.filter((key) => key.scheme === 'ACCOUNT_NO');
    const own = keys.filter((key) => key.scheme !== 'ACCOUNT_NO');
    await Promise.all([
      this.#match(
        own,
        (key) => identifierIndex(this.vault, key.scheme, key.value),
        found,
        (list) =>
          `SELECT value_index AS digest, subject_id FROM subject_identifier WHERE value_index IN (${list}) ORDER BY subject_id`,
      ),
      this.#match(
        accounts,
        (key) => accountNoIndex(this.vault, key.value),
        found,
        (list) =>
          `SELECT a.no_index AS digest, h.subject_id FROM account a
           JOIN account_holder h ON h.account_id = a.id AND h.role = 'OWNER'
          WHERE a.no_index IN (${list}) ORDER BY h.subject_id`,
      ),
    ]);
    return found;
  }

  async roles(subjectIds: readonly string[]): Promise<Map<string, SubjectRole[]>> {
    const list = marks(subjectIds.length);
    const parts = Object.entries(ROLE_SOURCES).map(
      ([role, { table, column, where }]) =>
        `SELECT DISTINCT ${column} AS subject_id, '${role}' AS role FROM ${table}
          WHERE ${column} IN (${list})${where ? ` AND ${where}` : ''}`,
    );
    const rows = await this.database.rows<{ subject_id: Big; role: SubjectRole }>(
      parts.join(' UNION ALL '),
      parts.flatMap(() => subjectIds),
    );
    return grouped(
      rows,
      (row) => String(row.subject_id),
      (row) => row.role,
    );
  }

  async holders(accountIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.rows<{ account_id: Big; subject_id: Big }>(
      `SELECT DISTINCT account_id, subject_id, role FROM account_holder
        WHERE account_id IN (${marks(accountIds.length)}) ORDER BY account_id, role DESC, subject_id`,
      accountIds,
    );
    return grouped(
      rows,
      (row) => String(row.account_id),
      (row) => String(row.subject_id),
    );
  }

  async #match(
    keys: readonly IdentifierKey[],
    indexOf: (key: IdentifierKey) => Buffer,
    found: Map<string, string[]>,
    sql: (list: string) => string,
  ): Promise<void> {
    if (keys.length === 0) return;
    const asked = new Map(keys.map((key) => [indexOf(key).toString('hex'), subjectsByIdentifier.keyOf(key)]));
    const digests = [...asked.keys()].map((hex) => Buffer.from(hex, 'hex'));
    const rows = await this.database.rows<{ digest: Buffer; subject_id: Big }>(
      sql(marks(digests.length)),
      digests,
    );
    for (const row of rows) {
      const key = asked.get(row.digest.toString('hex'));
      if (key === undefined) continue;
      const subjects = found.get(key) ?? [];
      if (!subjects.includes(String(row.subject_id))) subjects.push(String(row.subject_id));
      found.set(key, subjects);
    }
  }

  #list(order: string, { kind, name, role }: SubjectFilter): ListShape {
    const conditions: string[] = [];
    const values: SqlValue[] = [];
    if (kind) {
      conditions.push('s.kind = ?');
      values.push(kind);
    }
    if (name) {
      conditions.push(`(s.name_index = ? OR s.registered_name LIKE ? ESCAPE '!')`);
      values.push(personNameIndex(this.vault, name), likePrefix(name));
    }
    if (role) {
      const { table, column, where } = ROLE_SOURCES[role];
      conditions.push(
        `EXISTS (SELECT 1 FROM ${table} r WHERE r.${column} = s.id${where ? ` AND r.${where}` : ''})`,
      );
    }
    const direction = order === 'ADDED_ASC' ? 'ASC' : 'DESC';
    return {
      select: SUBJECT,
      from: 'subject s',
      where: conditions.join(' AND '),
      values,
      order: [{ column: 's.id', direction }],
    };
  }

  #subject(row: SubjectRow): SubjectRecord {
    const id = String(row.id);
    const cell = (column: string, value: Buffer | null): Sensitive<string> | null =>
      this.vault.sensitiveNullable(value, { table: 'subject', column, row: id });
    return {
      id,
      kind: row.kind,
      name:
        row.registered_name === null ? cell('name_cell', row.name_cell) : Sensitive.of(row.registered_name),
      birthDate: cell('birth_date_cell', row.birth_date_cell),
      sex: row.sex,
      regionCode: row.region_code,
    };
  }
}

function grouped<Row, Item>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const list = groups.get(keyOf(row));
    if (list) list.push(toItem(row));
    else groups.set(keyOf(row), [toItem(row)]);
  }
  return groups;
}
