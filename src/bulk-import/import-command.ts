import { dirname, join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { systemClock } from '../kernel';
import { type Config, ConfigError, loadConfig, makeFolderOf } from '../platform/config';
import { DataVault, developmentKeyring, readKeyring } from '../platform/crypto';
import { Database, idGenerator } from '../platform/database';
import { IMPORT_ENTITIES } from './entities';
import { MappingError, readMapping } from './mapping/mapping';
import { SourceFileError } from './parse/source-file';
import { type CheckReport, checkInWords, checkPlan } from './report/check-report';
import { progressOn } from './report/progress';
import { summaryOf } from './report/summary';
import { type ImportPlan, planImport } from './run/import-plan';
import { ImportStopped, reasonOf } from './run/import-stopped';
import { type ImportReport, runImport } from './run/run-import';
import { SourceBusyError } from './run/source-lease.repository';

/** Where a command writes to: the result to stdout, everything else to stderr. */
export interface CommandStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

interface Options {
  readonly mapping: string;
  readonly check?: boolean;
  readonly rejects?: string;
  readonly review?: string;
  readonly mend?: string;
  readonly fromStart?: boolean;
  readonly json?: boolean;
  readonly maxRejects?: number;
}

/** Exit codes: what was asked cannot be done and nothing was loaded; or loading began and failed. */
const REFUSED = 2;
const FAILED = 1;

/** Runs `npm run import` with its arguments and gives the exit code. Never throws. */
export async function importCommand(
  words: readonly string[],
  streams: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let exitCode = 0;
  const program = new Command('npm run import --')
    .description('Loads delimited files or JSON lines into the database through a mapping file.')
    .argument('<source...>', 'a folder with the files that the mapping names, or some of the files')
    .requiredOption('--mapping <file>', 'mapping file (YAML); see docs/how-to/add-a-mapping.md')
    .option('--check', 'explain the mapping against the heads of the files; load nothing')
    .option(
      '--rejects <file>',
      'where to list the rows that were not loaded (default: var/rejects/<source>-<time>.csv)',
    )
    .option(
      '--review <file>',
      'where to list the rows that contradict who is stored (default: var/review/<source>-<time>.csv)',
    )
    .option(
      '--mend <folder>',
      'also write the rejected rows themselves there, in clear, to be mended and loaded again',
    )
    .option('--from-start', 'begin anew although the same import was interrupted')
    .option('--json', 'print the result as JSON')
    .option('--max-rejects <n>', 'stop and fail when more rows than this are rejected', wholeNumber)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    })
    .action(async (paths: readonly string[], options: Options) => {
      const config = loadConfig(variables);
      const plan = await planImport(readMapping(options.mapping), paths);
      if (options.check) {
        const today = systemClock(config.businessDate).businessDate();
        const report = await checkPlan(plan, today);
        streams.stdout.write(options.json ? inJson(report) : `${checkInWords(report)}\n`);
      } else exitCode = await load(config, plan, options, streams);
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    streams.stderr.write(`${messageOf(error)}\n`);
    return isRefusal(error) ? REFUSED : FAILED;
  }
}

async function load(
  config: Config,
  plan: ImportPlan,
  options: Options,
  streams: CommandStreams,
): Promise<number> {
  makeFoldersOf(options);
  const clock = systemClock(config.businessDate);
  const ring = config.keyringFile
    ? readKeyring(config.keyringFile)
    : developmentKeyring(join(config.varDir, 'keys', 'data-keys.json'));
  const startedAt = clock.now().toISOString().replace(/[:.]/g, '-');
  const placeOf = (kind: string) => join(config.varDir, kind, `${plan.mapping.source}-${startedAt}.csv`);
  const progress = progressOn(streams.stderr);
  const database = await Database.open(config.database, IMPORT_ENTITIES);
  try {
    const dependencies = {
      database,
      vault: new DataVault(ring),
      nextId: idGenerator(config.replicaId),
      clock,
    };
    const report = await runImport(dependencies, plan, {
      mappingFile: options.mapping,
      places: {
        rejects: options.rejects ?? placeOf('rejects'),
        review: options.review ?? placeOf('review'),
        ...(options.mend === undefined ? {} : { mend: options.mend }),
      },
      fromStart: options.fromStart === true,
      onProgress: (at) => progress.update(at),
      onTable: (table) => progress.done(table),
      ...(options.maxRejects === undefined ? {} : { maxRejects: options.maxRejects }),
    });
    streams.stdout.write(options.json ? inJson(report) : inText(report));
    if (report.complete) return 0;
    streams.stderr.write(
      `stopped: more than ${options.maxRejects} rows were rejected; what was stored until then stays\n`,
    );
    return FAILED;
  } finally {
    progress.stop();
    await database.close();
  }
}

/** Those that were named: what cannot be written is told now, and not with the first row that goes there. */
function makeFoldersOf({ rejects, review, mend }: Options): void {
  if (rejects !== undefined) makeFolderOf('--rejects', dirname(rejects));
  if (review !== undefined) makeFolderOf('--review', dirname(review));
  if (mend !== undefined) makeFolderOf('--mend', mend);
}

const inJson = (report: CheckReport | ImportReport): string => `${JSON.stringify(report, null, 2)}\n`;

function inText(report: ImportReport): string {
  const lines = [summaryOf(report)];
  if (report.resumed) lines.unshift('went on behind the last batch of the run that was interrupted');
  if (report.rejectsFile !== null) lines.push(`rejects: ${report.rejectsFile}`);
  if (report.reviewFile !== null) lines.push(`to be reviewed: ${report.reviewFile}`);
  return `${lines.join('\n')}\n`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

const isRefusal = (error: unknown): boolean =>
  error instanceof MappingError ||
  error instanceof SourceFileError ||
  error instanceof ConfigError ||
  error instanceof SourceBusyError;

function messageOf(error: unknown): string {
  if (isRefusal(error)) return error instanceof Error ? error.message : String(error);
  return error instanceof ImportStopped
    ? `${error.message}\nThe batches before this are stored; the same command goes on behind them.`
    : `nothing was loaded: ${reasonOf(error)}`;
}
