import { Sensitive } from '../../../../src/kernel';
import { deviceScene } from '../../../../src/risk/behaviour/device-scene';
import { paymentPortrait } from '../../../../src/risk/behaviour/payment-portrait';
import type { BorrowerFacts } from '../../../../src/risk/facts/borrower-facts';
import { known } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import type { ItemCode } from '../../../../src/risk/portrait/items';
import type { Material } from '../../../../src/risk/portrait/material';
import type { Item, Shown } from '../../../../src/risk/portrait/portrait';
import type { CounterpartyReconciliation } from '../../../../src/risk/three-flows/core/reconcile-counterparty';
import { AS_OF, POLICY } from '../some-facts';

export const NO_SOCIAL = { contactPoints: 0, sharedContactPoints: [], relations: [] };

export const trades = (change: Partial<CounterpartyReconciliation> = {}): CounterpartyReconciliation => ({
  from: '2025-07-01',
  asOf: AS_OF,
  trades: [],
  matured: 0,
  pending: 0,
  refused: [],
  isTruncated: false,
  currencies: [],
  grade: null,
  level: 'NONE',
  findings: [],
  ...change,
});

/** A trade of a day, as far as a portrait looks at it. */
export const aTradeOn = (orderedOn: string) =>
  ({ orderedOn }) as CounterpartyReconciliation['trades'][number];

/** Everything of a borrower whose facts are these; of whom nothing else is said. */
export const aMaterial = (facts: BorrowerFacts, change: Partial<Material> = {}): Material => ({
  identity: {
    name: Sensitive.of('林清'),
    birthDate: Sensitive.of('1985-03-12'),
    regionCode: '370202',
    identifiers: [
      { scheme: 'RESIDENT_ID', value: Sensitive.of('370299198503120024') },
      { scheme: 'CREDIT_CODE', value: Sensitive.of('91370299MA00000150') },
      { scheme: 'MOBILE', value: Sensitive.of('14000000001') },
    ],
  },
  ecosystem: { roles: ['ACCOUNT_HOLDER'], accountsOpenedOn: ['2019-04-02'], hasMoreAccounts: false },
  facts,
  indicators: assess(facts, POLICY),
  trades: trades(),
  payments: known(
    paymentPortrait({ cells: [], counterparties: [] }, NO_SOCIAL, AS_OF, POLICY.limits.fraud),
    'ledger',
    {
      observedAt: AS_OF,
    },
  ),
  lastBookedMonth: null,
  devices: known(deviceScene([], AS_OF, POLICY.limits.fraud), 'devices', { observedAt: AS_OF }),
  ...change,
});

export const payments = (
  cells: Parameters<typeof paymentPortrait>[0]['cells'],
  social: Parameters<typeof paymentPortrait>[1] = NO_SOCIAL,
) =>
  known(paymentPortrait({ cells, counterparties: [] }, social, AS_OF, POLICY.limits.fraud), 'ledger', {
    observedAt: AS_OF,
  });

/** What an item shows, in a word; a reason in brackets where it is missing. */
export function shown(items: readonly Item[], code: ItemCode, about: string | null = null): string {
  const found = items.filter((one) => one.code === code && one.about === about);
  if (found.length !== 1) return `${found.length} items`;
  const { fact } = found[0] as Item;
  return fact.known ? textOf(fact.value) : `(${fact.reason})`;
}

function textOf(value: Shown): string {
  switch (value.kind) {
    case 'TEXT':
      return value.text;
    case 'DAY':
      return value.day;
    case 'SHARE':
      return String(value.share);
    case 'MONEY':
      return value.amounts.map(({ minor, currency }) => `${minor} ${currency}`).join(', ');
    case 'PERSONAL':
      return value.mask(value.clear.reveal());
    default:
      return String(value.count);
  }
}
