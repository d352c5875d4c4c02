import type { Database } from '../../platform/database';
import type { DataCheck, Finding } from './data-check';

export interface CheckResult {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** True when there are rows at fault beyond those that are listed. */
  readonly more: boolean;
}

/** Runs checks one after the other and lists up to `limit` rows of each. */
export async function runChecks(
  database: Database,
  checks: readonly DataCheck[],
  limit: number,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, find } of checks) {
    const found = await find(database, limit + 1);
    results.push({ name, findings: found.slice(0, limit), more: found.length > limit });
  }
  return results;
}
