import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ConfigError, loadConfig } from '../../platform/config';
import { Database } from '../../platform/database';
import { DATA_CHECKS } from './all-checks';
import { type CheckResult, runChecks } from './run-checks';

/** Where a command writes to: the result to stdout, everything else to stderr. */
interface CommandStreams {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
}

interface Options {
  readonly only?: readonly string[];
  readonly limit: number;
  readonly json?: boolean;
  readonly list?: boolean;
}

const CLEAN = 0;
const FOUND = 1;
/** Nothing is known: the command line, the configuration or the database is at fault. */
const FAILED = 2;

// Enough to see a pattern, and still one screen.
const LISTED = 20;

/** Runs `npm run data:check` with its arguments and gives the exit code. Never throws. */
export async function checkCommand(
  words: readonly string[],
  { stdout, stderr }: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let exitCode = CLEAN;
  const program = new Command('npm run data:check --')
    .description('Looks for stored rows that cannot be right, and lists their ids. It only reads.')
    .addOption(
      new Option('--only <name...>', 'these checks alone').choices(DATA_CHECKS.map(({ name }) => name)),
    )
    .option('--limit <n>', 'rows to list of each check', wholeNumber, LISTED)
    .option('--json', 'print the result as JSON')
    .option('--list', 'print the checks with their reasons and run none')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .action(async ({ only, limit, json, list }: Options) => {
      const checks = only ? DATA_CHECKS.filter(({ name }) => only.includes(name)) : DATA_CHECKS;
      if (list) {
        const named = checks.map(({ name, reason }) => ({ name, reason }));
        stdout.write(
          json
            ? `${JSON.stringify(named, null, 2)}\n`
            : named.map(({ name, reason }) => `${name}\n  ${reason}\n`).join(''),
        );
        return;
      }
      // The primary: a replica that lags has rows whose parents are on their way.
      const database = await Database.open({ url: loadConfig(variables).database.url });
      const results = await runChecks(database, checks, limit).finally(() => database.close());
      stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : textOf(results));
      if (results.some(({ findings }) => findings.length > 0)) exitCode = FOUND;
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? CLEAN : FAILED;
    stderr.write(`${error instanceof ConfigError ? error.message : `cannot check: ${messageOf(error)}`}\n`);
    return FAILED;
  }
}

function textOf(results: readonly CheckResult[]): string {
  const lines = results.flatMap(({ name, findings, more }) => [
    findings.length === 0 ? `ok    ${name}` : `FOUND ${name}: ${findings.length}${more ? ' and more' : ''}`,
    ...findings.map(({ table, id, problem }) => `      ${table} ${id}: ${problem}`),
  ]);
  const found = results.filter(({ findings }) => findings.length > 0).length;
  return `${lines.join('\n')}\n${results.length} checks, ${found === 0 ? 'nothing found' : `${found} found something`}\n`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}

/** A driver's message may repeat values of a row; its code says enough. */
function messageOf(error: unknown): string {
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
  return code ?? (error as Error).message;
}
