import type { Database, Dialect } from '../../platform/database';

/** A row that an invariant does not hold for: where it is and what is wrong, and nothing of what it says. */
export interface Finding {
  readonly table: string;
  readonly id: string;
  readonly problem: string;
}

/** Something that must be true of the stored rows whatever source they came from. A check only reads. */
export interface DataCheck {
  readonly name: string;
  /** Why it must hold: what goes wrong where it does not. */
  readonly reason: string;
  /** Up to `limit` rows at fault, in no particular order. */
  find(database: Database, limit: number): Promise<readonly Finding[]>;
}

/** A statement that selects the `id` of each row of a table that has one and the same problem. */
export interface Question {
  readonly table: string;
  readonly problem: string;
  readonly sql: string | ((dialect: Dialect) => string);
}

/** An invariant that is broken by whatever one of its questions selects. */
export const checkByStatements = (
  check: Pick<DataCheck, 'name' | 'reason'>,
  questions: readonly Question[],
): DataCheck => ({ ...check, find: (database, limit) => ask(database, questions, limit) });

/** Asks one question after the other until `limit` rows are found; the database stops there as well. */
export async function ask(
  database: Database,
  questions: readonly Question[],
  limit: number,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { table, problem, sql } of questions) {
    if (findings.length >= limit) break;
    const statement = typeof sql === 'string' ? sql : sql(database.dialect);
    const rows = await database.rows<{ id: string | number }>(
      `${statement} LIMIT ${limit - findings.length}`,
    );
    for (const { id } of rows) findings.push({ table, id: String(id), problem });
  }
  return findings;
}
