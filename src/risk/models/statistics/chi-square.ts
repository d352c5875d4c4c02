/** Probability that a chi-square variable is above x. For whole degrees of freedom, to about twelve digits. */
export function upperChiSquare(x: number, degrees: number): number {
  if (x <= 0) return 1;
  // The recurrence Q(a + 1, y) = Q(a, y) + y^a e^-y / gamma(a + 1), from a = 1/2 or 1.
  const y = x / 2;
  let [a, tail, term] =
    degrees % 2 === 0
      ? [1, Math.exp(-y), Math.exp(-y) * y]
      : [0.5, upperNormalTwice(Math.sqrt(x)), (Math.exp(-y) * Math.sqrt(y)) / (Math.sqrt(Math.PI) / 2)];
  for (; a < degrees / 2; a += 1) {
    tail += term;
    term *= y / (a + 1);
  }
  return Math.min(1, tail);
}

/** Probability that a standard normal variable is further from 0 than z. */
export function upperNormalTwice(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (x < 2.5) {
    // erf by its series, which converges fast enough here.
    let [sum, term] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n += 1) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  // erfc by its continued fraction, from the inside out.
  let fraction = x;
  for (let n = 60; n >= 1; n -= 1) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
