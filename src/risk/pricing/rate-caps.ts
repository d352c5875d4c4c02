import { createHash } from 'node:crypto';
import type { BusinessDate } from '../../kernel';
import { datingMistakes, inForce } from '../policies/dated';
import { type CappedLender, RATE_CAPS_VERSION, type RateCapsFile, rateCapsSpec } from './rate-caps-file';
import { decimal, type Ratio, times } from './ratio';

/** A policy file cannot be used. Says which place is wrong, and how. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** What a rate may be at most, and why. */
export interface RateCap {
  /** Nominal a year, all in. */
  readonly rate: Ratio;
  readonly lenderType: CappedLender;
  readonly from: BusinessDate;
  readonly basis: { readonly en: string; readonly zh: string };
}

/** Caps on the all-in rate by lender and day. */
export class RateCaps {
  /** SHA-256 over the content: two files with one fingerprint cap alike. */
  readonly fingerprint: string;

  constructor(readonly file: RateCapsFile) {
    this.fingerprint = createHash('sha256').update(JSON.stringify(file)).digest('hex');
  }

  /** The cap for a contract of this day; null where the file has none: then there is no price either. */
  capOn(lender: CappedLender, day: BusinessDate): RateCap | null {
    const cap = inForce(this.file.caps, lender, day);
    if (!cap) return null;
    const { lenderType, from, basis } = cap;
    const rate = cap.rate ? decimal(cap.rate) : times(decimal(cap.lprMultiple!), this.#lprOn(day)!);
    return { rate, lenderType, from, basis };
  }

  #lprOn(day: BusinessDate): Ratio | null {
    const entry = this.file.lpr.findLast(({ from }) => from <= day);
    return entry ? decimal(entry.rate) : null;
  }
}

/** @throws PolicyError for a file that is malformed, of another version, or at odds with itself; it names the place */
export function loadRateCaps(source: unknown): RateCaps {
  const file = readPolicy('rate caps', RATE_CAPS_VERSION, rateCapsSpec, source);
  file.lpr.forEach(({ from }, i) => {
    const before = file.lpr[i - 1];
    if (before && before.from >= from)
      throw new PolicyError(`lpr[${i}]: ${from} does not come after lpr[${i - 1}], ${before.from}`);
  });
  file.caps.forEach((cap, i) => {
    if (cap.lprMultiple && !(file.lpr[0] && file.lpr[0].from <= cap.from))
      throw new PolicyError(`caps[${i}]: no LPR is stated for ${cap.from}`);
  });
  const [mistake] = datingMistakes(file.caps, 'caps');
  if (mistake) throw new PolicyError(mistake);
  return new RateCaps(file);
}

interface Spec<T> {
  safeParse(content: unknown): {
    success: boolean;
    data?: T;
    error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
  };
}

/**
 * The content of a policy file, from its text or from what that parses to.
 * @throws PolicyError that names the version or the first five places that are wrong
 */
export function readPolicy<T>(what: string, version: number, spec: Spec<T>, source: unknown): T {
  const content = typeof source === 'string' ? parsed(what, source) : source;
  const stated = (content as { version?: unknown } | null)?.version;
  if (stated !== version)
    throw new PolicyError(
      `the ${what} file is of version ${JSON.stringify(stated ?? null)}; this program reads version ${version}`,
    );
  const { data, error } = spec.safeParse(content);
  if (!error) return data!;
  const problems = error.issues.slice(0, 5).map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new PolicyError(`the ${what} file is malformed\n${problems.join('\n')}`);
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, step) =>
      typeof step === 'number' ? `${place}[${step}]` : place ? `${place}.${String(step)}` : String(step),
    '',
  ) || 'the file';

function parsed(what: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new PolicyError(`the ${what} file is not JSON`);
  }
}
