import type { AuditTrail } from '../../../audit';
import { CatalogueError } from '../../../kernel';
import type { Transaction } from '../../../platform/database';
import type { IdempotentWrites } from '../../../platform/idempotency';
import type { RequestContext } from '../../../platform/request';
import { isOriginal, type LoanEvent, type OriginalLoanEvent } from '../loan-event';
import { encodeEvent } from './event-codec';
import { checkRequest, EventProblem, eventOfRequest } from './event-of-request';
import { booksOfNumber } from './loan-book.repository';
import type { EventAnswer, EventRequest } from './loan-event.commands';
import { eventOfKey, type StoreDeps, storeEvents } from './loan-event.repository';

export interface RecordEventDeps extends StoreDeps {
  readonly audit: AuditTrail;
}

export interface EventDeskDeps extends RecordEventDeps {
  readonly writes: IdempotentWrites;
}

export const MOST_EVENTS = 100;

/** Takes events from clients: all of a request in one transaction, or none. */
export class EventDesk {
  constructor(private readonly deps: EventDeskDeps) {}

  /** @throws CatalogueError as `recordLoanEvents` says */
  async record(
    events: readonly EventRequest[],
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<readonly EventAnswer[]> {
    if (events.length < 1 || events.length > MOST_EVENTS)
      throw new CatalogueError('INVALID_LOAN_EVENT', {
        field: 'input.events',
        rule: `must be 1 to ${MOST_EVENTS} events`,
      });
    const today = this.deps.clock.businessDate();
    events.forEach((event, index) => {
      told(index, () => checkRequest(event, today));
    });
    return this.deps.writes.once(
      {
        clientId: context.principal.clientId,
        key: idempotencyKey,
        operation: 'recordLoanEvents',
        input: { events },
      },
      async (transaction) => {
        const answers: EventAnswer[] = [];
        for (const [index, event] of events.entries())
          answers.push(await recordEventIn(transaction, this.deps, event, context, index));
        return answers;
      },
    );
  }
}

/**
 * Stores one event of a client in his transaction; found again where it is stored. A correction is audited with it.
 * @throws CatalogueError INVALID_LOAN_EVENT, LOAN_EVENT_CONFLICT
 */
export async function recordEventIn(
  transaction: Transaction,
  deps: RecordEventDeps,
  request: EventRequest,
  context: RequestContext,
  index = 0,
): Promise<EventAnswer> {
  const books = await booksOfNumber(transaction, request.loanNo);
  const [book] = books;
  if (!book || books.length > 1)
    throw refusal(
      index,
      new EventProblem('loanNo', book ? 'several loans have this number' : 'is no loan of the loan book'),
    );
  const before = await toldBefore(transaction, request);
  const event = told(index, () => eventOfRequest(request, book, before));
  const stored = await eventOfKey(transaction, event);
  if (stored && !isSameTelling(stored.event, event))
    throw new CatalogueError('LOAN_EVENT_CONFLICT', { field: `input.events.${index}` });
  const [fresh] = await storeEvents(transaction, deps, [
    { loanId: book.loanId, subjectId: book.subjectId, origin: 'API', event },
  ]);
  const { loanNo, term, kind, businessDate } = event;
  const id = fresh?.id ?? stored?.id ?? '';
  if (fresh && event.kind === 'CORRECT')
    deps.audit.recordIn(transaction, [
      {
        action: 'LOAN_CORRECTION',
        outcome: event.instead === null ? 'TAKEN_BACK' : 'CORRECTED',
        principal: context.principal,
        correlationId: context.correlationId,
        subjectId: book.subjectId,
        facts: { event: id, told: event.told.kind, term },
      },
    ]);
  return { id, loanNo, term, kind, businessDate, created: fresh !== undefined };
}

async function toldBefore(
  transaction: Transaction,
  { loanNo, term, corrects }: EventRequest,
): Promise<OriginalLoanEvent | null> {
  if (!corrects) return null;
  const { kind, businessDate } = corrects;
  const stored = await eventOfKey(transaction, { loanNo, term: term ?? 0, kind, businessDate });
  return stored && isOriginal(stored.event) ? stored.event : null;
}

/** What the book adds to an event may have changed since it was told; what the client said may not. */
function isSameTelling(stored: LoanEvent, event: LoanEvent): boolean {
  if (stored.kind === 'EXTEND' && event.kind === 'EXTEND')
    return encodeEvent({ ...stored, standing: event.standing }) === encodeEvent(event);
  if (stored.kind === 'APPLY' || stored.kind === 'CORRECT') return encodeEvent(stored) === encodeEvent(event);
  return true;
}

function told<T>(index: number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof EventProblem ? refusal(index, error) : error;
  }
}

const refusal = (index: number, { field, rule }: EventProblem): CatalogueError =>
  new CatalogueError('INVALID_LOAN_EVENT', { field: `input.events.${index}.${field}`, rule });
