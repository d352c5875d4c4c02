import { hostname } from 'node:os';
import type { Clock } from '../../kernel';
import { type Database, fromSqlInstant, type Transaction } from '../../platform/database';
import { ImportLeaseEntity } from '../import-run.entity';
import { despiteClashes } from '../load/clash';

/** Somebody else is importing the source. Nothing has been loaded. */
export class SourceBusyError extends Error {
  override readonly name = 'SourceBusyError';
}

/** The lease ran out and another import took the source; the batch at hand was not stored. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
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
 * One import of a source at a time, across processes and machines: a row with a time that runs out. Every batch renews
 * the row in its own transaction, so that an import that was taken for dead cannot store anything after it lost it.
 */
export class SourceLease {
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly source: string,
    private readonly token: string,
  ) {
    // For long stretches without a batch, such as reading a file again; a batch finds out by itself when it is lost.
    this.#timer = setInterval(
      () => void database.write((transaction) => this.hold(transaction)).catch(() => undefined),
      RENEW_EVERY_MS,
    );
    this.#timer.unref();
  }

  /** @throws SourceBusyError that names who holds the source, and until when. */
  static async take(database: Database, clock: Clock, source: string, token: string): Promise<SourceLease> {
    const now = clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    // Two that begin at once clash; the second then finds the row of the first.
    await despiteClashes(() =>
      database.write(async (transaction) => {
        const update =
          'UPDATE import_lease SET token = ?, holder = ?, taken_at = ?, leased_until = ? WHERE source = ?';
        const values = [token, holderHere(), now, until, source];
        if ((await transaction.run(`${update} AND leased_until < ?`, [...values, now])) === 1) return;
        const [held] = await transaction.rows<{
          token: string | number;
          holder: string;
          taken_at: string;
          leased_until: string;
        }>('SELECT token, holder, taken_at, leased_until FROM import_lease WHERE source = ?', [source]);
        if (!held) {
          const row = { source, token, holder: holderHere(), takenAt: now, leasedUntil: until };
          return transaction.insert(ImportLeaseEntity, [row]);
        }
        const isTaken =
          isGone(held.holder) &&
          (await transaction.run(`${update} AND token = ?`, [...values, String(held.token)])) === 1;
        if (!isTaken)
          throw new SourceBusyError(
            `${source} is being imported by ${held.holder} since ${spelt(held.taken_at)}; ` +
              `if that died, the source is free after ${spelt(held.leased_until)}`,
          );
      }),
    );
    return new SourceLease(database, clock, source, token);
  }

  /** Renews the lease inside a transaction, which must not be stored without it. @throws LeaseLostError */
  async hold(transaction: Transaction): Promise<void> {
    const until = new Date(this.clock.now().getTime() + LEASE_MS);
    const held = await transaction.run(
      'UPDATE import_lease SET leased_until = ? WHERE source = ? AND token = ?',
      [until, this.source, this.token],
    );
    if (held !== 1)
      throw new LeaseLostError(
        `the lease on ${this.source} ran out and another import took it; this one stops`,
      );
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.database.write((transaction) =>
      transaction.run('DELETE FROM import_lease WHERE source = ? AND token = ?', [this.source, this.token]),
    );
  }
}

const spelt = (instant: string): string =>
  fromSqlInstant(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
