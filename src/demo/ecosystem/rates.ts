/**
 * How often things are in a generated ecosystem. They are chosen so that each pattern is rare enough to have to be looked
 * for and, in ten thousand accounts and three hundred dealers, common enough to be found; they measure no market.
 */
export const RATES = {
  /** Of the groups of people those that are device rings, and those of whom all name one emergency contact. */
  ring: 0.003,
  sharedContact: 0.002,
  /** Of households of two or more, those with one mobile number for two. */
  sharedMobile: 0.01,
  /** Of account holders outside rings, those who borrow. */
  borrower: 0.25,
  /** Of account holders, those whose account sleeps: nothing was booked, and no phone was seen. */
  asleep: 0.5,
  /** Of account holders, those who were seen on a dealer's terminal, and on the public network of the core enterprise. */
  terminal: 0.08,
  publicNetwork: 0.02,
  /** Of dealers, those who borrow, and of these those for whom their owner answers. */
  dealerLoan: 0.5,
  ownerGuarantee: 0.3,
  /** Of circles of guarantees, those in which one does not pay. */
  brokenCircle: 0.4,
  /** Of dealers, those before the courts. */
  sued: 0.02,
  /** Of suppliers, those that trade with a firm on paper, and those that borrow twice on one delivery. */
  fictitious: 0.02,
  duplicateFinancing: 0.02,
} as const;

/** What binds dealers that are told of together, as shares of such groups. */
export const BONDS = [
  ['NONE', 0.88],
  ['RING', 0.03],
  ['MUTUAL', 0.03],
  ['JOINT', 0.02],
  ['OFFICE', 0.02],
  ['CIRCULAR_TRADE', 0.02],
] as const;

/** How firms are owned, as shares of all. */
export const OWNING = [
  ['ALONE', 0.88],
  ['CHAIN', 0.05],
  ['CROSS', 0.02],
  ['UNKNOWN', 0.03],
  ['QUARTER', 0.02],
] as const;

/** How borrowers pay, as shares of all loans. */
export const PAYING = [
  ['ON_TIME', 0.84],
  ['LATE', 0.08],
  ['CAUGHT_UP', 0.02],
  ['STOPPED_LATELY', 0.04],
  ['STOPPED', 0.02],
] as const;

/** What borrowers agreed to, as shares of all. */
export const AGREEING = [
  ['HOLDS', 0.97],
  ['EXPIRED', 0.01],
  ['REVOKED', 0.01],
  ['NEVER', 0.01],
] as const;

/** What borrowers owe elsewhere, as shares of those who have an income. */
export const ELSEWHERE = [
  ['NOTHING', 0.97],
  ['MULTI_PLATFORM', 0.02],
  ['OVER_INDEBTED', 0.01],
] as const;

/** Accounts for each of which somebody without one is known: a thin file. */
export const ACCOUNTS_PER_OUTSIDER = 100;

/** Orders of a partner: most have a handful, the largest a thousand. */
export const ORDERS = { least: 6, most: 1_000 } as const;

/** Share of a year's trade by month: stocking up before Spring Festival, for 1 May, for 18 June and for 11 November. */
export const SEASON = [1.3, 0.6, 0.8, 1.1, 1.3, 1.5, 0.8, 0.8, 1.0, 1.2, 1.6, 1.0] as const;
