import type { AuditTrail } from '../../audit';
import { booksOfLoans, type LoanBook, standingAt, storeEvents } from '../../ecosystem';
import { CatalogueError, type Clock, isBusinessDate } from '../../kernel';
import type { IdGenerator, Reader, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { loansOfNumber } from '../api/desk.repository';
import type { OutboxWriter } from '../outbox/outbox-writer';
import { checkHash, argumentProblem as problem } from '../records/check-input';
import type { AdverseFactRequest, FactAnswer } from './adverse-fact.commands';
import { AdverseFactEntity } from './adverse-fact.entity';
import {
  contentOf,
  type FactRow,
  isGuaranteed,
  lockedFact,
  rewriteFact,
  writeApproval,
  writeReported,
} from './adverse-fact.repository';
import { contentHash, type FactContent } from './content-hash';
import { type AdverseEvent, type FactMisfit, misfitOf } from './definition';

export interface AdverseFactDeskDeps {
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly writer: OutboxWriter;
}

/**
 * Takes adverse facts: proposed by one person, approved by another for exactly this content, and only then reported. A
 * lender tells facts; that somebody is dishonest (失信) is for courts to say.
 */
export class AdverseFactDesk {
  constructor(private readonly deps: AdverseFactDeskDeps) {}

  async propose(
    input: { readonly id: string | null; readonly content: AdverseFactRequest },
    key: string | null,
    context: RequestContext,
  ): Promise<FactAnswer> {
    checkContent(input.content, this.deps.clock.businessDate());
    return this.#once('proposeAdverseFact', input, key, context, (transaction) =>
      this.#proposeIn(transaction, input, context),
    );
  }

  async approve(input: FactAnswer, key: string | null, context: RequestContext): Promise<FactAnswer> {
    checkHash('contentHash', input.contentHash, problem);
    return this.#once('approveAdverseFact', input, key, context, async (transaction) => {
      const row = await this.#rowIn(transaction, input.id, ['PROPOSED']);
      const by = personOf(context);
      if (row.proposed_by === by) throw problem('id', 'must be approved by another person than proposed it');
      const hash = contentHash(contentOf(row));
      if (input.contentHash.toLowerCase() !== hash)
        throw problem('contentHash', 'is not that of the content as it is now: look at it again');
      await writeApproval(transaction, String(row.id), { hash, by, at: this.deps.clock.now() });
      return this.#done(transaction, context, row, 'APPROVED', hash);
    });
  }

  report(input: { readonly id: string }, key: string | null, context: RequestContext): Promise<FactAnswer> {
    return this.#once('reportAdverseFact', input, key, context, (transaction) =>
      this.#reportIn(transaction, input.id, context),
    );
  }

  #once(
    operation: string,
    input: object,
    key: string | null,
    { principal }: RequestContext,
    work: (transaction: Transaction) => Promise<FactAnswer>,
  ): Promise<FactAnswer> {
    return this.deps.writes.once({ clientId: principal.clientId, key, operation, input }, work);
  }

  async #proposeIn(
    transaction: Transaction,
    { id, content: request }: { readonly id: string | null; readonly content: AdverseFactRequest },
    context: RequestContext,
  ): Promise<FactAnswer> {
    const before = id === null ? null : await this.#rowIn(transaction, id, ['PROPOSED', 'APPROVED']);
    const [loan, another] = await loansOfNumber(transaction, request.loanNo);
    const book = loan && (await booksOfLoans(transaction, [loan.loanId])).get(loan.loanId);
    if (!book || another)
      throw problem(
        'content.loanNo',
        another ? 'several loans have this number' : 'is no loan of the loan book',
      );
    const { nextId, clock } = this.deps;
    const { loanNo, fact, occurredOn, amountFen, definition, evidenceHash } = request;
    const content: FactContent = {
      loanId: loan.loanId,
      loanNo,
      fact,
      occurredOn,
      amountMinor: amountFen,
      definition,
      evidenceHash,
    };
    const { misfit } = await this.#judged(transaction, content, book);
    if (misfit) throw problem(`content.${misfit.field}`, misfit.problem);
    const by = personOf(context);
    const at = clock.now();
    const factId = before ? String(before.id) : nextId();
    if (before) await rewriteFact(transaction, factId, content, { subjectId: loan.subjectId, by, at });
    else
      await transaction.insert(AdverseFactEntity, [
        {
          id: factId,
          ...content,
          subjectId: loan.subjectId,
          evidenceHash: Buffer.from(evidenceHash, 'hex'),
          state: 'PROPOSED',
          proposedBy: by,
          proposedAt: at,
          approvedHash: null,
          approvedBy: null,
          approvedAt: null,
          eventId: null,
        },
      ]);
    const row = { id: factId, subject_id: loan.subjectId, fact };
    return this.#done(transaction, context, row, before ? 'CHANGED' : 'PROPOSED', contentHash(content));
  }

  async #reportIn(transaction: Transaction, id: string, context: RequestContext): Promise<FactAnswer> {
    const row = await this.#rowIn(transaction, id, ['APPROVED']);
    const content = contentOf(row);
    const hash = contentHash(content);
    // Whoever changed it, by whatever way: only what was approved goes out.
    if (row.approved_hash?.toString('hex') !== hash)
      throw problem('id', 'is not as it was approved: have it approved again');
    const { nextId, clock, writer } = this.deps;
    const { loanId } = content;
    const book = (await booksOfLoans(transaction, [loanId])).get(loanId);
    if (!book) throw problem('id', 'its loan is gone');
    // Once more: the book may have changed since.
    const { event, misfit } = await this.#judged(transaction, content, book);
    if (misfit) throw problem('id', `${misfit.field}: ${misfit.problem}`);
    const [stored] = await storeEvents(transaction, { nextId, clock, onRecorded: writer.onRecorded }, [
      { loanId, subjectId: String(row.subject_id), origin: 'API', event },
    ]);
    if (!stored) throw new CatalogueError('LOAN_EVENT_CONFLICT', { field: 'id' });
    await writeReported(transaction, String(row.id), stored.id);
    return this.#done(transaction, context, row, 'REPORTED', hash);
  }

  /** The event that bureaus would be told, and why it may not be called what it is called. */
  async #judged(
    reader: Reader,
    content: FactContent,
    book: LoanBook,
  ): Promise<{ readonly event: AdverseEvent; readonly misfit: FactMisfit | null }> {
    const { loanNo, fact, occurredOn, amountMinor, definition, evidenceHash } = content;
    const event: AdverseEvent = {
      loanNo,
      term: 0,
      kind: 'ADVERSE',
      businessDate: occurredOn,
      fact,
      amountMinor: BigInt(amountMinor),
      definition,
      evidenceHash,
      standing: standingAt(book, occurredOn),
    };
    const misfit = misfitOf(event, {
      book,
      isGuaranteed: await isGuaranteed(reader, book.subjectId, occurredOn),
      today: this.deps.clock.businessDate(),
    });
    return { event, misfit };
  }

  async #rowIn(transaction: Transaction, id: string, states: readonly FactRow['state'][]): Promise<FactRow> {
    const row = /^\d{1,19}$/.test(id) ? await lockedFact(transaction, id) : null;
    if (!row) throw problem('id', 'is no adverse fact');
    if (!states.includes(row.state)) throw problem('id', `must be ${states.join(' or ')}, not ${row.state}`);
    return row;
  }

  #done(
    transaction: Transaction,
    { principal, correlationId }: RequestContext,
    { id, subject_id, fact }: Pick<FactRow, 'id' | 'subject_id' | 'fact'>,
    outcome: string,
    hash: string,
  ): FactAnswer {
    const subjectId = String(subject_id);
    const facts = { adverseFact: String(id), fact, contentHash: hash };
    this.deps.audit.recordIn(transaction, [
      { action: 'ADVERSE_FACT', outcome, principal, correlationId, subjectId, facts },
    ]);
    return { id: String(id), contentHash: hash };
  }
}

const personOf = ({ principal }: RequestContext): string => principal.subject.slice(0, 64);

function checkContent(request: AdverseFactRequest, today: string): void {
  const { occurredOn, amountFen, definition, evidenceHash } = request;
  if (!isBusinessDate(occurredOn) || occurredOn > today)
    throw problem('content.occurredOn', 'must be a day that exists and is not to come');
  if (!/^[1-9]\d{0,14}$/.test(amountFen))
    throw problem('content.amountFen', 'must be a whole number of fen above 0');
  if (!/^[^\p{Cc}\p{Cs}\s](?:[^\p{Cc}\p{Cs}]{0,58}[^\p{Cc}\p{Cs}\s])?$/u.test(definition))
    throw problem('content.definition', 'must be 1 to 60 characters that name document and clause');
  checkHash('content.evidenceHash', evidenceHash, problem);
}
