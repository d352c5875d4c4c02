import * as ecosystem from '../../ecosystem/bulk';
import { canonicalIdentifier, describeProblem } from '../../kernel/identity';
import { code, currency, date, type Field, FieldError, money, oneOf, refersTo, required } from './field';
import { target } from './target';

const accountNo: Field<string, false, ''> = {
  ...code(40),
  form: 'account number',
  read(value, { today }) {
    const check = canonicalIdentifier('ACCOUNT_NO', value, { today });
    if (!check.ok) throw new FieldError(describeProblem(check.problem));
    return check.value;
  },
};

const account = target({
  name: 'account',
  entity: ecosystem.AccountEntity,
  merge: ecosystem.mergeAccounts,
  fields: {
    accountNo: required(accountNo),
    kind: required(oneOf(ecosystem.ACCOUNT_KINDS)),
    status: required(oneOf(ecosystem.ACCOUNT_STATUSES)),
    balance: required(money()),
    currency: required(currency()),
    openedOn: required(date()),
    closedOn: date(),
    regionCode: code(12),
  },
});

const accountHolder = target({
  name: 'account_holder',
  entity: ecosystem.AccountHolderEntity,
  merge: ecosystem.mergeAccountHolders,
  fields: {
    subject: required(refersTo('subject')),
    account: required(refersTo('account')),
    role: required(oneOf(ecosystem.HOLDER_ROLES)),
    since: date(),
  },
});

const ledgerEntry = target({
  name: 'ledger_entry',
  entity: ecosystem.LedgerEntryEntity,
  merge: ecosystem.mergeLedgerEntries,
  fields: {
    account: required(refersTo('account')),
    bookedOn: required(date()),
    direction: required(oneOf(ecosystem.ENTRY_DIRECTIONS)),
    kind: required(code(24)),
    amount: required(money()),
    balance: money(),
    currency: required(currency()),
    purpose: code(24),
    counterpartyBank: code(24),
    counterpartyAccount: accountNo,
  },
});

const standingOrder = target({
  name: 'standing_order',
  entity: ecosystem.StandingOrderEntity,
  merge: ecosystem.mergeStandingOrders,
  fields: {
    account: required(refersTo('account')),
    amount: required(money()),
    currency: required(currency()),
    purpose: code(24),
    counterpartyBank: code(24),
    counterpartyAccount: accountNo,
  },
});

/** In load order. */
export const ACCOUNT_TARGETS = [account, accountHolder, ledgerEntry, standingOrder];
