import type { Sensitive } from '../../kernel';
import type { IdentityScheme } from '../../kernel/identity';
import type { DeviceScene } from '../behaviour/device-scene';
import type { PaymentPortrait } from '../behaviour/payment-portrait';
import type { BorrowerFacts } from '../facts/borrower-facts';
import type { Fact } from '../facts/fact';
import type { Indicator } from '../indicators/indicator';
import type { CounterpartyReconciliation } from '../three-flows/core/reconcile-counterparty';

export interface IdentityMaterial {
  readonly name: Sensitive<string> | null;
  readonly birthDate: Sensitive<string> | null;
  readonly regionCode: string | null;
  readonly identifiers: readonly { readonly scheme: IdentityScheme; readonly value: Sensitive<string> }[];
}

export interface EcosystemMaterial {
  readonly roles: readonly string[];
  /** The newest of them, and whether there are more. */
  readonly accountsOpenedOn: readonly string[];
  readonly hasMoreAccounts: boolean;
}

/** All that a portrait is composed of. It is gathered elsewhere: nothing here asks anybody. */
export interface Material {
  readonly identity: IdentityMaterial;
  readonly ecosystem: EcosystemMaterial;
  readonly facts: BorrowerFacts;
  readonly indicators: readonly Indicator[];
  readonly trades: CounterpartyReconciliation;
  /** Missing where what is stored cannot be. */
  readonly payments: Fact<PaymentPortrait>;
  /** The last month with a booking, `YYYY-MM`; null without one. */
  readonly lastBookedMonth: string | null;
  readonly devices: Fact<DeviceScene>;
}
