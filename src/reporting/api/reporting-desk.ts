import type { ContributionConnector } from '../../bureaus';
import { eventOfId } from '../../ecosystem';
import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { AdverseNoticeEntity } from '../outbox/contribution.entity';
import { type ContributionRow, sealContent } from '../outbox/contribution.rows';
import { change, lockedContribution, noticedLoans } from '../outbox/outbox.repository';
import { findingsText, NO_CONSENT, type OutboxWriter } from '../outbox/outbox-writer';
import { isAdverse } from '../records/adverse';
import type { NoticeRequest } from './desk.commands';
import { loansOfNumber, waitingForNotice } from './desk.repository';

export interface ReportingDeskDeps {
  readonly connectors: readonly ContributionConnector[];
  readonly vault: DataVault;
  readonly clock: Clock;
  readonly writes: IdempotentWrites;
  readonly writer: OutboxWriter;
}

/** What people do to records: each is one transaction. */
export class ReportingDesk {
  constructor(private readonly deps: ReportingDeskDeps) {}

  recordNotice(input: NoticeRequest, key: string | null, context: RequestContext) {
    checkNotice(input, this.deps.clock.now());
    return this.#once('recordAdverseNotice', input, key, context, (transaction) =>
      this.#noticeIn(transaction, input, context),
    );
  }

  resubmit(input: { readonly id: string }, key: string | null, context: RequestContext): Promise<string> {
    return this.#once('resubmitContribution', input, key, context, (transaction) =>
      this.#resubmitIn(transaction, input.id, context),
    );
  }

  withdraw(input: { readonly id: string }, key: string | null, context: RequestContext): Promise<string> {
    return this.#once('withdrawContribution', input, key, context, async (transaction) => {
      // One that a bureau may have is not taken back but corrected.
      const row = await this.#rowIn(transaction, input.id, ['READY', 'PARKED', 'BLOCKED_NOTICE', 'REJECTED']);
      await this.#change(transaction, row, context, { state: 'WITHDRAWN', contentCell: null });
      return String(row.id);
    });
  }

  #once<Answer extends string | { readonly created: boolean; readonly released: number }>(
    operation: string,
    input: object,
    key: string | null,
    { principal }: RequestContext,
    work: (transaction: Transaction) => Promise<Answer>,
  ): Promise<Answer> {
    return this.deps.writes.once({ clientId: principal.clientId, key, operation, input }, work);
  }

  async #noticeIn(transaction: Transaction, input: NoticeRequest, context: RequestContext) {
    const loans = await loansOfNumber(transaction, input.loanNo);
    const [loan] = loans;
    if (!loan || loans.length > 1)
      throw problem('loanNo', loan ? 'several loans have this number' : 'is no loan of the loan book');
    const isKnown = (await noticedLoans(transaction, [loan.loanId])).has(loan.loanId);
    if (!isKnown)
      await transaction.insert(AdverseNoticeEntity, [
        {
          ...loan,
          loanNo: input.loanNo,
          channel: input.channel,
          evidenceHash: Buffer.from(input.evidenceHash, 'hex'),
          noticedAt: input.noticedAt,
          recordedBy: context.principal.subject,
          clientId: context.principal.clientId,
          recordedAt: this.deps.clock.now(),
        },
      ]);
    const waiting = await waitingForNotice(transaction, loan.loanId);
    for (const row of waiting) await this.#change(transaction, row, context, { state: 'READY', rule: null });
    return { created: !isKnown, released: waiting.length };
  }

  async #resubmitIn(transaction: Transaction, id: string, context: RequestContext): Promise<string> {
    const row = await this.#rowIn(transaction, id, ['REJECTED', 'PARKED', 'BLOCKED_NOTICE']);
    const event = await eventOfId(transaction, String(row.event_id));
    const connector = this.deps.connectors.find(({ bureau }) => bureau === row.bureau);
    if (!event || !connector)
      throw new CatalogueError('CONTRIBUTION_STATE', { state: 'BUREAU_SWITCHED_OFF' });
    const owed = await this.deps.writer.owed(transaction, event, connector);
    const own = owed.find(({ record }) => record?.key === row.record_key);
    if (own?.record) {
      const { record, ruling } = own;
      await this.#change(transaction, row, context, {
        state: ruling.state,
        rule: ruling.rule,
        findings: findingsText(ruling.findings),
        contentCell: ruling.rule === NO_CONSENT ? null : sealContent(this.deps.vault, String(row.id), record),
        adverse: isAdverse(event.event),
        nextTryAt: this.deps.clock.now(),
        attemptsLess: row.attempts,
      });
      return String(row.id);
    }
    const refused = owed.find(({ record }) => record === null);
    if (refused) {
      const { rule, findings } = refused.ruling;
      await this.#change(transaction, row, context, {
        state: 'PARKED',
        rule,
        findings: findingsText(findings),
      });
      return String(row.id);
    }
    // What could not be built before can be now, as records of their own.
    await this.#change(transaction, row, context, { state: 'WITHDRAWN', rule: 'REPLACED' });
    await this.deps.writer.store(transaction, event, connector, owed);
    return String(row.id);
  }

  async #rowIn(
    transaction: Transaction,
    id: string,
    states: readonly ContributionRow['state'][],
  ): Promise<ContributionRow> {
    const row = /^\d{1,19}$/.test(id) ? await lockedContribution(transaction, id) : null;
    if (!row) throw new CatalogueError('UNKNOWN_CONTRIBUTION', { argument: 'id' });
    if (!states.includes(row.state)) throw new CatalogueError('CONTRIBUTION_STATE', { state: row.state });
    return row;
  }

  async #change(
    transaction: Transaction,
    row: ContributionRow,
    { principal }: RequestContext,
    to: Parameters<typeof change>[3],
  ): Promise<void> {
    await change(transaction, [String(row.id)], this.deps.clock.now(), to);
    await this.deps.writer.step(transaction, [String(row.id)], () => ({
      state: to.state,
      cause: to.rule ?? null,
      caller: principal.subject.slice(0, 64),
    }));
  }
}

function checkNotice({ channel, evidenceHash, noticedAt }: NoticeRequest, now: Date): void {
  if (!/^[A-Z][A-Z0-9_]{0,15}$/.test(channel))
    throw problem('channel', 'must be a code of 1 to 16 capital letters, digits and underscores');
  if (!/^[0-9a-fA-F]{64}$/.test(evidenceHash))
    throw problem('evidenceHash', 'must be a SHA-256 of 64 hex digits');
  if (!(noticedAt.getTime() <= now.getTime() + 300_000 && noticedAt.getUTCFullYear() >= 2000))
    throw problem('noticedAt', 'must lie between the year 2000 and now');
}

const problem = (field: string, what: string): CatalogueError =>
  new CatalogueError('BAD_USER_INPUT', { argument: `input.${field}`, problem: what });
