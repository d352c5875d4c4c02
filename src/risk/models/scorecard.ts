import { createHash } from 'node:crypto';
import { defaultProbability, pointsOf, pointsPerLogOdds, toHundredth } from './points';
import {
  SCORECARD_VERSION,
  type ScorecardBin,
  type ScorecardFeature,
  type ScorecardFile,
  scorecardSpec,
} from './scorecard-file';

/** What a borrower's features say: a number, a category, or null for what is not known. */
export type FeatureValues = Readonly<Record<string, number | string | null>>;

/** What one feature did to a score. All points to the hundredth. */
export interface Contribution {
  readonly feature: string;
  /** The bin in words: `[20000, 50000)`, `missing`. */
  readonly bin: string;
  readonly kind: ScorecardBin['kind'];
  readonly woe: number;
  readonly points: number;
  /** Mean of the training data: what an average borrower gets. */
  readonly averagePoints: number;
  /** What the best bin gives. */
  readonly bestPoints: number;
  /** Words for the borrower, where the model file has them. */
  readonly reason: { readonly en: string; readonly zh: string } | null;
}

/** A score with everything that made it. */
export interface Score {
  /** Base points and the points of every feature's bin: to the hundredth, and their exact sum. */
  readonly points: number;
  /** Natural logarithm of the odds, good to bad. */
  readonly logOdds: number;
  /** Probability of default within the horizon of the model's target. */
  readonly pd: number;
  /** One per feature, in the order of the model file. */
  readonly contributions: readonly Contribution[];
}

/** A model file cannot be used. Says which line or feature is wrong, and how. */
export class ScorecardError extends Error {
  override readonly name = 'ScorecardError';
}

/** A value cannot be scored. Names the feature, not the value. */
export class FeatureError extends Error {
  override readonly name = 'FeatureError';
  constructor(
    readonly feature: string,
    problem: string,
  ) {
    super(`feature ${feature}: ${problem}`);
  }
}

/** A model file that was found in order. Pure: the same values give the same score, to the last bit. */
export class Scorecard {
  readonly #features: readonly Lookup[];
  /** SHA-256 over the content; two files with one fingerprint score alike. */
  readonly fingerprint: string;

  constructor(readonly file: ScorecardFile) {
    this.#features = file.features.map(lookupOf);
    this.fingerprint = createHash('sha256').update(JSON.stringify(file)).digest('hex');
  }

  /** Names of the features that a caller must state. */
  get inputs(): readonly string[] {
    return this.file.inputs;
  }

  /**
   * @param values every input of the model, null where it is not known; others are left alone
   * @throws FeatureError when an input is not stated at all, or is a text where the model has numbers
   */
  score(values: FeatureValues): Score {
    let hundredths = Math.round(this.file.basePoints * 100);
    let logOdds = this.file.intercept;
    const contributions = this.#features.map((lookup) => {
      const { name } = lookup.feature;
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) throw new FeatureError(name, 'is not stated; null says that it is not known');
      const place = lookup.find(value);
      const { woe, points } = lookup.feature.bins[place]!;
      hundredths += Math.round(points * 100);
      logOdds += lookup.feature.coefficient * woe;
      return lookup.contributions[place]!;
    });
    return { points: hundredths / 100, logOdds, pd: defaultProbability(logOdds), contributions };
  }
}

/**
 * The features that cost most, the costliest first: what an average borrower gets there, less what this one got. A
 * feature that cost nothing is no reason.
 */
export function topReasons(
  { contributions }: Pick<Score, 'contributions'>,
  atMost = 4,
): readonly Contribution[] {
  const cost = ({ averagePoints, points }: Contribution) => averagePoints - points;
  return contributions
    .filter((each) => cost(each) > 0)
    .sort((a, b) => cost(b) - cost(a) || (a.feature < b.feature ? -1 : 1))
    .slice(0, atMost);
}

/**
 * A model from the text of its file, or from what that parses to.
 * @param available names of the features that the caller can state; without it, any are taken
 * @throws ScorecardError for a file that is malformed, of another version, at odds with itself, or that needs a
 *   feature which is not available. It names the feature.
 */
export function loadScorecard(source: unknown, available?: Iterable<string>): Scorecard {
  const content = typeof source === 'string' ? parsed(source) : source;
  const { version } = (content ?? {}) as { version?: unknown };
  if (version !== SCORECARD_VERSION)
    throw new ScorecardError(
      version === undefined
        ? 'the model file states no version'
        : `the model file is of version ${JSON.stringify(version)}; this program reads version ${SCORECARD_VERSION}`,
    );
  const read = scorecardSpec.safeParse(content);
  if (!read.success) {
    const problems = read.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${placeOf(path, content)}: ${message}`);
    throw new ScorecardError(`the model file is malformed\n${problems.join('\n')}`);
  }
  checkAgreement(read.data);
  if (available) {
    const known = new Set(available);
    const unknown = read.data.inputs.filter((name) => !known.has(name));
    if (unknown.length > 0)
      throw new ScorecardError(`the model needs what is not available: feature ${unknown.join(', ')}`);
  }
  return new Scorecard(read.data);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const { message } = error as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? json.length);
    const line = json.slice(0, position).split('\n').length;
    throw new ScorecardError(`the model file is not JSON: line ${line}`);
  }
}

/** `features.3.bins.0.woe` by the feature's name: nobody counts features in a file. */
function placeOf(path: readonly PropertyKey[], content: unknown): string {
  const [first, place, ...rest] = path;
  if (first !== 'features' || typeof place !== 'number') return path.join('.') || 'the file';
  const named = (content as { features: { name?: unknown }[] }).features[place]?.name;
  const name = typeof named === 'string' ? named : `number ${place + 1}`;
  return [`feature ${name}`, ...(rest.length > 0 ? [rest.join('.')] : [])].join(', ');
}

// Points are rounded to the hundredth; half of one, and a little for the decimals of the other numbers.
const ROUNDING = 0.0051;

/** What the form alone cannot say. @throws ScorecardError */
function checkAgreement(file: ScorecardFile): void {
  const refuse = (name: string, problem: string): never => {
    throw new ScorecardError(`feature ${name}: ${problem}`);
  };
  const names = file.features.map(({ name }) => name);
  for (const name of file.inputs) if (!names.includes(name)) refuse(name, 'is an input and has no bins');
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i) refuse(name, 'stands there twice');
    if (!file.inputs.includes(name)) refuse(name, 'is not among the inputs');
  }
  const factor = pointsPerLogOdds(file.scaling);
  if (Math.abs(pointsOf(file.intercept, file.scaling) - file.basePoints) > ROUNDING)
    throw new ScorecardError('the base points are not those of the intercept');
  for (const feature of file.features) {
    const problem = problemOfBins(feature);
    if (problem !== null) refuse(feature.name, problem);
    for (const bin of feature.bins)
      if (Math.abs(bin.points - factor * feature.coefficient * bin.woe) > ROUNDING)
        refuse(
          feature.name,
          `the points of the bin ${binLabel(bin)} are not those of its weight of evidence`,
        );
  }
}

/** Every value falls into one bin, and one only. */
function problemOfBins({ kind, bins }: ScorecardFeature): string | null {
  const of = <K extends ScorecardBin['kind']>(wanted: K) =>
    bins.filter((bin): bin is Extract<ScorecardBin, { kind: K }> => bin.kind === wanted);
  if (of('MISSING').length !== 1) return 'it needs one bin for missing values';
  const codes = of('SPECIAL').map(({ code }) => code);
  if (new Set(codes).size < codes.length) return 'a special code stands in two bins';
  if (kind === 'CATEGORICAL') {
    if (of('INTERVAL').length > 0) return 'categories have no intervals';
    if (of('OTHER').length !== 1) return 'it needs one bin for other categories';
    const named = of('LEVELS').flatMap((bin) => bin.levels);
    return new Set(named).size < named.length ? 'a category stands in two bins' : null;
  }
  if (of('LEVELS').length > 0 || of('OTHER').length > 0) return 'numbers have no categories';
  const intervals = of('INTERVAL');
  if (intervals.length === 0 || intervals[0]!.from !== null || intervals.at(-1)!.to !== null)
    return 'its intervals leave numbers out';
  for (let i = 1; i < intervals.length; i += 1) {
    const { from } = intervals[i]!;
    if (from === null || from !== intervals[i - 1]!.to) return 'its intervals do not follow on each other';
    const before = intervals[i - 1]!.from;
    if (before !== null && before >= from) return 'its intervals are not in order';
  }
  return null;
}

/** The bins that a training row fell into. The others say nothing. */
export const withRows = (bins: readonly ScorecardBin[]): readonly ScorecardBin[] =>
  bins.filter(({ good, bad }) => good + bad > 0);

/** A bin in words. */
export function binLabel(bin: ScorecardBin): string {
  if (bin.kind === 'INTERVAL') {
    if (bin.from === null) return bin.to === null ? 'any number' : `below ${bin.to}`;
    return bin.to === null ? `${bin.from} and above` : `[${bin.from}, ${bin.to})`;
  }
  if (bin.kind === 'LEVELS') return bin.levels.join(' | ');
  if (bin.kind === 'SPECIAL') return `code ${bin.code}`;
  return bin.kind === 'OTHER' ? 'any other' : 'missing';
}

interface Lookup {
  readonly feature: ScorecardFeature;
  readonly contributions: readonly Contribution[];
  /** Place of the bin of a value. */
  find(value: number | string | null): number;
}

function lookupOf(feature: ScorecardFeature): Lookup {
  const { name, bins } = feature;
  const rows = bins.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const averagePoints = toHundredth(
    rows === 0 ? 0 : bins.reduce((sum, { good, bad, points }) => sum + (good + bad) * points, 0) / rows,
  );
  const bestPoints = Math.max(...bins.map(({ points }) => points));
  const contributions = bins.map((bin) => ({
    feature: name,
    bin: binLabel(bin),
    kind: bin.kind,
    woe: bin.woe,
    points: bin.points,
    averagePoints,
    bestPoints,
    reason: feature.reason ?? null,
  }));
  const missing = bins.findIndex(({ kind }) => kind === 'MISSING');
  const special = new Map(bins.flatMap((bin, i) => (bin.kind === 'SPECIAL' ? [[bin.code, i] as const] : [])));
  const codeOf = (value: number | string) => special.get(String(value));
  const findValue = feature.kind === 'NUMERIC' ? numberFinder(name, bins) : levelFinder(bins);
  return {
    feature,
    contributions,
    find: (value) => (value === null ? missing : (codeOf(value) ?? findValue(value))),
  };
}

function numberFinder(name: string, bins: readonly ScorecardBin[]): (value: number | string) => number {
  const intervals = bins.flatMap((bin, place) => (bin.kind === 'INTERVAL' ? [{ place, to: bin.to }] : []));
  return (value) => {
    if (typeof value !== 'number' || Number.isNaN(value)) throw new FeatureError(name, 'is not a number');
    return (intervals.find(({ to }) => to === null || value < to) ?? intervals.at(-1)!).place;
  };
}

function levelFinder(bins: readonly ScorecardBin[]): (value: number | string) => number {
  const places = new Map(
    bins.flatMap((bin, place) =>
      bin.kind === 'LEVELS' ? bin.levels.map((level) => [level, place] as const) : [],
    ),
  );
  const other = bins.findIndex(({ kind }) => kind === 'OTHER');
  return (value) => places.get(String(value)) ?? other;
}
