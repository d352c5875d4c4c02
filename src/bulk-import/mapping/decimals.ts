const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** The sum of two decimal numbers, exact, with as many digits after the point as the longer of the two. */
export function addedDecimals(a: string, b: string): string {
  const digits = Math.max(fractionOf(a).length, fractionOf(b).length);
  const sum = scaled(a, digits) + scaled(b, digits);
  const text = (sum < 0n ? -sum : sum).toString().padStart(digits + 1, '0');
  const sign = sum < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const fractionOf = (text: string): string => DECIMAL.exec(text)?.[3] ?? '';

function scaled(text: string, digits: number): bigint {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError('not a decimal number');
  const number = BigInt(match[2]! + (match[3] ?? '').padEnd(digits, '0'));
  return match[1] === '-' ? -number : number;
}
