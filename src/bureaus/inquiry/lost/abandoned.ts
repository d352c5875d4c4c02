import type { AuditTrail } from '../../../audit';
import { businessDateOf } from '../../../kernel';
import type { Transaction } from '../../../platform/database';
import { type BudgetKey, giveBack } from '../ledger/ledger.repository';
import {
  type AbandonedInquiry,
  closeUnsent,
  lockSentAndOver,
  lockUnsentAndOver,
  markUnknown,
} from './abandoned.repository';
import { settlingEvent } from './settling-event';

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
  audit.recordIn(
    transaction,
    left.map((inquiry) => settlingEvent(inquiry, { outcome: 'NOT_SENT', cause: 'PROCESS_ENDED' })),
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
  audit.recordIn(
    transaction,
    left.map((inquiry) =>
      settlingEvent(inquiry, {
        outcome: 'OUTCOME_UNKNOWN',
        cause: 'PROCESS_ENDED',
        costMinor: inquiry.priceMinor,
      }),
    ),
  );
  return left.length;
}

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
