import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { importCommand } from '../../src/bulk-import/import-command';
import { Database } from '../../src/platform/database';
import { describeOnDatabases } from '../support/databases';

const PAGE = path.resolve(__dirname, '../../docs/how-to/import-every-night.md');
const IMPORT = 'npm run -s import -- ';
/** The folder that the page uses. */
const FOLDER = '/tmp/crm';

interface Step {
  readonly commands: readonly string[];
  /** What the page shows of what the last command prints; undefined where it shows nothing. */
  readonly shown: string | undefined;
}

/** The commands of a part of the page in their order, each block with the output that follows it. */
function stepsOf(...titles: readonly string[]): readonly Step[] {
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m);
  const text = titles.map((title) => sections.find((section) => section.startsWith(`${title}\n`))).join('');
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, kind, body]) => ({
    kind,
    body: body!,
  }));
  return blocks.flatMap(({ kind, body }, place) => {
    if (kind !== 'sh') return [];
    const next = blocks[place + 1];
    return {
      commands: body.replaceAll('\\\n', '').trim().split('\n'),
      shown: next?.kind === '' ? next.body : undefined,
    };
  });
}

// The page is what an operator goes by, so its commands are run as they stand there, and its outputs are what they print.
describeOnDatabases('two nights of docs/how-to/import-every-night.md', (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'borrower-night-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function printed(command: string): Promise<string> {
    const here = command.replaceAll(FOLDER, folder);
    if (!here.startsWith(IMPORT)) {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', here], { encoding: 'utf8' });
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
      return stdout.replaceAll('\r\n', '\n');
    }
    const [stdout, stderr] = [new PassThrough(), new PassThrough().resume()];
    const exitCode = await importCommand(
      here.slice(IMPORT.length).trim().split(/ +/),
      { stdout, stderr },
      { DATABASE_URL: target.url(), VAR_DIR: path.join(folder, 'var'), DEMO_DATA: 'off' },
    );
    expect({ command, exitCode }).toEqual({ command, exitCode: 0 });
    return String(stdout.read()).replaceAll(folder, FOLDER);
  }

  it('prints what the page shows: what is inserted, updated, unchanged, rejected, to be reviewed, and mended', async () => {
    const steps = stepsOf('Two nights', 'Who is meant');
    expect(steps.filter(({ shown }) => shown !== undefined)).toHaveLength(5);
    for (const { commands, shown } of steps) {
      const outputs: string[] = [];
      for (const command of commands) outputs.push(await printed(command));
      if (shown !== undefined) expect(outputs.at(-1)).toBe(shown);
    }
  });

  it('has both nights stored, with nobody merged and nothing taken away', async () => {
    const database = await Database.open({ url: target.url() });
    try {
      const keysOf = async (table: string) => {
        const rows = await database.rows<{ source_key: string }>(
          `SELECT source_key FROM ${table} WHERE source = 'crm' ORDER BY source_key`,
        );
        return rows.map((row) => row.source_key).join(' ');
      };
      expect(await keysOf('subject')).toBe('1 2 3 4 5 6 7 8');
      expect(await keysOf('account')).toBe('101 102 103 104 105 106 107');
      expect(await keysOf('account_holder')).toBe('101 102 103 104 105 106 107');
      const [changed] = await database.rows<{ n: number | string }>(
        `SELECT balance_minor AS n FROM account WHERE source = 'crm' AND source_key = '101'`,
      );
      expect(Number(changed!.n)).toBe(1_104_560);
    } finally {
      await database.close();
    }
  });
});
