/** Rows of numbers, one row after another. */
export interface Design {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

export interface LogisticModel {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /** Of the intercept and the coefficients: the inverse of the curvature at the maximum, line by line. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/** Rows from which to find where a fit of many rows may begin. */
const SAMPLE = 10_000;
const MOST_ITERATIONS = 50;
const MOST_HALVINGS = 20;
/** A step that gains less per row is the last: the error that it leaves is of the order of the gain's square. */
const TOLERANCE = 1e-10;

/**
 * Logistic regression with a ridge: the maximum of log-likelihood - ridge / 2 x sum of squared coefficients, by Newton's
 * method (iteratively reweighted least squares) with halved steps. The intercept is not penalised.
 * @param outcome 1 or 0 for each row
 * @param columns which columns of the design take part
 * @param start coefficients of a fit that is close, to begin from
 */
export function fitLogistic(
  design: Design,
  outcome: Uint8Array,
  ridge: number,
  columns: readonly number[] = Array.from({ length: design.width }, (_, i) => i),
  start?: Pick<LogisticModel, 'intercept' | 'coefficients'>,
): LogisticModel {
  const size = columns.length + 1;
  const near = start ?? (design.rows > 2 * SAMPLE ? fitOnSample(design, outcome, ridge, columns) : null);
  let beta: Float64Array = near
    ? Float64Array.from([near.intercept, ...near.coefficients])
    : new Float64Array(size);
  let at = curvature(design, outcome, ridge, columns, beta);
  // At the maximum a step may lose by rounding what it gains; that is no reason to halve it.
  const least = TOLERANCE * design.rows;
  let iterations = 0;
  while (iterations < MOST_ITERATIONS) {
    iterations += 1;
    const step = solved(factorOf(at.hessian, size), at.gradient, size);
    let length = 1;
    let next = moved(beta, step, length);
    // Half of slope x step is what the step will gain: so close to the maximum there is no need to look.
    if (step.reduce((sum, value, i) => sum + value * at.gradient[i]!, 0) / 2 <= least) {
      beta = next;
      break;
    }
    let there = curvature(design, outcome, ridge, columns, next);
    for (let halving = 0; !(there.value >= at.value - least) && halving < MOST_HALVINGS; halving += 1) {
      length /= 2;
      next = moved(beta, step, length);
      there = curvature(design, outcome, ridge, columns, next);
    }
    if (!(there.value >= at.value - least)) break;
    const gain = there.value - at.value;
    beta = next;
    at = there;
    if (gain <= least) break;
  }
  const covariance = new Float64Array(size * size);
  const factor = factorOf(at.hessian, size);
  for (let i = 0; i < size; i += 1) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    covariance.set(solved(factor, unit, size), i * size);
  }
  return {
    intercept: beta[0]!,
    coefficients: [...beta.subarray(1)],
    covariance,
    logLikelihood: at.logLikelihood,
    iterations,
  };
}

/** A fit of every so many rows is close to that of all, and saves most of the passes over them. */
function fitOnSample(
  { rows, width, values }: Design,
  outcome: Uint8Array,
  ridge: number,
  columns: readonly number[],
): LogisticModel | null {
  const every = Math.floor(rows / SAMPLE);
  const size = Math.ceil(rows / every);
  const sample = { rows: size, width, values: new Float64Array(size * width) };
  const outcomes = new Uint8Array(size);
  for (let i = 0; i < size; i += 1) {
    sample.values.set(values.subarray(i * every * width, (i * every + 1) * width), i * width);
    outcomes[i] = outcome[i * every]!;
  }
  // Of one outcome alone there is no fit to begin from.
  const ones = outcomes.reduce((sum, value) => sum + value, 0);
  return ones === 0 || ones === size ? null : fitLogistic(sample, outcomes, ridge, columns);
}

const moved = (beta: Float64Array, step: Float64Array, length: number): Float64Array =>
  beta.map((value, i) => value + length * step[i]!);

/** Log-likelihood with its first derivatives and its negated second ones, at some coefficients. */
function curvature(
  { rows, width, values }: Design,
  outcome: Uint8Array,
  ridge: number,
  columns: readonly number[],
  beta: Float64Array,
) {
  const size = columns.length + 1;
  const place = Int32Array.from(columns);
  const x = new Float64Array(size);
  x[0] = 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let logLikelihood = 0;
  for (let row = 0; row < rows; row += 1) {
    const base = row * width;
    let eta = beta[0]!;
    for (let i = 1; i < size; i += 1) {
      const value = values[base + place[i - 1]!]!;
      x[i] = value;
      eta += beta[i]! * value;
    }
    const p = 1 / (1 + Math.exp(-eta));
    const y = outcome[row]!;
    // ln(1 + e^eta) without overflow.
    logLikelihood += y * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)));
    const residual = y - p;
    const weight = p * (1 - p);
    for (let i = 0; i < size; i += 1) {
      gradient[i]! += residual * x[i]!;
      const weighted = weight * x[i]!;
      const line = i * size;
      for (let j = 0; j <= i; j += 1) hessian[line + j]! += weighted * x[j]!;
    }
  }
  let value = logLikelihood;
  for (let i = 1; i < size; i += 1) {
    value -= (ridge / 2) * beta[i]! ** 2;
    gradient[i]! -= ridge * beta[i]!;
    hessian[i * size + i]! += ridge;
  }
  return { value, logLikelihood, gradient, hessian };
}

/** Cholesky's factor of a symmetric positive matrix that is given by its lower half. */
function factorOf(a: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k += 1) sum -= l[i * size + k]! * l[j * size + k]!;
      // Where the data separate the outcomes the curvature vanishes; the floor keeps the step finite.
      l[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-10)) : sum / l[j * size + j]!;
    }
  return l;
}

/** Solves A x = b by the factor of A. */
function solved(l: Float64Array, b: Float64Array, size: number): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= l[i * size + k]! * x[k]!;
    x[i]! /= l[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i]! -= l[k * size + i]! * x[k]!;
    x[i]! /= l[i * size + i]!;
  }
  return x;
}
