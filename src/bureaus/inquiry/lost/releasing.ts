import type { AuditTrail } from '../../../audit';
import { businessDateOf, CatalogueError, type Clock } from '../../../kernel';
import { bindCommand, type CommandBinding, command } from '../../../platform/commands';
import type { Database, Transaction } from '../../../platform/database';
import type { IdempotentWrites } from '../../../platform/idempotency';
import type { RequestContext } from '../../../platform/request';
import { type InquiryRecord, inquiryById } from '../../oversight/inquiry-list.repository';
import { giveBack } from '../ledger/ledger.repository';
import { closeReleased, lockInquiry } from './abandoned.repository';

/** What an operator found out about a call whose answer was lost. */
export const RELEASE_REASONS = ['NOT_TAKEN', 'TAKEN', 'NOT_TO_BE_FOUND_OUT'] as const;

export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export interface ReleaseRequest {
  readonly inquiryId: string;
  readonly reason: ReleaseReason;
  /** Number of the case at the bureau or in the operators' own book. */
  readonly ticket?: string | null;
}

/** @throws CatalogueError INVALID_ID, INQUIRY_NOT_RELEASABLE, BAD_USER_INPUT, and what idempotency throws */
export const releaseInquiry = command<
  { readonly input: ReleaseRequest; readonly idempotencyKey: string | null },
  InquiryRecord
>('inquiry.release');

export interface ReleasingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
}

export const releasingCommands = (deps: ReleasingDeps): CommandBinding[] => [
  bindCommand(releaseInquiry, async ({ input, idempotencyKey }, context: RequestContext) => {
    const { ticket = null } = input;
    if (ticket !== null && !/^[\x21-\x7e]{1,64}$/.test(ticket))
      throw new CatalogueError('BAD_USER_INPUT', {
        argument: 'input.ticket',
        problem: 'must be 1 to 64 printable ASCII characters without blanks',
      });
    const request = {
      clientId: context.principal.clientId,
      key: idempotencyKey,
      operation: 'releaseInquiry',
      input,
    };
    await deps.writes.once(request, (transaction) => releaseIn(transaction, input, context, deps));
    const released = await deps.database.write((transaction) => inquiryById(transaction, input.inquiryId));
    if (!released) throw new Error('an inquiry is gone after its release');
    return released;
  }),
];

/** What the bureau never took is not paid for; anything else stays spent. */
async function releaseIn(
  transaction: Transaction,
  { inquiryId, reason, ticket }: ReleaseRequest,
  { principal, correlationId }: RequestContext,
  { clock, audit }: ReleasingDeps,
): Promise<string> {
  const inquiry = /^\d{1,19}$/.test(inquiryId) ? await lockInquiry(transaction, inquiryId) : null;
  if (!inquiry) throw new CatalogueError('INVALID_ID', { argument: 'input.inquiryId' });
  const now = clock.now();
  const lost = inquiry.state === 'UNKNOWN' || (inquiry.state === 'SENT' && inquiry.expiresAt <= now);
  if (!lost) throw new CatalogueError('INQUIRY_NOT_RELEASABLE', { state: inquiry.state });
  await closeReleased(transaction, inquiry.id, { reason, at: now });
  const { clientId, bureau, priceMinor, reservedAt, subjectId, purpose } = inquiry;
  if (reason === 'NOT_TAKEN')
    await giveBack(
      transaction,
      { clientId, bureau, day: businessDateOf(reservedAt) },
      { calls: 1, spentMinor: priceMinor },
    );
  audit.recordIn(transaction, [
    {
      action: 'INQUIRY_RELEASE',
      outcome: 'RELEASED',
      principal,
      correlationId,
      subjectId,
      purpose,
      facts: { bureau, inquiryId: inquiry.id, clientId, cause: reason, ticket: ticket ?? null },
    },
  ]);
  return inquiry.id;
}
