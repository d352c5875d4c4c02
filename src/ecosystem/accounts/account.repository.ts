import { money } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import { type Database, type ListShape } from '../../platform/database';
import { bindById, bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { AccountKind, AccountStatus, EntryDirection } from './account.codes';
import {
  type AccountFilter,
  accountById,
  accountList,
  accountsOfSubject,
  ledgerOfAccount,
  standingOrdersOfAccount,
} from './account.loaders';
import type { AccountRecord, LedgerEntryRecord, StandingOrderRecord } from './account.records';

interface AccountRow {
  id: string | number;
  no_cell: Buffer;
  kind: AccountKind;
  status: AccountStatus;
  balance_minor: string | number;
  currency: string;
  opened_on: string;
  closed_on: string | null;
}

interface EntryRow {
  id: string | number;
  booked_on: string;
  direction: EntryDirection;
  kind: string;
  amount_minor: string | number;
  balance_minor: string | number | null;
  currency: string;
  purpose: string | null;
  counterparty_bank: string | null;
  counterparty_account_cell: Buffer | null;
}

const ACCOUNT = 'a.id, a.no_cell, a.kind, a.status, a.balance_minor, a.currency, a.opened_on, a.closed_on';
const COUNTERPARTY = 'purpose, counterparty_bank, counterparty_account_cell';

const NEWEST_ACCOUNT_FIRST = [
  { column: 'a.opened_on', direction: 'DESC' },
  { column: 'a.id', direction: 'DESC' },
] as const;

export class AccountRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: DataVault,
  ) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(
        accountById,
        this.database,
        { select: ACCOUNT, from: 'account a', key: 'a.id' },
        (row: AccountRow) => this.#account(row),
      ),
      bindList(accountsOfSubject, this.database, ofSubject, (row: AccountRow) => this.#account(row)),
      bindList(accountList, this.database, all, (row: AccountRow) => this.#account(row)),
      bindList(ledgerOfAccount, this.database, ledger, (row: EntryRow) => this.#entry(row)),
      bindList(standingOrdersOfAccount, this.database, standingOrders, (row: EntryRow) =>
        this.#standingOrder(row),
      ),
    ];
  }

  #account(row: AccountRow): AccountRecord {
    const id = String(row.id);
    return {
      id,
      accountNo: this.vault.sensitive(row.no_cell, { table: 'account', column: 'no_cell', row: id }),
      kind: row.kind,
      status: row.status,
      balance: money(BigInt(row.balance_minor), row.currency),
      openedOn: row.opened_on,
      closedOn: row.closed_on,
    };
  }

  #entry(row: EntryRow): LedgerEntryRecord {
    return {
      ...this.#standingOrder(row, 'ledger_entry'),
      bookedOn: row.booked_on,
      direction: row.direction,
      kind: row.kind,
      balance: row.balance_minor === null ? null : money(BigInt(row.balance_minor), row.currency),
    };
  }

  #standingOrder(
    row: Omit<EntryRow, 'booked_on' | 'direction' | 'kind' | 'balance_minor'>,
    table = 'standing_order',
  ): StandingOrderRecord {
    const id = String(row.id);
    return {
      id,
      amount: money(BigInt(row.amount_minor), row.currency),
      purpose: row.purpose,
      counterpartyBank: row.counterparty_bank,
      counterpartyAccount: this.vault.sensitiveNullable(row.counterparty_account_cell, {
        table,
        column: 'counterparty_account_cell',
        row: id,
      }),
    };
  }
}

/** An account that a subject holds in several roles counts once: the smallest row of the holder stands for it. */
const ofSubject = (): ListShape & { parent: string } => ({
  select: ACCOUNT,
  from: 'account_holder h JOIN account a ON a.id = h.account_id',
  where: `h.id = (SELECT MIN(o.id) FROM account_holder o WHERE o.subject_id = h.subject_id AND o.account_id = h.account_id)`,
  parent: 'h.subject_id',
  order: NEWEST_ACCOUNT_FIRST,
});

const all = (order: string, filter: AccountFilter): ListShape => ({
  select: ACCOUNT,
  from: 'account a',
  ...(filter.status && { where: 'a.status = ?', values: [filter.status] }),
  order:
    order === 'OPENED_AT_ASC'
      ? NEWEST_ACCOUNT_FIRST.map(({ column }) => ({ column, direction: 'ASC' as const }))
      : NEWEST_ACCOUNT_FIRST,
});

const ledger = (): ListShape & { parent: string } => ({
  select: `id, booked_on, direction, kind, amount_minor, balance_minor, currency, ${COUNTERPARTY}`,
  from: 'ledger_entry',
  parent: 'account_id',
  order: [
    { column: 'booked_on', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
});

const standingOrders = (): ListShape & { parent: string } => ({
  select: `id, amount_minor, currency, ${COUNTERPARTY}`,
  from: 'standing_order',
  parent: 'account_id',
  order: [{ column: 'id', direction: 'ASC' }],
});
