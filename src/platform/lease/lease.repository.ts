import { hostname } from 'node:os';
import type { Clock } from '../../kernel';
import {
  type Database,
  type EntityClass,
  fromSqlInstant,
  type Transaction,
  writeAgainOnClash,
} from '../database';

/** Somebody else is at it. Nothing has been done. */
export class LeaseBusyError extends Error {
  override readonly name = 'LeaseBusyError';
}

/** The lease ran out and somebody else took it; the work at hand was not stored. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** What is leased. The row class has, beside its key: token, holder, takenAt, leasedUntil. */
export interface LeaseKind {
  readonly entity: EntityClass<object>;
  readonly table: string;
  /** The one key column, by the same name as the property. */
  readonly key: string;
  /** As in "crm is being imported by ...". */
  readonly isBusy: string;
  /** As in "the source is free after ...". */
  readonly thing: string;
  /** As in "another import took it". */
  readonly holder: string;
}

// Far longer than a batch takes, and no longer than an operator waits for a machine that died to be given up.
const LEASE_MS = 60_000;
const RENEW_EVERY_MS = LEASE_MS / 4;

const HERE = hostname();
const holderHere = (): string => `${HERE}, process ${process.pid}`;

/** True of a process of this machine that is no more: its lease need not be waited for. */
function isGone(holder: string): boolean {
  const [, host, pid] = /^(.*), process (\d+)$/s.exec(holder) ?? [];
  if (host !== HERE || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Whoever holds it renews the row with every batch, in the batch's own transaction, so that work that was taken for dead
 * cannot store anything after it lost the lease.
 */
export class Lease {
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly kind: LeaseKind,
    private readonly name: string,
    private readonly token: string,
  ) {
    // For long stretches without a batch; a batch finds out by itself when the lease is lost.
    this.#timer = setInterval(
      () => void database.write((transaction) => this.hold(transaction)).catch(() => undefined),
      RENEW_EVERY_MS,
    );
    this.#timer.unref();
  }

  /** @throws LeaseBusyError that names who holds it, and until when. */
  static async take(
    database: Database,
    clock: Clock,
    kind: LeaseKind,
    name: string,
    token: string,
  ): Promise<Lease> {
    const now = clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const { entity, table, key } = kind;
    // Two that begin at once clash; the second then finds the row of the first.
    await writeAgainOnClash(database, async (transaction) => {
      const update = `UPDATE ${table} SET token = ?, holder = ?, taken_at = ?, leased_until = ? WHERE ${key} = ?`;
      const values = [token, holderHere(), now, until, name];
      if ((await transaction.run(`${update} AND leased_until < ?`, [...values, now])) === 1) return;
      const [held] = await transaction.rows<{
        token: string | number;
        holder: string;
        taken_at: string;
        leased_until: string;
      }>(`SELECT token, holder, taken_at, leased_until FROM ${table} WHERE ${key} = ?`, [name]);
      if (!held) {
        const row = { [key]: name, token, holder: holderHere(), takenAt: now, leasedUntil: until };
        return transaction.insert(entity, [row]);
      }
      const isTaken =
        isGone(held.holder) &&
        (await transaction.run(`${update} AND token = ?`, [...values, String(held.token)])) === 1;
      if (!isTaken)
        throw new LeaseBusyError(
          `${name} ${kind.isBusy} by ${held.holder} since ${spelt(held.taken_at)}; ` +
            `if that died, the ${kind.thing} is free after ${spelt(held.leased_until)}`,
        );
    });
    return new Lease(database, clock, kind, name, token);
  }

  /** Renews the lease inside a transaction, which must not be stored without it. @throws LeaseLostError */
  async hold(transaction: Transaction): Promise<void> {
    const { table, key, holder } = this.kind;
    const until = new Date(this.clock.now().getTime() + LEASE_MS);
    const held = await transaction.run(
      `UPDATE ${table} SET leased_until = ? WHERE ${key} = ? AND token = ?`,
      [until, this.name, this.token],
    );
    if (held !== 1)
      throw new LeaseLostError(
        `the lease on ${this.name} ran out and another ${holder} took it; this one stops`,
      );
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    const { table, key } = this.kind;
    await this.database.write((transaction) =>
      transaction.run(`DELETE FROM ${table} WHERE ${key} = ? AND token = ?`, [this.name, this.token]),
    );
  }
}

const spelt = (instant: string): string =>
  fromSqlInstant(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
