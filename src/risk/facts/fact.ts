/** Why something is not known. None of them means zero. */
export const MISSING_REASONS = [
  'NOT_RECORDED',
  'NOT_SAID',
  'NOT_COMPUTED',
  'INVALID',
  'NOT_STORED',
  'STALE',
  'NO_RECORD',
  'CONSENT_REQUIRED',
  'PURPOSE_NOT_ALLOWED',
  'NOT_COVERED',
  'SWITCHED_OFF',
  'NOT_PERMITTED',
  'NOT_ASKED',
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** Where a fact comes from. */
export interface Origin {
  /** A bureau by its code, or a part of the gateway: `loans`, `ledger`, `trade`, `graph`, ... */
  readonly source: string;
  /** When it was so: an instant, or a business date; null where the source does not say. */
  readonly observedAt: string | null;
  /** The consent that it was fetched under; null for what needs none. */
  readonly consentNo: string | null;
}

export interface Known<T> extends Origin {
  readonly known: true;
  readonly value: T;
}

export interface Missing extends Origin {
  readonly known: false;
  readonly reason: MissingReason;
  /** The place at fault of what is INVALID, such as `loans[0].outstandingMinor`; null otherwise. */
  readonly place: string | null;
}

/** Something that is known, or known to be missing. Missing is a value of its own, never zero. */
export type Fact<T> = Known<T> | Missing;

const NOWHERE = { observedAt: null, consentNo: null };

export const known = <T>(
  value: T,
  source: string,
  origin: Partial<Omit<Origin, 'source'>> = {},
): Known<T> => ({ known: true, value, source, ...NOWHERE, ...origin });

export const missing = (
  reason: MissingReason,
  source: string,
  rest: Partial<Pick<Missing, 'observedAt' | 'consentNo' | 'place'>> = {},
): Missing => ({ known: false, reason, source, ...NOWHERE, place: null, ...rest });

/** What follows from a fact; what is missing stays missing for the same reason. */
export const derived = <T, R>(fact: Fact<T>, follow: (value: T) => R): Fact<R> =>
  fact.known ? { ...fact, value: follow(fact.value) } : fact;
