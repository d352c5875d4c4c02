import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { isBusinessDate, systemClock } from '../../../kernel';
import { ConfigError, loadConfig } from '../../../platform/config';
import { Database, idGenerator } from '../../../platform/database';
import { LeaseBusyError, LeaseLostError } from '../../../platform/lease';
import { COMPUTED_ENTITIES } from '../entities';
import { type ComputeReport, computeGraph } from './compute-graph';
import { progressOn } from './progress';

/** Where a command writes to: the result to stdout, everything else to stderr. */
interface CommandStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

interface Options {
  readonly asOf?: string;
  readonly anew?: boolean;
  readonly json?: boolean;
}

/** Exit codes: what was asked cannot be done now; or computing began and failed. */
const REFUSED = 2;
const FAILED = 1;

/** Runs `npm run graph:compute` with its arguments and gives the exit code. Never throws. */
export async function computeCommand(
  words: readonly string[],
  { stdout, stderr }: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const program = new Command('npm run graph:compute --')
    .description(
      'Finds guarantee circles, shared rings and ultimate owners in the whole graph and puts them in force together.',
    )
    .option(
      '--as-of <date>',
      'business date whose relations count (default: today in Shanghai)',
      businessDate,
    )
    .option('--anew', 'compute all parts, also those whose input is as it was')
    .option('--json', 'print the result as JSON')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .action(async ({ asOf, anew, json }: Options) => {
      const config = loadConfig(variables);
      const progress = progressOn(stderr);
      // The primary alone: a replica that lags would give an older graph.
      const { url, poolSize } = config.database;
      const location = { url, ...(poolSize === undefined ? {} : { poolSize }) };
      const database = await Database.open(location, COMPUTED_ENTITIES);
      try {
        const dependencies = {
          database,
          clock: systemClock(config.businessDate),
          nextId: idGenerator(config.replicaId),
        };
        const report = await computeGraph(dependencies, {
          anew: anew === true,
          ...(asOf === undefined ? {} : { asOf }),
          onProgress: (at) => progress.update(at),
        });
        progress.stop();
        stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
      } finally {
        progress.stop();
        await database.close();
      }
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    stderr.write(`${messageOf(error)}\n`);
    return error instanceof ConfigError || error instanceof LeaseBusyError ? REFUSED : FAILED;
  }
}

const FOUND = {
  CIRCLES: 'guarantee circles',
  RINGS: 'shared rings',
  OWNERS: 'companies with owners',
} as const;

function textOf({ asOf, parts, seconds }: ComputeReport): string {
  const lines = parts.map(({ part, isNew, rowsRead, found }) =>
    isNew
      ? `${FOUND[part]}: ${found} from ${rowsRead} rows`
      : `${FOUND[part]}: as before, ${rowsRead} rows are as they were`,
  );
  return `${lines.join('\n')}\nas of ${asOf}, ${seconds} s\n`;
}

function businessDate(text: string): string {
  if (!isBusinessDate(text)) throw new InvalidArgumentError('It must be a date YYYY-MM-DD.');
  return text;
}

/** A driver's message may repeat values of a row; its code says enough. */
function messageOf(error: unknown): string {
  if (error instanceof LeaseBusyError || error instanceof ConfigError) return error.message;
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
  const text = error instanceof LeaseLostError ? error.message : (code ?? (error as Error).message);
  return `the computation failed: ${text}\nThe results before it stay in force; the next run removes what this one left.`;
}
