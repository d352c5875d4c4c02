import { type Database, marks } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding, sharedLoader } from '../../platform/loaders';
import type { BudgetTaken } from '../inquiry/ledger/ledger.repository';

/** What clients have taken on a day in Shanghai: by client, then by bureau. */
type DayUsage = ReadonlyMap<string, ReadonlyMap<string, BudgetTaken>>;

/** By day, YYYY-MM-DD. Clients and bureaus are few. */
export const usageOfDay = sharedLoader<string, DayUsage>('usage.ofDay', { absent: () => new Map() });

interface UsageRow {
  day: string;
  client_id: string;
  bureau: string;
  calls: number;
  spent_minor: string | number;
}

export const usageLoaders = (database: Database): LoaderBinding[] => [
  bindSharedLoader(usageOfDay, async (days: readonly string[]) => {
    const rows = await database.rows<UsageRow>(
      `SELECT day, client_id, bureau, calls, spent_minor FROM bureau_budget WHERE day IN (${marks(days.length)})`,
      days,
    );
    const usage = new Map<string, Map<string, Map<string, BudgetTaken>>>();
    for (const { day, client_id: client, bureau, calls, spent_minor: spent } of rows) {
      const clients = usage.get(day) ?? new Map<string, Map<string, BudgetTaken>>();
      usage.set(day, clients);
      const bureaus = clients.get(client) ?? new Map<string, BudgetTaken>();
      clients.set(client, bureaus);
      bureaus.set(bureau, { calls: Number(calls), spentMinor: BigInt(spent) });
    }
    return usage;
  }),
];
