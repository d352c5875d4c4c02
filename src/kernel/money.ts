/** An amount in minor units (fen for CNY) with its ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

export const money = (minor: bigint, currency: string): Money => ({ minor, currency });

const exponents = new Map<string, number>();

/** Digits after the point in a currency: CNY 2, JPY 0, KWD 3 (ISO 4217, as Intl knows it). */
export function currencyExponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, digits);
  return digits;
}

/** `123456` minor units of CNY as `"1234.56"`. */
export function toDecimal({ minor, currency }: Money): string {
  const exponent = currencyExponent(currency);
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return negative ? `-${whole}` : whole;
}

/**
 * Reads a decimal string exactly. Trailing zeros beyond the currency's digits are accepted, other digits are not:
 * half a fen is a mistake, not something to round away.
 * @throws RangeError when the text is no decimal number or is finer than the currency.
 */
export function fromDecimal(text: string, currency: string): Money {
  const match = /^([+-])?(\d{1,16})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) throw new RangeError('not a decimal amount');
  const exponent = currencyExponent(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) throw new RangeError(`finer than ${currency} allows`);
  const minor = BigInt(match[2] + fraction.padEnd(exponent, '0'));
  return { minor: match[1] === '-' ? -minor : minor, currency };
}
