import {
  type ContributionConnector,
  type ContributionRecord,
  fileBatchKey,
  isFileBatchKey,
  type SendOutcome,
} from '../../bureaus';
import type { Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import {
  type Database,
  type IdGenerator,
  type Transaction,
  writeAgainOnClash,
  writeAgainOnDeadlock,
} from '../../platform/database';
import { ContributionFileEntity } from './contribution.entity';
import { type ContributionRow, recordOfRow } from './contribution.rows';
import {
  type Change,
  change,
  claim,
  nameBatch,
  nextFileSequence,
  noticedLoans,
  reclaim,
} from './outbox.repository';
import { ADVERSE_TOO_OLD, consented, NO_CONSENT, NO_NOTICE, type OutboxWriter } from './outbox-writer';

export interface DispatcherDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly writer: OutboxWriter;
  /** How long a process that holds records may be silent before another takes them. */
  readonly leaseMs: number;
}

export interface Round {
  readonly sent: number;
  /** Taken by the bureau, or handed over as a file. */
  readonly accepted: number;
  readonly rejected: number;
  /** To be sent again later. */
  readonly again: number;
  /** Held back because a consent or notice is missing now. */
  readonly held: number;
}

const NOTHING: Round = { sent: 0, accepted: 0, rejected: 0, again: 0, held: 0 };
const LONGEST_WAIT_MS = 30 * 60_000;
/** About a day of a bureau that does not answer. */
const MOST_ATTEMPTS = 50;

/** Sends what the outbox owes one bureau. Any number of processes may do so at once. */
export class Dispatcher {
  constructor(private readonly deps: DispatcherDeps) {}

  /** Sends until nothing is due, or the bureau fails. */
  async drain(
    connector: ContributionConnector,
    {
      isStopped = () => false,
      onProgress = () => undefined,
      rest = () => Promise.resolve(),
    }: DrainOptions = {},
  ): Promise<Round> {
    let done = NOTHING;
    while (!isStopped()) {
      const began = performance.now();
      const round = await this.#round(connector);
      if (!round) break;
      done = sum(done, round);
      onProgress(done);
      if (round.again > 0) break;
      await rest(performance.now() - began);
    }
    return done;
  }

  /** One call; null when nothing is due. */
  async #round(connector: ContributionConnector): Promise<Round | null> {
    const fence = this.deps.nextId();
    const { rows, held, batchKey, isOutrun } = await this.#claim(connector, fence);
    if (rows.length === 0) return held > 0 || isOutrun ? { ...NOTHING, held } : null;
    const records = rows.map((row) => recordOfRow(this.deps.vault, row) as ContributionRecord);
    const outcomes = await connector.transport.send(records, batchKey);
    return this.#settle(fence, rows, outcomes, held);
  }

  #claim(
    connector: ContributionConnector,
    fence: string,
  ): Promise<{ rows: readonly ContributionRow[]; held: number; batchKey: string; isOutrun: boolean }> {
    const { database, clock, leaseMs } = this.deps;
    return writeAgainOnClash(database, async (transaction) => {
      const now = clock.now();
      const leasedUntil = new Date(now.getTime() + leaseMs);
      const wanted = {
        bureau: connector.bureau,
        fence,
        now,
        leasedUntil,
        most: connector.transport.batchSize,
      };
      const lost = await reclaim(transaction, wanted);
      const { rows: claimed, isOutrun } =
        lost.length > 0 ? { rows: lost, isOutrun: false } : await claim(transaction, wanted);
      const { may, held } = await this.#guard(transaction, connector.bureau, claimed, fence);
      // A call that was lost may go by file now, if the bureau's folder was set since: under a name of a file.
      const isOfTransport = connector.transport.kind === 'CALL' || isFileBatchKey(lost[0]?.batch_key ?? '');
      const isWhole = isOfTransport && lost.length > 0 && may.length === lost[0]?.batch_size;
      const ids = may.map(({ id }) => String(id));
      const known = isWhole ? (lost[0]?.batch_key ?? null) : null;
      const batchKey = known ?? (await this.#newBatchKey(transaction, connector, ids.length));
      if (known === null) await nameBatch(transaction, ids, batchKey);
      await this.deps.writer.step(transaction, ids, () => ({ state: 'SENT', cause: batchKey, caller: null }));
      return { rows: may, held, batchKey, isOutrun };
    });
  }

  async #newBatchKey(
    transaction: Transaction,
    { bureau, transport }: ContributionConnector,
    records: number,
  ): Promise<string> {
    const { nextId, clock } = this.deps;
    if (transport.kind === 'CALL' || records === 0) return `R${nextId()}`;
    const day = clock.businessDate();
    const sequence = await nextFileSequence(transaction, bureau, day);
    const batchKey = fileBatchKey(day, sequence);
    await transaction.insert(ContributionFileEntity, [
      { bureau, day, sequence, batchKey, namedAt: clock.now() },
    ]);
    return batchKey;
  }

  /** The law once more, in the transaction that lets records go: a consent may have been withdrawn since. */
  async #guard(
    transaction: Transaction,
    bureau: string,
    rows: readonly ContributionRow[],
    fence: string,
  ): Promise<{ may: readonly ContributionRow[]; held: number }> {
    const now = this.deps.clock.now();
    const loans = rows.map((row) => ({ loanId: String(row.loan_id), subjectId: String(row.subject_id) }));
    const allowed = await consented(transaction, bureau, loans, now);
    const noticed = await noticedLoans(
      transaction,
      loans.map(({ loanId }) => loanId),
    );
    const isAllowed = (row: ContributionRow) => allowed.has(String(row.loan_id)) && row.content_cell !== null;
    const isNoticed = (row: ContributionRow) => Number(row.adverse) === 0 || noticed.has(String(row.loan_id));
    const hold = async (held: readonly ContributionRow[], to: Change): Promise<void> => {
      const ids = await change(
        transaction,
        held.map(({ id }) => String(id)),
        now,
        to,
        fence,
      );
      await this.deps.writer.step(transaction, ids, () => ({
        state: to.state,
        cause: to.rule ?? null,
        caller: null,
      }));
    };
    const old = await this.deps.writer.tooOld(transaction, rows);
    const isTellable = (row: ContributionRow) => !old.has(String(row.id));
    const unallowed = rows.filter((row) => !isAllowed(row));
    const untellable = rows.filter((row) => isAllowed(row) && !isTellable(row));
    const unnoticed = rows.filter((row) => isAllowed(row) && isTellable(row) && !isNoticed(row));
    await hold(unallowed, { state: 'PARKED', rule: NO_CONSENT, contentCell: null });
    await hold(untellable, { state: 'PARKED', rule: ADVERSE_TOO_OLD, contentCell: null });
    await hold(unnoticed, { state: 'BLOCKED_NOTICE', rule: NO_NOTICE });
    return {
      may: rows.filter((row) => isAllowed(row) && isTellable(row) && isNoticed(row)),
      held: unallowed.length + untellable.length + unnoticed.length,
    };
  }

  /** Rows that the fence no longer holds are another's: what came of them here is not written down. */
  #settle(
    fence: string,
    rows: readonly ContributionRow[],
    outcomes: readonly SendOutcome[],
    held: number,
  ): Promise<Round> {
    const { database, clock } = this.deps;
    return writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const groups = new Map<string, { readonly change: Change; readonly ids: string[] }>();
      rows.forEach((row, index) => {
        const to = changeFor(outcomes[index] ?? LOST, row, now);
        const key = JSON.stringify(to);
        const group = groups.get(key) ?? { change: to, ids: [] };
        group.ids.push(String(row.id));
        groups.set(key, group);
      });
      for (const { change: to, ids } of groups.values()) {
        const written = await change(transaction, ids, now, to, fence);
        await this.deps.writer.step(transaction, written, () => ({
          state: to.state,
          cause: to.receipt ?? to.rule ?? null,
          caller: null,
        }));
      }
      const of = (...states: readonly string[]): number =>
        [...groups.values()].reduce(
          (count, group) => (states.includes(group.change.state) ? count + group.ids.length : count),
          0,
        );
      return {
        sent: rows.length,
        accepted: of('ACCEPTED', 'FILED'),
        rejected: of('REJECTED'),
        again: of('READY', 'UNKNOWN', 'PARKED'),
        held,
      };
    });
  }
}

export interface DrainOptions {
  readonly isStopped?: () => boolean;
  readonly onProgress?: (done: Round) => void;
  /** Between two calls, told how many ms the last one took: for whoever has other work to do. */
  readonly rest?: (tookMs: number) => Promise<void>;
}

const LOST: SendOutcome = { kind: 'UNKNOWN', cause: 'NO_OUTCOME' };

function sum(a: Round, b: Round): Round {
  return {
    sent: a.sent + b.sent,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    again: a.again + b.again,
    held: a.held + b.held,
  };
}

/** What an outcome makes of a record that was just sent for the `attempts`-th time. Pure. */
export function changeFor(outcome: SendOutcome, { attempts }: { attempts: number }, now: Date): Change {
  switch (outcome.kind) {
    case 'ACCEPTED':
      return { state: 'ACCEPTED', receipt: outcome.receipt, rule: null };
    case 'HANDED_OVER':
      return { state: 'FILED', receipt: outcome.receipt.slice(0, 64), rule: null };
    case 'REJECTED': {
      const { rule, field } = outcome;
      const mend = {
        zh: '机构退回：请在来源系统改正后重报',
        en: 'the bureau refused it: mend it at its source, then send it again',
      };
      const finding = { rule, severity: 'ERROR', fields: field ? [field] : [], mend };
      return { state: 'REJECTED', rule: rule.slice(0, 40), findings: JSON.stringify([finding]) };
    }
    default: {
      const rule = outcome.cause.slice(0, 40);
      if (outcome.kind === 'NOT_SENT' && outcome.cause === 'BEHIND_ANOTHER')
        return { state: 'READY', rule, nextTryAt: now, attemptsLess: 1 };
      if (attempts >= MOST_ATTEMPTS) return { state: 'PARKED', rule: 'ATTEMPTS' };
      const asked = outcome.kind === 'NOT_SENT' ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0;
      const nextTryAt = new Date(now.getTime() + Math.max(asked, backoffMs(attempts)));
      return { state: outcome.kind === 'UNKNOWN' ? 'UNKNOWN' : 'READY', rule, nextTryAt };
    }
  }
}

/** One second, doubled with each attempt, up to half an hour. */
export const backoffMs = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(20, Math.max(0, attempts - 1)));
