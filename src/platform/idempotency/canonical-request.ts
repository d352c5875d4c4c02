/**
 * A request as text that does not depend on how it was written: keys in order, instants in ISO form, and what is null or
 * left out the same. Pure.
 */
export const canonicalRequest = (operation: string, input: unknown): string =>
  JSON.stringify([operation, ordered(JSON.parse(JSON.stringify(input ?? null)))]);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  );
}
