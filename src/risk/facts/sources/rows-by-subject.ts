import type { BusinessDate } from '../../../kernel';
import type { SqlValue } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding, type LoaderToken } from '../../../platform/loaders';
import type { SubjectOnDay } from './own-facts.loaders';

/** A key or an amount: drivers give those beyond a float as text. */
export type Big = string | number;

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

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
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
export const bigOrNull = (value: Big | null): bigint | null => (value === null ? null : big(value));
