import type { AuditEvent, AuditTrail } from '../../../audit';
import { businessDateOf, type Principal } from '../../../kernel';
import type { Transaction } from '../../../platform/database';
import { type BudgetKey, giveBack } from '../ledger/ledger.repository';
import {
  type AbandonedInquiry,
  closeUnsent,
  lockSentAndOver,
  lockUnsentAndOver,
  markUnknown,
} from './abandoned.repository';

/** In whose name the gateway settles what a process left open when it was killed. */
const GATEWAY: Principal = {
  subject: 'gateway',
  clientId: 'gateway',
  role: 'operator',
  permissions: new Set(),
};

/**
 * Closes reservations whose time is over: they were never sent, and cannot be sent any more, since whoever sends must
 * mark the row in its time first. Their budget is given back.
 * @param ids only these, if given
 * @returns how many
 */
export async function releaseUnsent(
  transaction: Transaction,
  audit: AuditTrail,
  now: Date,
  ids?: readonly string[],
): Promise<number> {
  const left = await lockUnsentAndOver(transaction, now, ids);
  if (left.length === 0) return 0;
  await closeUnsent(
    transaction,
    left.map((inquiry) => inquiry.id),
    now,
  );
  for (const { key, inquiries } of byBudget(left))
    await giveBack(transaction, key, {
      calls: inquiries.length,
      spentMinor: inquiries.reduce((sum, { priceMinor }) => sum + priceMinor, 0n),
    });
  await audit.recordIn(
    transaction,
    left.map((inquiry) => abandonedEvent(inquiry, 'NOT_SENT', 0n)),
  );
  return left.length;
}

/**
 * Writes down that nobody knows what came of calls that were sent and never closed. They count as spent, and keep their
 * flight key: nobody asks the same again.
 * @returns how many
 */
export async function giveUpSent(transaction: Transaction, audit: AuditTrail, now: Date): Promise<number> {
  const left = await lockSentAndOver(transaction, now);
  if (left.length === 0) return 0;
  await markUnknown(
    transaction,
    left.map((inquiry) => inquiry.id),
    now,
  );
  await audit.recordIn(
    transaction,
    left.map((inquiry) => abandonedEvent(inquiry, 'OUTCOME_UNKNOWN', inquiry.priceMinor)),
  );
  return left.length;
}

/** The attempt's own event was lost with the process that made it. */
const abandonedEvent = (inquiry: AbandonedInquiry, outcome: string, costMinor: bigint): AuditEvent => ({
  action: 'BUREAU_INQUIRY',
  outcome,
  principal: GATEWAY,
  correlationId: `inquiry-${inquiry.id}`,
  subjectId: inquiry.subjectId,
  purpose: inquiry.purpose,
  facts: {
    bureau: inquiry.bureau,
    cause: 'PROCESS_ENDED',
    reasonKind: inquiry.reasonKind,
    reasonRef: inquiry.reasonRef,
    consentId: inquiry.consentId,
    inquiryId: inquiry.id,
    clientId: inquiry.clientId,
    caller: inquiry.caller,
    costFen: costMinor.toString(),
  },
});

function byBudget(
  inquiries: readonly AbandonedInquiry[],
): { key: BudgetKey; inquiries: AbandonedInquiry[] }[] {
  const groups = new Map<string, { key: BudgetKey; inquiries: AbandonedInquiry[] }>();
  for (const inquiry of inquiries) {
    const key = {
      clientId: inquiry.clientId,
      day: businessDateOf(inquiry.reservedAt),
      bureau: inquiry.bureau,
    };
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, inquiries: [] };
    group.inquiries.push(inquiry);
    groups.set(text, group);
  }
  return [...groups.values()];
}
