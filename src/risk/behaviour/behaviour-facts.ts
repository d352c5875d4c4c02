import type { BusinessDate } from '../../kernel';

/**
 * What a borrower's ledger and devices say of how he behaves, counted by the database. Amounts are minor units; rows are
 * those of his own accounts, as owner or co-holder.
 */

/** Bookings of one month, direction and kind, on working days or on weekends. */
export interface LedgerCell {
  readonly currency: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly direction: 'CREDIT' | 'DEBIT';
  readonly isWeekend: boolean;
  readonly kind: string;
  readonly purpose: string | null;
  readonly bookings: number;
  readonly sumMinor: bigint;
}

/** What went to or came from one other account, over the whole window. */
export interface CounterpartyCell {
  readonly currency: string;
  readonly direction: 'CREDIT' | 'DEBIT';
  /** Tells counterparties apart within one answer and says nothing else. */
  readonly mark: string;
  readonly bookings: number;
  readonly sumMinor: bigint;
  /** Months with a booking. */
  readonly months: number;
  /** Counterparties of this direction and currency in all; only the largest are told. */
  readonly ofCounterparties: number;
  readonly ofSumMinor: bigint;
}

export interface LedgerFacts {
  readonly cells: readonly LedgerCell[];
  readonly counterparties: readonly CounterpartyCell[];
}

/** A device that the borrower used. */
export interface DeviceUseFacts {
  readonly deviceId: string;
  readonly kind: 'PHONE' | 'COMPUTER' | 'TABLET' | 'OTHER';
  readonly isEmulator: boolean;
  readonly times: number;
  readonly firstSeenOn: BusinessDate | null;
  readonly lastSeenOn: BusinessDate | null;
  /** Subjects who used it, the borrower among them. */
  readonly users: number;
}

export interface SocialFacts {
  /** Numbers, addresses and mailboxes at which he is reached. */
  readonly contactPoints: number;
  readonly sharedContactPoints: readonly { readonly contactPointId: string; readonly users: number }[];
  /** Persons and firms tied to him, by kind of the relation. */
  readonly relations: readonly { readonly kind: string; readonly count: number }[];
}

export class BehaviourRefused extends Error {
  override readonly name = 'BehaviourRefused';

  constructor(
    /** Such as `cells[0].sumMinor`. */
    readonly place: string,
    readonly problem: 'NEGATIVE' | 'FUTURE' | 'NOT_A_DATE' | 'NOT_WHOLE',
  ) {
    super(`${place}: ${problem}`);
  }
}

/** @throws BehaviourRefused */
export function wholeAmount(place: string, value: bigint): void {
  if (typeof value !== 'bigint') throw new BehaviourRefused(place, 'NOT_WHOLE');
  if (value < 0n) throw new BehaviourRefused(place, 'NEGATIVE');
}

/** @throws BehaviourRefused */
export function wholeCount(place: string, value: number): void {
  if (!Number.isSafeInteger(value)) throw new BehaviourRefused(place, 'NOT_WHOLE');
  if (value < 0) throw new BehaviourRefused(place, 'NEGATIVE');
}
