import type { Database } from '../../src/platform/database';

/**
 * What somebody would write who needs the nodes around a root once: one recursive statement that follows every table both
 * ways on the day, and takes the nearest 500. It has no rule for supernodes. It follows the four tables that the bench fills
 * and not all eight: of a recursion with sixteen branches MariaDB 10.11 runs out of memory before it reads a row.
 */
const WAYS: readonly (readonly [table: string, near: string, far: string, holds: string])[] = [
  ...bothWays('relation', 'from_subject_id', 'to_subject_id', within('since', 'until')),
  ...bothWays(
    'device_use',
    'subject_id',
    'device_id',
    `(e.first_seen_at IS NULL OR e.first_seen_at < '2026-07-01')`,
  ),
  ...bothWays('contact_point_use', 'subject_id', 'contact_point_id', within('since', 'until')),
  ...bothWays(
    'trade_order',
    'seller_subject_id',
    'buyer_subject_id',
    `e.status <> 'CANCELLED' AND e.ordered_on <= '2026-06-30'`,
  ),
];

function bothWays(
  table: string,
  from: string,
  to: string,
  holds: string,
): [string, string, string, string][] {
  return [
    [table, from, to, holds],
    [table, to, from, holds],
  ];
}

function within(since: string, until: string): string {
  return `(e.${since} IS NULL OR e.${since} <= '2026-06-30') AND (e.${until} IS NULL OR e.${until} >= '2026-06-30')`;
}

/** The 500 nearest of each root by distance, then id. */
function recursiveStatement(roots: readonly string[], depth: number): string {
  const steps = WAYS.map(
    ([table, near, far, holds]) =>
      `SELECT w.root, e.${far}, w.distance + 1 FROM walk w STRAIGHT_JOIN ${table} e ON e.${near} = w.id
        WHERE w.distance < ${depth} AND ${holds}`,
  );
  const starts = roots.map((root) => `SELECT ${root} AS root, ${root} AS id, 0 AS distance`).join(' UNION ');
  return `SET STATEMENT max_statement_time = ${MOST_SECONDS} FOR WITH RECURSIVE walk AS (${starts} UNION ${steps.join(' UNION ')})
    SELECT root, id FROM (SELECT root, id, ROW_NUMBER() OVER (PARTITION BY root ORDER BY MIN(distance), id) AS place
      FROM walk GROUP BY root, id) ordered WHERE place <= 500`;
}

/** A recursion that takes longer is stopped, before its intermediate rows fill the machine. */
export const MOST_SECONDS = 120;

/** The nodes of each root; null when it was stopped. */
export async function recursively(
  database: Database,
  roots: readonly string[],
  depth: number,
): Promise<Map<string, Set<string>> | null> {
  try {
    const rows = await database.rows<{ root: string | number; id: string | number }>(
      recursiveStatement(roots, depth),
    );
    const found = new Map(roots.map((root) => [root, new Set<string>()]));
    for (const { root, id } of rows) found.get(String(root))?.add(String(id));
    return found;
  } catch (error) {
    if ((error as { driverError?: { errno?: number } }).driverError?.errno === STOPPED) return null;
    throw error;
  }
}

/** ER_STATEMENT_TIMEOUT of MariaDB. */
const STOPPED = 1969;
