import type { Money, Sensitive } from '../../kernel';
import type { AccountKind, AccountStatus, EntryDirection } from './account.codes';

export interface AccountRecord {
  readonly id: string;
  /** The subject through whom it was reached is not part of it: an account may have several holders. */
  readonly accountNo: Sensitive<string>;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  readonly balance: Money;
  readonly openedOn: string;
  readonly closedOn: string | null;
}

export interface LedgerEntryRecord {
  readonly id: string;
  readonly bookedOn: string;
  readonly direction: EntryDirection;
  readonly kind: string;
  readonly amount: Money;
  readonly balance: Money | null;
  readonly purpose: string | null;
  readonly counterpartyBank: string | null;
  readonly counterpartyAccount: Sensitive<string> | null;
}

export interface StandingOrderRecord {
  readonly id: string;
  readonly amount: Money;
  readonly purpose: string | null;
  readonly counterpartyBank: string | null;
  readonly counterpartyAccount: Sensitive<string> | null;
}
