import type { AuditTrail } from '../../audit';
import { eventsOfIds, type RecordedLoanEvent, storeEvents, type Telling, tellingNow } from '../../ecosystem';
import { addDays, CatalogueError, type Clock, isBusinessDate } from '../../kernel';
import type { IdGenerator, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { lockedContribution } from '../outbox/outbox.repository';
import type { OutboxWriter } from '../outbox/outbox-writer';
import { checkCode, checkHash, problem } from '../records/check-input';
import type { ObjectionAnswer, ObjectionRequest } from './objection.commands';
import { ObjectionEntity } from './objection.entity';
import { hasOpenObjection, lockedObjection, writeAnswer } from './objection.repository';

export interface ObjectionDeskDeps {
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly writer: OutboxWriter;
}

/** Days within which an objection is investigated and answered in writing (征信业管理条例 Art. 25). */
const ANSWERED_WITHIN_DAYS = 20;

/** Takes objections and their answers: each is one transaction, with the marks that bureaus are owed of it. */
export class ObjectionDesk {
  constructor(private readonly deps: ObjectionDeskDeps) {}

  async raise(input: ObjectionRequest, key: string | null, context: RequestContext): Promise<string> {
    const today = this.deps.clock.businessDate();
    const { receivedOn, channel, evidenceHash } = input;
    if (
      !isBusinessDate(receivedOn) ||
      receivedOn > today ||
      receivedOn < addDays(today, -ANSWERED_WITHIN_DAYS)
    )
      throw problem('receivedOn', `must be one of the last ${ANSWERED_WITHIN_DAYS} days`);
    checkCode('channel', channel);
    checkHash('evidenceHash', evidenceHash);
    return this.#once('objectToContribution', input, key, context, (transaction) =>
      this.#raiseIn(transaction, input, context),
    );
  }

  async answer(input: ObjectionAnswer, key: string | null, context: RequestContext): Promise<string> {
    if (input.checked.length === 0) throw problem('checked', 'must say what was looked at');
    checkHash('answerHash', input.answerHash);
    return this.#once('answerObjection', input, key, context, (transaction) =>
      this.#answerIn(transaction, input, context),
    );
  }

  #once(
    operation: string,
    input: object,
    key: string | null,
    { principal }: RequestContext,
    work: (transaction: Transaction) => Promise<string>,
  ): Promise<string> {
    return this.deps.writes.once({ clientId: principal.clientId, key, operation, input }, work);
  }

  async #raiseIn(
    transaction: Transaction,
    input: ObjectionRequest,
    context: RequestContext,
  ): Promise<string> {
    const { clock, nextId } = this.deps;
    const row = /^\d{1,19}$/.test(input.contribution)
      ? await lockedContribution(transaction, input.contribution)
      : null;
    if (!row) throw new CatalogueError('UNKNOWN_CONTRIBUTION', { argument: 'input.contribution' });
    if (row.state === 'WITHDRAWN') throw new CatalogueError('CONTRIBUTION_STATE', { state: row.state });
    const event = await this.#eventOf(transaction, String(row.event_id));
    const about = event && (await tellingOf(transaction, event)).stands;
    if (!event || !about) throw problem('contribution', 'tells of nothing that stands');
    const { loanId, subjectId } = event;
    const { loanNo, term } = about;
    const today = clock.businessDate();
    if (await hasOpenObjection(transaction, loanId, term))
      throw problem('contribution', 'an objection to this term of the loan is open: answer that one first');
    const id = nextId();
    await transaction.insert(ObjectionEntity, [
      {
        id,
        eventId: event.id,
        loanId,
        subjectId,
        loanNo,
        term,
        receivedOn: input.receivedOn,
        dueOn: addDays(input.receivedOn, ANSWERED_WITHIN_DAYS),
        channel: input.channel,
        evidenceHash: Buffer.from(input.evidenceHash, 'hex'),
        state: 'OPEN',
        recordedBy: context.principal.subject.slice(0, 64),
        recordedAt: clock.now(),
        checked: null,
        answerHash: null,
        answeredBy: null,
        answeredAt: null,
      },
    ]);
    const mark = { loanNo, term, kind: 'DISPUTE', businessDate: today, about } as const;
    await this.#mark(transaction, event, mark, 'contribution');
    this.#audit(transaction, context, subjectId, 'RAISED', { objection: id, term });
    return id;
  }

  async #answerIn(
    transaction: Transaction,
    input: ObjectionAnswer,
    context: RequestContext,
  ): Promise<string> {
    const row = /^\d{1,19}$/.test(input.id) ? await lockedObjection(transaction, input.id) : null;
    if (!row) throw problem('id', 'is no objection');
    if (row.state !== 'OPEN') throw problem('id', 'was answered');
    const event = await this.#eventOf(transaction, String(row.event_id));
    if (!event) throw problem('id', 'its event is gone');
    const { clock } = this.deps;
    const { stands: about, correctedBy } = await tellingOf(transaction, event);
    const isCorrected = correctedBy !== null && BigInt(correctedBy) > BigInt(row.id);
    if (input.outcome === 'UPHELD' && !isCorrected)
      throw problem('outcome', 'correct what was told first: an objection is upheld by its correction');
    await writeAnswer(transaction, String(row.id), {
      state: input.outcome,
      checked: input.checked.join(' '),
      answerHash: Buffer.from(input.answerHash, 'hex'),
      answeredBy: context.principal.subject.slice(0, 64),
      answeredAt: clock.now(),
    });
    // Of what was taken back no record is left to be marked.
    if (about) {
      const { loanNo, term } = about;
      const { outcome } = input;
      const businessDate = clock.businessDate();
      const mark = { loanNo, term, kind: 'ANSWER', businessDate, about, outcome } as const;
      await this.#mark(transaction, event, mark, 'id');
    }
    const { checked } = input;
    this.#audit(transaction, context, event.subjectId, input.outcome, { objection: String(row.id), checked });
    return String(row.id);
  }

  async #eventOf(transaction: Transaction, id: string): Promise<RecordedLoanEvent | null> {
    return (await eventsOfIds(transaction, [id])).get(id) ?? null;
  }

  /** An event of the same loan, with the records of it; `field` is what is told to be wrong where it cannot be. */
  async #mark(
    transaction: Transaction,
    { loanId, subjectId }: RecordedLoanEvent,
    event: RecordedLoanEvent['event'],
    field: 'contribution' | 'id',
  ): Promise<void> {
    const { nextId, clock, writer } = this.deps;
    const stored = await storeEvents(transaction, { nextId, clock, onRecorded: writer.onRecorded }, [
      { loanId, subjectId, origin: 'API', event },
    ]);
    if (stored.length === 0)
      throw problem(field, 'a mark of this term was told today already: bureaus take one of each kind a day');
  }

  #audit(
    transaction: Transaction,
    { principal, correlationId }: RequestContext,
    subjectId: string,
    outcome: string,
    facts: Readonly<Record<string, string | number | readonly string[]>>,
  ): void {
    this.deps.audit.recordIn(transaction, [
      { action: 'OBJECTION', outcome, principal, correlationId, subjectId, facts },
    ]);
  }
}

/** What stands of what an event told. A mark tells of nothing by itself. */
async function tellingOf(transaction: Transaction, { event }: RecordedLoanEvent): Promise<Telling> {
  if (event.kind === 'DISPUTE' || event.kind === 'ANSWER') return { stands: null, correctedBy: null };
  return tellingNow(transaction, event.kind === 'CORRECT' ? event.told : event);
}
