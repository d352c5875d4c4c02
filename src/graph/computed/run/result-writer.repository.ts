import type { Database, EntityClass } from '../../../platform/database';
import type { Lease } from '../../../platform/lease';

// One transaction; larger ones gain nothing and hold up other writers of an embedded database.
const BATCH = 4_000;

/** Stores results in batches, each under the lease, so that memory does not grow with them. */
export class ResultWriter {
  readonly #rows = new Map<EntityClass<object>, object[]>();
  #waiting = 0;
  #written = 0;

  constructor(
    private readonly database: Database,
    private readonly lease: Lease,
    private readonly onWritten: (rows: number) => void = () => {},
  ) {}

  add<E extends object>(entity: EntityClass<E>, row: E): void {
    const rows = this.#rows.get(entity);
    if (rows) rows.push(row);
    else this.#rows.set(entity, [row]);
    this.#waiting += 1;
  }

  /** Time to `flush`. */
  get isFull(): boolean {
    return this.#waiting >= BATCH;
  }

  async flush(): Promise<void> {
    if (this.#waiting === 0) return;
    await this.database.write(async (transaction) => {
      await this.lease.hold(transaction);
      for (const [entity, rows] of this.#rows) await transaction.insert(entity, rows);
    });
    this.#rows.clear();
    this.#written += this.#waiting;
    this.onWritten(this.#written);
    this.#waiting = 0;
  }
}
