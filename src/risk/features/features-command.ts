import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, CommanderError } from 'commander';
import { ConfigError, loadConfig } from '../../platform/config';
import { Database } from '../../platform/database';
import { FEATURE_COLUMNS, featureLine } from './feature-table';
import { LedgerBeforeRepository } from './ledger-before.repository';
import { featuresOfLoans } from './loan-features';
import { LoansOnAccountsRepository } from './loans-on-accounts.repository';

interface CommandStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** Exit codes: the command line or the configuration is at fault; or the work began and failed. */
const REFUSED = 2;
const FAILED = 1;

/** Runs `npm run features` with its arguments and gives the exit code. Never throws. */
export async function featuresCommand(
  words: readonly string[],
  { stdout, stderr }: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const program = new Command('npm run features --')
    .description(
      'Writes a CSV row for each loan that is paid from an account: the loan, how it stands, and what the account showed on the eve of the day that it was paid out. `npm run scorecard` takes the file.',
    )
    .requiredOption('--out <file>', 'the file to write')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .action(async ({ out }: { out: string }) => {
      const { url, poolSize } = loadConfig(variables).database;
      const database = await Database.open({ url, ...(poolSize === undefined ? {} : { poolSize }) }, []);
      try {
        const counts = { loans: 0, without: 0 };
        await pipeline(Readable.from(linesOf(database, counts)), createWriteStream(out));
        stdout.write(`${counts.loans} loans, ${counts.without} of them without a booking before\n`);
      } finally {
        await database.close();
      }
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    // A driver's message may repeat values of a row; its code says enough.
    const { code } =
      (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
    const text = error instanceof ConfigError ? error.message : (code ?? (error as Error).message);
    stderr.write(`no features were written: ${text}\n`);
    return error instanceof ConfigError ? REFUSED : FAILED;
  }
}

async function* linesOf(
  database: Database,
  counts: { loans: number; without: number },
): AsyncGenerator<string> {
  yield `${FEATURE_COLUMNS.join(',')}\n`;
  const ledger = new LedgerBeforeRepository(database);
  for await (const loans of new LoansOnAccountsRepository(database).loans())
    for await (const one of featuresOfLoans(ledger, loans)) {
      counts.loans += 1;
      if (one.features === null) counts.without += 1;
      yield featureLine(one);
    }
}
