/** What one bureau says of a figure. */
export interface Said<Value, Source> {
  readonly source: Source;
  /** Null: it does not say. */
  readonly value: Value | null;
  /** Members of the platform are still to answer: the value can only grow. */
  readonly partial: boolean;
}

/** A figure as several bureaus give it, and what follows for all of them together. */
export interface Figure<Value, Source> {
  readonly values: readonly { readonly source: Source; readonly value: Value }[];
  readonly atLeast: Value | null;
  readonly atMost: Value | null;
}

/**
 * Bureaus overlap by nobody knows how much: what they know together is no less than the most that one of them knows, and
 * no more than all of it added up. There is no upper bound while a bureau that was asked does not say.
 * @param silent whether a bureau that was asked gave no report at all
 */
export function boundedCount<Source>(
  said: readonly Said<number, Source>[],
  silent: boolean,
): Figure<number, Source> {
  const { values, open } = parted(said, silent);
  if (values.length === 0) return { values, atLeast: null, atMost: null };
  const numbers = values.map(({ value }) => value);
  return {
    values,
    atLeast: Math.max(...numbers),
    atMost: open ? null : numbers.reduce((sum, value) => sum + value, 0),
  };
}

/** As `boundedCount`, in fen. */
export function boundedAmount<Source>(
  said: readonly Said<bigint, Source>[],
  silent: boolean,
): Figure<bigint, Source> {
  const { values, open } = parted(said, silent);
  if (values.length === 0) return { values, atLeast: null, atMost: null };
  const amounts = values.map(({ value }) => value);
  return {
    values,
    atLeast: amounts.reduce((most, value) => (value > most ? value : most)),
    atMost: open ? null : amounts.reduce((sum, value) => sum + value, 0n),
  };
}

function parted<Value, Source>(said: readonly Said<Value, Source>[], silent: boolean) {
  const values = said.flatMap(({ source, value }) => (value === null ? [] : [{ source, value }]));
  return { values, open: silent || said.some(({ value, partial }) => value === null || partial) };
}
