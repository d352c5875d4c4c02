import type { ContributionConnector } from '../../bureaus';
import { eventsOfIds } from '../../ecosystem';
import { type Database, writeAgainOnClash } from '../../platform/database';
import { hasRecord } from '../outbox/outbox.repository';
import type { OutboxWriter } from '../outbox/outbox-writer';
import type { Finding } from './finding';

/**
 * Builds the records that a finding says are lost, as things stand now, and stores them to be sent: gives whether it did. A
 * record that was stored meanwhile stays alone. What no event was stored of is mended by a run of the report of its day.
 */
export async function buildMissing(
  database: Database,
  writer: OutboxWriter,
  connector: ContributionConnector,
  { eventId, contributionId }: Finding,
): Promise<boolean> {
  if (eventId === null || contributionId !== null) return false;
  return writeAgainOnClash(database, async (transaction) => {
    const event = (await eventsOfIds(transaction, [eventId])).get(eventId);
    if (!event || (await hasRecord(transaction, connector.bureau, eventId))) return false;
    const owed = await writer.owed(transaction, event, connector);
    if (owed.length > 0) await writer.store(transaction, event, connector, owed);
    return owed.length > 0;
  });
}
