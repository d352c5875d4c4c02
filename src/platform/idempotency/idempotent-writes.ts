import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../crypto';
import { type Database, type IdGenerator, type Transaction, writeAgainOnClash } from '../database';
import { canonicalRequest } from './canonical-request';
import { claimKey, finish, forget, type KeyOfRequest, release, takeOver } from './idempotency-key.repository';

/** What JSON holds: an answer is stored sealed and read again. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface NamedRequest {
  readonly clientId: string;
  /** The client's own name for the request; null: it takes the risk of doing it twice. */
  readonly key: string | null;
  readonly operation: string;
  readonly input: object;
}

export interface IdempotencyDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
}

// An attempt takes milliseconds. One that is still open after this long was left by a crash.
const LEASE_MS = 30_000;
// Clients repeat within minutes; a week outlasts a weekend's outage.
export const KEY_KEPT_MS = 7 * 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

/** Does a named request once. */
export class IdempotentWrites {
  #forgottenAt = 0;

  constructor(private readonly deps: IdempotencyDeps) {}

  /**
   * Runs the work as one transaction, and stores its answer under the key in that same transaction. The same request
   * under the same key is answered from there for a week. Work that throws has done nothing, and its key is free again.
   * The work may run several times, when the database asks for it; only one run is committed.
   * @throws CatalogueError INVALID_IDEMPOTENCY_KEY, IDEMPOTENCY_MISMATCH or IDEMPOTENCY_IN_PROGRESS, and what the work throws
   */
  async once<Answer extends Json>(
    request: NamedRequest,
    work: (transaction: Transaction) => Promise<Answer>,
  ): Promise<Answer> {
    const { database, nextId, vault } = this.deps;
    if (request.key === null) return writeAgainOnClash(database, work);
    if (!/^[\x21-\x7e]{1,64}$/.test(request.key))
      throw new CatalogueError('INVALID_IDEMPOTENCY_KEY', { argument: 'idempotencyKey' });
    const key: KeyOfRequest = { clientId: request.clientId, requestKey: request.key };
    const holder = nextId();
    await this.#forgetOld();
    const done = await this.#claim(key, holder, canonicalRequest(request.operation, request.input));
    if (done) return JSON.parse(vault.sensitive(done, placeOf(key)).reveal()) as Answer;
    try {
      return await writeAgainOnClash(database, async (transaction) => {
        const answer = await work(transaction);
        const cell = vault.seal(JSON.stringify(answer), placeOf(key));
        // Another attempt took over when this one's time was up: that one does the work, or has done it.
        if (!(await finish(transaction, key, holder, cell)))
          throw new CatalogueError('IDEMPOTENCY_IN_PROGRESS', { argument: 'idempotencyKey' });
        return answer;
      });
    } catch (error) {
      // When this fails too, the lease ends by itself.
      await database.write((transaction) => release(transaction, key, holder)).catch(() => undefined);
      throw error;
    }
  }

  /** By itself, now and then: deleting a range beside an insert invites deadlocks. */
  async #forgetOld(): Promise<void> {
    const now = this.deps.clock.now().getTime();
    if (now - this.#forgottenAt < FORGET_EVERY_MS) return;
    this.#forgottenAt = now;
    await writeAgainOnClash(this.deps.database, (transaction) =>
      forget(transaction, new Date(now - KEY_KEPT_MS)),
    );
  }

  /** @returns the sealed answer of a request that is done; null: it is the caller's to do */
  #claim(key: KeyOfRequest, holder: string, canonical: string): Promise<Buffer | null> {
    const { database, clock, vault } = this.deps;
    const requestDigest = vault.blindIndex('idempotency_key.request_digest', canonical);
    return writeAgainOnClash(database, async (transaction) => {
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + LEASE_MS);
      const stored = await claimKey(transaction, {
        ...key,
        requestDigest,
        state: 'IN_PROGRESS',
        holder,
        answerCell: null,
        claimedAt: now,
        expiresAt,
      });
      if (!stored.requestDigest.equals(requestDigest))
        throw new CatalogueError('IDEMPOTENCY_MISMATCH', { argument: 'idempotencyKey' });
      if (stored.state === 'DONE') return stored.answerCell;
      if (stored.holder === holder) return null;
      if (stored.expiresAt > now)
        throw new CatalogueError('IDEMPOTENCY_IN_PROGRESS', { argument: 'idempotencyKey' });
      await takeOver(transaction, key, holder, expiresAt);
      return null;
    });
  }
}

const placeOf = ({ clientId, requestKey }: KeyOfRequest) => ({
  table: 'idempotency_key',
  column: 'answer_cell',
  row: `${clientId} ${requestKey}`,
});
