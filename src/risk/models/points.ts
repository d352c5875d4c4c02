/** How the logarithm of the odds becomes points. */
export interface Scaling {
  /** Points at the base odds. */
  readonly baseScore: number;
  /** Good to bad. */
  readonly baseOdds: number;
  /** Points that double the odds (points to double the odds). */
  readonly pdo: number;
}

/** Siddiqi's scale: 600 points at 50 to 1, and 20 double the odds. */
export const DEFAULT_SCALING: Scaling = { baseScore: 600, baseOdds: 50, pdo: 20 };

/** Points of one unit of the logarithm of the odds. */
export const pointsPerLogOdds = ({ pdo }: Scaling): number => pdo / Math.LN2;

/** Points of the logarithm of the odds, good to bad. */
export const pointsOf = (logOdds: number, scaling: Scaling): number =>
  scaling.baseScore + pointsPerLogOdds(scaling) * (logOdds - Math.log(scaling.baseOdds));

/** Probability of default at the logarithm of the odds, good to bad. */
export const defaultProbability = (logOdds: number): number => 1 / (1 + Math.exp(logOdds));

/** Points are stated to the hundredth: a table of them then adds up to the score exactly. */
export const toHundredth = (value: number): number => Math.round(value * 100) / 100;
