/** A value that both databases take as a parameter. `undefined` is refused: it is always a forgotten value. */
export type SqlValue = string | number | bigint | boolean | Date | Buffer | null;

/** Instants are UTC with milliseconds, as text, alike on both databases. */
export const toSqlInstant = (instant: Date): string => instant.toISOString().replace('T', ' ').slice(0, 23);

export const fromSqlInstant = (text: string): Date => new Date(`${text.replace(' ', 'T')}Z`);

export const fromNullableSqlInstant = (text: string | null): Date | null =>
  text === null ? null : fromSqlInstant(text);

/** `?, ?, ?` for an IN list. An empty list has no SQL form: callers return early. */
export function marks(count: number): string {
  if (count < 1) throw new RangeError('an IN list needs at least one value');
  return Array(count).fill('?').join(', ');
}

/** Escapes `%`, `_` and the escape character itself, for `LIKE ? ESCAPE '!'`. */
export const likePrefix = (text: string): string => `${text.replace(/[!%_]/g, '!$&')}%`;

export function bound(values: readonly SqlValue[]): unknown[] {
  return values.map((value) => {
    if (value === undefined) throw new TypeError('a statement parameter is undefined');
    if (value instanceof Date) return toSqlInstant(value);
    return typeof value === 'boolean' ? Number(value) : value;
  });
}
