/** An exact fraction; the denominator is above zero. Rates and powers of them are never rounded on the way. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** @throws RangeError for a denominator of zero */
export function ratio(n: bigint, d = 1n): Ratio {
  if (d === 0n) throw new RangeError('division by zero');
  const common = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common };
}

export const ZERO = ratio(0n);
export const ONE = ratio(1n);

/**
 * `"0.0345"` as 345/10000.
 * @throws RangeError when the text is no decimal number
 */
export function decimal(text: string): Ratio {
  const match = /^(-)?(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text);
  if (!match) throw new RangeError('not a decimal number');
  const fraction = match[3] ?? '';
  const digits = BigInt(match[2] + fraction);
  return ratio(match[1] ? -digits : digits, 10n ** BigInt(fraction.length));
}

export const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);
export const over = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n);
export const power = (a: Ratio, exponent: number): Ratio => ({
  n: a.n ** BigInt(exponent),
  d: a.d ** BigInt(exponent),
});
/** Below zero, zero or above, as `a` is less than `b`, equal or more. */
export const compare = (a: Ratio, b: Ratio): bigint => a.n * b.d - b.n * a.d;
export const largest = (a: Ratio, b: Ratio): Ratio => (compare(a, b) >= 0n ? a : b);

export type Rounding = 'DOWN' | 'UP' | 'HALF_UP';

/** The whole number near a fraction. DOWN and UP mean towards less and towards more, below zero as well. */
export function whole({ n, d }: Ratio, rounding: Rounding): bigint {
  if (rounding === 'HALF_UP') return whole({ n: 2n * n + d, d: 2n * d }, 'DOWN');
  const quotient = n / d;
  const rest = n % d;
  if (rounding === 'DOWN') return rest < 0n ? quotient - 1n : quotient;
  return rest > 0n ? quotient + 1n : quotient;
}

/** As a decimal text of so many digits after the point. */
export function toText(value: Ratio, digits: number, rounding: Rounding): string {
  const scaled = whole(times(value, ratio(10n ** BigInt(digits))), rounding);
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
