import type { AuditAction, AuditTrail } from '../../audit';
import type { ContributionConnector } from '../../bureaus';
import { eventAnew, eventsOfIds, type RecordedLoanEvent, recordEventIn } from '../../ecosystem';
import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { AdverseNoticeEntity } from '../outbox/contribution.entity';
import { type ContributionRow, sealContent } from '../outbox/contribution.rows';
import { change, lockedContribution, noticedLoans } from '../outbox/outbox.repository';
import { findingsText, NO_CONSENT, type OutboxWriter } from '../outbox/outbox-writer';
import { isAdverse } from '../records/adverse';
import { checkCode, checkHash, problem } from '../records/check-input';
import type { CorrectionOfRecord, NoticeRequest } from './desk.commands';
import { loansOfNumber, waitingForNotice } from './desk.repository';

export interface ReportingDeskDeps {
  readonly connectors: readonly ContributionConnector[];
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly writer: OutboxWriter;
}

/** Records of which the bureau has, or may have, an effect: these are corrected, not taken back. */
const AT_BUREAU: readonly ContributionRow['state'][] = ['SENT', 'UNKNOWN', 'ACCEPTED', 'FILED'];
const NOT_AT_BUREAU: readonly ContributionRow['state'][] = ['READY', 'PARKED', 'BLOCKED_NOTICE'];
/** The loan book does not bear the event out any more: to be withdrawn, or the book to be mended. */
const BOOK_CHANGED = 'BOOK_CHANGED';

/** What people do to records: each is one transaction. */
export class ReportingDesk {
  constructor(private readonly deps: ReportingDeskDeps) {}

  async recordNotice(input: NoticeRequest, key: string | null, context: RequestContext) {
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
      const row = await this.#rowIn(transaction, input.id, [...NOT_AT_BUREAU, 'REJECTED', ...AT_BUREAU]);
      if (AT_BUREAU.includes(row.state))
        return this.#correctIn(transaction, row, { ...input, nothingHappened: true }, context);
      await this.#change(transaction, row, context, { state: 'WITHDRAWN', contentCell: null });
      this.#audit(transaction, row, 'CONTRIBUTION_CHANGE', 'WITHDRAWN', context);
      return String(row.id);
    });
  }

  correct(input: CorrectionOfRecord, key: string | null, context: RequestContext): Promise<string> {
    return this.#once('correctContribution', input, key, context, async (transaction) => {
      const row = await this.#rowIn(transaction, input.id, AT_BUREAU);
      return this.#correctIn(transaction, row, input, context);
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
    let released = 0;
    for (const row of waiting)
      if ((await this.#rebuild(transaction, row, context)) === 'READY') released += 1;
    const { principal, correlationId } = context;
    this.deps.audit.recordIn(transaction, [
      {
        action: 'ADVERSE_NOTICE',
        outcome: isKnown ? 'KNOWN' : 'STORED',
        principal,
        correlationId,
        subjectId: loan.subjectId,
        facts: { channel: input.channel, released },
      },
    ]);
    return { created: !isKnown, released };
  }

  async #resubmitIn(transaction: Transaction, id: string, context: RequestContext): Promise<string> {
    const row = await this.#rowIn(transaction, id, ['REJECTED', 'PARKED', 'BLOCKED_NOTICE']);
    const state = await this.#rebuild(transaction, row, context);
    this.#audit(transaction, row, 'CONTRIBUTION_CHANGE', state, context);
    return String(row.id);
  }

  /** A CORRECT event of today, with the records of it: bureaus are told what was true instead, or that nothing was. */
  async #correctIn(
    transaction: Transaction,
    row: ContributionRow,
    { nothingHappened }: CorrectionOfRecord,
    context: RequestContext,
  ): Promise<string> {
    const event = await this.#eventOf(transaction, row);
    const told = event?.event.kind === 'CORRECT' ? event.event.told : event?.event;
    if (!told || told.kind === 'DISPUTE' || told.kind === 'ANSWER')
      throw new CatalogueError('CONTRIBUTION_STATE', { state: 'NOTHING_TO_CORRECT' });
    const { loanNo, term, kind, businessDate } = told;
    const { nextId, clock, audit, writer } = this.deps;
    await recordEventIn(
      transaction,
      { nextId, clock, audit, onRecorded: writer.onRecorded },
      {
        loanNo,
        term,
        kind: 'CORRECT',
        businessDate: clock.businessDate(),
        corrects: { kind, businessDate, nothingHappened },
      },
      context,
    );
    return String(row.id);
  }

  /** Builds a record that no bureau has from what is stored now, the amounts of the loan book included. */
  async #rebuild(
    transaction: Transaction,
    row: ContributionRow,
    context: RequestContext,
  ): Promise<ContributionRow['state']> {
    const stored = await this.#eventOf(transaction, row);
    const connector = this.deps.connectors.find(({ bureau }) => bureau === row.bureau);
    if (!stored || !connector)
      throw new CatalogueError('CONTRIBUTION_STATE', { state: 'BUREAU_SWITCHED_OFF' });
    const anew = await eventAnew(transaction, stored);
    if (anew === null) {
      await this.#change(transaction, row, context, { state: 'PARKED', rule: BOOK_CHANGED, findings: null });
      return 'PARKED';
    }
    const event = { ...stored, event: anew };
    const owed = await this.deps.writer.owed(transaction, event, connector);
    const own = owed.find(({ record }) => record?.key === row.record_key);
    if (own?.record) {
      const { record, ruling } = own;
      await this.#change(transaction, row, context, {
        state: ruling.state,
        rule: ruling.rule,
        findings: findingsText(ruling.findings),
        contentCell: ruling.rule === NO_CONSENT ? null : sealContent(this.deps.vault, String(row.id), record),
        reference: record.reference,
        adverse: isAdverse(event.event),
        nextTryAt: this.deps.clock.now(),
        attemptsLess: row.attempts,
      });
      return ruling.state;
    }
    const refused = owed.find(({ record }) => record === null);
    if (refused) {
      const { rule, findings } = refused.ruling;
      await this.#change(transaction, row, context, {
        state: 'PARKED',
        rule,
        findings: findingsText(findings),
      });
      return 'PARKED';
    }
    // What could not be built before can be now, as records of their own.
    await this.#change(transaction, row, context, { state: 'WITHDRAWN', rule: 'REPLACED' });
    await this.deps.writer.store(transaction, event, connector, owed);
    return 'WITHDRAWN';
  }

  async #eventOf(transaction: Transaction, row: ContributionRow): Promise<RecordedLoanEvent | null> {
    const id = String(row.event_id);
    return (await eventsOfIds(transaction, [id])).get(id) ?? null;
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

  #audit(
    transaction: Transaction,
    { id, bureau, subject_id }: ContributionRow,
    action: AuditAction,
    outcome: string,
    { principal, correlationId }: RequestContext,
  ): void {
    const facts = { contribution: String(id), bureau };
    const subjectId = String(subject_id);
    this.deps.audit.recordIn(transaction, [{ action, outcome, principal, correlationId, subjectId, facts }]);
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
  checkCode('channel', channel);
  checkHash('evidenceHash', evidenceHash);
  if (!(noticedAt.getTime() <= now.getTime() + 300_000 && noticedAt.getUTCFullYear() >= 2000))
    throw problem('noticedAt', 'must lie between the year 2000 and now');
}
