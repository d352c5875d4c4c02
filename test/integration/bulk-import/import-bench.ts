import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoadCounts, loadRecords, type Reject } from '../../../src/bulk-import';
import { IMPORT_ENTITIES } from '../../../src/bulk-import/entities';
import { systemClock } from '../../../src/kernel';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';

type Values = Readonly<Record<string, string | null>>;

/** A database to load records into, with keys of its own. */
export class ImportBench {
  private constructor(
    readonly database: Database,
    readonly vault: DataVault,
    private readonly folder: string,
  ) {}

  static async open(url: string): Promise<ImportBench> {
    const folder = mkdtempSync(path.join(tmpdir(), 'borrower-import-'));
    const vault = new DataVault(developmentKeyring(path.join(folder, 'keys.json')));
    return new ImportBench(await Database.open({ url }, IMPORT_ENTITIES), vault, folder);
  }

  readonly clock = systemClock('2026-06-01');
  readonly nextId = idGenerator(1);

  /** Loads rows whose line is their place in the list, from 1. */
  async load(
    target: string,
    rows: readonly Values[],
    { source = 'test', batchSize = 500 } = {},
  ): Promise<LoadCounts & { readonly rejects: readonly Reject[] }> {
    const rejects: Reject[] = [];
    const records = rows.map((values, i) => ({ line: i + 1, values }));
    const counts = await loadRecords(this, {
      source,
      target,
      records,
      batchSize,
      onReject: (reject) => rejects.push(reject),
    });
    return { ...counts, rejects };
  }

  async count(table: string): Promise<number> {
    const [row] = await this.database.rows<{ n: number | string }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row!.n);
  }

  async close(): Promise<void> {
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
