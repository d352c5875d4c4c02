import type { ContributionConnector } from '../../bureaus';
import type { derivedEvents } from '../../ecosystem';
import type { Database } from '../../platform/database';
import type { OutboxWriter } from '../outbox/outbox-writer';

/** What the outbox would get of these events, as a table by bureau, state and rule. Stores nothing. */
export async function dryRun(
  database: Database,
  writer: OutboxWriter,
  connectors: readonly ContributionConnector[],
  batches: ReturnType<typeof derivedEvents>,
): Promise<string> {
  const counts = new Map<string, number>();
  let events = 0;
  for await (const batch of batches) {
    events += batch.events.length;
    await database.write(async (transaction) => {
      for (const event of batch.events)
        for (const connector of connectors)
          for (const { ruling } of await writer.owed(transaction, { ...event, id: '0' }, connector)) {
            const line = [connector.bureau, ruling.state, ruling.rule ?? ''].join(' ').trim();
            counts.set(line, (counts.get(line) ?? 0) + 1);
          }
    });
  }
  const lines = [...counts].sort().map(([line, count]) => `${line}: ${count}`);
  return `${[`${events} events; nothing is stored or sent`, ...lines].join('\n')}\n`;
}
