import type { Planted } from './planted';

/** What the demo fills, in the order in which it is loaded: whatever a record refers to comes before it. */
export const DEMO_TARGETS = [
  'subject',
  'account',
  'account_holder',
  'ledger_entry',
  'standing_order',
  'supplier',
  'dealer',
  'order',
  'order_line',
  'waybill',
  'invoice',
  'trade_payment',
  'loan',
  'loan_instalment',
  'loan_payment',
  'relation',
  'device',
  'device_use',
  'contact_point',
  'contact_point_use',
  'lawsuit',
  'consent',
] as const;

export type DemoTarget = (typeof DEMO_TARGETS)[number];

/** A record of an import target: its fields as canonical text. */
export type DemoRecord = Readonly<Record<string, string | null>>;

export type DemoRecords = Readonly<Record<DemoTarget, readonly DemoRecord[]>>;

/** Where the stories write their records, each under its key, and what they hide in them. */
export class Book {
  readonly planted: Planted[] = [];
  readonly #pages = new Map<DemoTarget, Map<string, DemoRecord>>(
    DEMO_TARGETS.map((target) => [target, new Map()]),
  );

  /** @throws RangeError when two records of a target claim one key. */
  add(target: DemoTarget, key: string, fields: DemoRecord): void {
    const page = this.#page(target);
    if (page.has(key)) throw new RangeError(`two records of ${target} have the key ${key}`);
    page.set(key, { key, ...fields });
  }

  has(target: DemoTarget, key: string): boolean {
    return this.#page(target).has(key);
  }

  /** Adds what several stories mention, such as a shared telephone, once. */
  addOnce(target: DemoTarget, key: string, fields: DemoRecord): void {
    if (!this.has(target, key)) this.add(target, key, fields);
  }

  /** Records so far. */
  get size(): number {
    return [...this.#pages.values()].reduce((sum, page) => sum + page.size, 0);
  }

  records(): DemoRecords {
    return Object.fromEntries(
      DEMO_TARGETS.map((target) => [target, [...this.#page(target).values()]]),
    ) as unknown as DemoRecords;
  }

  #page(target: DemoTarget): Map<string, DemoRecord> {
    return this.#pages.get(target)!;
  }
}
