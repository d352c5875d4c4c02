import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { importCommand } from '../../../src/bulk-import/import-command';
import { Database } from '../../../src/platform/database';

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** A folder with a mapping and its files, and the import as an operator runs it over them. */
export class ImportFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'borrower-files-'));

  constructor(
    private readonly databaseUrl: string,
    private readonly mapping: string,
    /** Holds the data keys, which must stay the same as long as the database does. */
    private readonly varDir: string | null = null,
  ) {}

  at(name: string): string {
    return path.join(this.path, name);
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(this.at(name), content);
  }

  copy(name: string, from: ImportFolder): void {
    copyFileSync(from.at(name), this.at(name));
  }

  clear(...names: string[]): void {
    for (const name of names) rmSync(this.at(name), { force: true });
  }

  async run(...words: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const [stdout, stderr] = [new Sink(), new Sink()];
    const variables = {
      VAR_DIR: this.varDir ?? this.at('var'),
      DATABASE_URL: this.databaseUrl,
      DEMO_DATA: 'off',
      BUSINESS_DATE: '2026-06-01',
      REPLICA_ID: '1',
    };
    const all = ['--mapping', this.at(this.mapping), '--rejects', this.at('rejects.csv'), ...words];
    const exitCode = await importCommand(all, { stdout, stderr }, variables);
    return { exitCode, stdout: stdout.text, stderr: stderr.text };
  }

  async totals(...words: string[]): Promise<Record<string, number>> {
    const { stdout, stderr } = await this.run('--json', ...words);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout).total;
  }

  /** The lines of the list without its header. */
  rejects(): string[] {
    if (!existsSync(this.at('rejects.csv'))) return [];
    return readFileSync(this.at('rejects.csv'), 'utf8').trim().split('\r\n').slice(1);
  }

  async stored<Row>(sql: string): Promise<Row[]> {
    const database = await Database.open({ url: this.databaseUrl });
    try {
      return await database.rows<Row>(sql);
    } finally {
      await database.close();
    }
  }

  async change(...statements: string[]): Promise<void> {
    const database = await Database.open({ url: this.databaseUrl });
    try {
      await database.write(async (transaction) => {
        for (const statement of statements) await transaction.run(statement);
      });
    } finally {
      await database.close();
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
