import { createHash } from 'node:crypto';

/**
 * One text for one content: keys in the order of their code units, no blanks. What JSON would change on the way
 * (undefined, NaN, a bigint, a date) is refused, so that a stored text reads back as what was stored.
 * @throws TypeError that names the place
 */
export function canonicalJson(value: unknown, place = 'the content'): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((item, i) => canonicalJson(item, `${place}[${i}]`)).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const parts = Object.keys(value)
      .sort()
      .map((key) => {
        const part = (value as Record<string, unknown>)[key];
        return `${JSON.stringify(key)}:${canonicalJson(part, `${place}.${key}`)}`;
      });
    return `{${parts.join(',')}}`;
  }
  throw new TypeError(`${place} is not JSON`);
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** SHA-256 over a canonical text, 64 hex digits. */
export const hashOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');
