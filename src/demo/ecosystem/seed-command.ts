import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { IMPORT_ENTITIES } from '../../bulk-import';
import { ClientPurposeEntity } from '../../consent';
import { systemClock } from '../../kernel';
import { type Config, ConfigError, loadConfig } from '../../platform/config';
import { DataVault, developmentKeyring, readKeyring } from '../../platform/crypto';
import { Database, idGenerator } from '../../platform/database';
import { DEMO_BUSINESS_DATE } from '../business-date';
import { seedDemo } from '../seed';
import { loadEcosystem, OtherEcosystemError } from './load-ecosystem';
import { checkSize, type EcosystemSize, SizeError, sourceOf } from './size';
import { FolderError, MAPPING_FILE, writeEcosystem } from './write-files';

/** Where a command writes to: the result to stdout, everything else to stderr. */
interface CommandStreams {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
}

interface Options extends EcosystemSize {
  readonly out?: string;
  readonly json?: boolean;
}

/** Exit codes: what was asked cannot be done and nothing was written; or writing began and failed. */
const REFUSED = 2;
const FAILED = 1;

class ProductionError extends Error {}

/** Runs `npm run seed` with its arguments and gives the exit code. Never throws. */
export async function seedCommand(
  words: readonly string[],
  { stdout, stderr }: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const program = new Command('npm run seed --')
    .description(
      'Makes a fictional ecosystem of any size and loads it, with the personas of the demo, or writes it to files. The same numbers make the same ecosystem.',
    )
    .option('--accounts <n>', 'people with an account each', wholeNumber, 10_000)
    .option('--suppliers <n>', 'suppliers', wholeNumber, 50)
    .option('--dealers <n>', 'dealers', wholeNumber, 300)
    .option('--seed <n>', 'which ecosystem of this size', wholeNumber, 1)
    .option('--out <folder>', 'write CSV files and a mapping here instead of loading')
    .option('--json', 'print the result as JSON')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .action(async ({ out, json, ...size }: Options) => {
      checkSize(size);
      const config = loadConfig(variables);
      if (config.production) throw new ProductionError('fictional people have no place in production');
      const startedAt = process.hrtime.bigint();
      const onProgress = (records: number) => stderr.write(`${records} records\n`);
      const result = out ? writeEcosystem(out, size, onProgress) : await load(config, size, onProgress);
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const report = { source: sourceOf(size), ...result, seconds: Math.round(seconds * 10) / 10 };
      stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, out));
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    stderr.write(`${messageOf(error)}\n`);
    return isRefusal(error) ? REFUSED : FAILED;
  }
}

async function load(config: Config, size: EcosystemSize, onProgress: (records: number) => void) {
  const ring = config.keyringFile
    ? readKeyring(config.keyringFile)
    : developmentKeyring(join(config.varDir, 'keys', 'data-keys.json'));
  const database = await Database.open(config.database, [...IMPORT_ENTITIES, ClientPurposeEntity]);
  try {
    const dependencies = {
      database,
      vault: new DataVault(ring),
      nextId: idGenerator(config.replicaId),
      clock: systemClock(DEMO_BUSINESS_DATE),
    };
    const result = await loadEcosystem(dependencies, size, onProgress);
    await seedDemo(dependencies);
    return result;
  } finally {
    await database.close();
  }
}

function textOf(
  { seconds, ...counts }: { source: string; seconds: number },
  out: string | undefined,
): string {
  const numbers = Object.entries(counts).map(([name, value]) => `${name} ${value}`);
  const next = out && `load it with: npm run import -- --mapping ${join(out, MAPPING_FILE)} ${out}\n`;
  return `${numbers.join(', ')}, ${seconds} s\n${next ?? ''}`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

const isRefusal = (error: unknown): boolean =>
  [ConfigError, SizeError, ProductionError, OtherEcosystemError, FolderError].some(
    (kind) => error instanceof kind,
  );

/** A driver's message may repeat values of a row; its code says enough. */
function messageOf(error: unknown): string {
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
  const text = code ?? (error as Error).message;
  return isRefusal(error)
    ? text
    : `${text}\nWhat was written before this stays; the same command can be run again.`;
}
