import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { computeGraph } from '../../graph';
import { type Config, ConfigError, loadConfig } from '../../platform/config';
import { seedDemo } from '../seed';
import { type LoadPlace, openDependencies } from './load/dependencies';
import { ownHand } from './load/hand';
import { type EcosystemProgress, loadEcosystem, OtherEcosystemError } from './load/load-ecosystem';
import { ThreadHand } from './load/thread-hand';
import { FolderError, MAPPING_FILE, writeEcosystem } from './load/write-files';
import { checkSize, type EcosystemSize, SizeError, sourceOf } from './size';

/** Where a command writes to: the result to stdout, everything else to stderr. */
interface CommandStreams {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
}

interface Options extends EcosystemSize {
  readonly out?: string;
  readonly threads?: number;
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
    .option(
      '--threads <n>',
      'threads that load side by side, up to 16; one by default on SQLite',
      threadCount,
    )
    .option('--json', 'print the result as JSON')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .action(async ({ out, threads, json, ...size }: Options) => {
      checkSize(size);
      const config = loadConfig(variables);
      if (config.production) throw new ProductionError('fictional people have no place in production');
      const startedAt = process.hrtime.bigint();
      const onProgress = progressOn(stderr, startedAt);
      const result = out
        ? writeEcosystem(out, size, onProgress)
        : await load(config, size, threads ?? threadsFor(config, size), onProgress);
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

// Below it, starting threads takes longer than they save.
const FEWEST_ACCOUNTS_FOR_THREADS = 2_000;

/** SQLite lets one write at a time, so that a second thread would mostly wait. */
function threadsFor({ database }: Config, { accounts }: EcosystemSize): number {
  const alone = database.url.startsWith('sqlite:') || accounts < FEWEST_ACCOUNTS_FOR_THREADS;
  return alone ? 1 : Math.min(availableParallelism(), MOST_THREADS);
}

// By then the server has enough to do.
const MOST_THREADS = 4;

async function load(
  config: Config,
  size: EcosystemSize,
  threads: number,
  onProgress: (progress: EcosystemProgress) => void,
) {
  const place = placeOf(config);
  const { dependencies, close } = await openDependencies(place);
  // One thread needs no other.
  const hands = Array.from(
    { length: threads > 1 ? threads : 0 },
    (_, n) => new ThreadHand({ size, place: { ...place, replicaId: (place.replicaId + 1 + n) % 1024 } }),
  );
  try {
    const result = await loadEcosystem(
      dependencies,
      size,
      hands.length > 0 ? hands : [ownHand(dependencies, size)],
      onProgress,
    );
    await seedDemo(dependencies);
    await computeGraph(dependencies);
    return result;
  } finally {
    await Promise.all(hands.map((hand) => hand.close()));
    await close();
  }
}

function placeOf({ database, keyringFile, varDir, replicaId }: Config): LoadPlace {
  const keyring = keyringFile
    ? { file: keyringFile, isMadeHere: false }
    : { file: join(varDir, 'keys', 'data-keys.json'), isMadeHere: true };
  return { databaseUrl: database.url, poolSize: database.poolSize, keyring, replicaId };
}

/** Tells how far it is, every other second. */
function progressOn(stream: CommandStreams['stderr'], startedAt: bigint) {
  let told = startedAt;
  return ({ records, share }: EcosystemProgress) => {
    const now = process.hrtime.bigint();
    if (share < 1 && now - told < 2_000_000_000n) return;
    told = now;
    const seconds = Number(now - startedAt) / 1e9;
    const left = Math.round((seconds / share) * (1 - share));
    stream.write(`${Math.floor(share * 100)} %, ${records} records, ${left} s left\n`);
  };
}

interface Report {
  readonly source: string;
  readonly seconds: number;
  readonly planted?: Readonly<Record<string, number>>;
}

function textOf({ seconds, planted = {}, ...counts }: Report, out: string | undefined): string {
  const listed = (entries: Record<string, unknown>) =>
    Object.entries(entries)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const hidden = Object.keys(planted).length > 0 ? `hidden in it: ${listed(planted)}\n` : '';
  const next = out ? `load it with: npm run import -- --mapping ${join(out, MAPPING_FILE)} ${out}\n` : '';
  return `${listed(counts)}, ${seconds} s\n${hidden}${next}`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function threadCount(text: string): number {
  const threads = wholeNumber(text);
  if (threads < 1 || threads > 16) throw new InvalidArgumentError('It must be from 1 to 16.');
  return threads;
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
