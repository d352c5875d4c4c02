/**
 * How often things are in a generated ecosystem. They are chosen so that each pattern is rare enough to have to be looked
 * for and, in ten thousand accounts, common enough to be found; they measure no market.
 */
export const RATES = {
  /** Of the groups of people (households, rings) those that are device rings. */
  ring: 0.003,
  /** Of account holders outside rings, those who borrow. */
  borrower: 0.25,
  /** Of account holders, those who were seen on a dealer's terminal. */
  terminal: 0.08,
  /** Of dealers' groups, those that guarantee each other in a circle. */
  circle: 0.03,
  /** Of dealers, those who borrow, and of these those for whom their owner answers. */
  dealerLoan: 0.5,
  ownerGuarantee: 0.3,
  /** Of suppliers, those that trade with a firm on paper. */
  fictitious: 0.02,
} as const;

/** How borrowers pay, as shares of all loans. */
export const PAYING = [
  ['ON_TIME', 0.86],
  ['LATE', 0.08],
  ['STOPPED_LATELY', 0.04],
  ['STOPPED', 0.02],
] as const;

/** Orders of a partner: most have a handful, the largest a thousand. */
export const ORDERS = { least: 6, most: 1_000 } as const;

/** Share of a year's trade by month: stocking up before Spring Festival, for 1 May, for 18 June and for 11 November. */
export const SEASON = [1.3, 0.6, 0.8, 1.1, 1.3, 1.5, 0.8, 0.8, 1.0, 1.2, 1.6, 1.0] as const;
