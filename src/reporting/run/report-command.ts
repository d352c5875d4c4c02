import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type ContributionConnector, contributingBureaus } from '../../bureaus';
import { derivedEvents, recordDay } from '../../ecosystem';
import { type BusinessDate, isBusinessDate, systemClock } from '../../kernel';
import { type Config, ConfigError, loadConfig } from '../../platform/config';
import { DataVault, readKeyring } from '../../platform/crypto';
import { Database, idGenerator } from '../../platform/database';
import { takeFeedback } from '../feedback/take-feedback';
import { Dispatcher } from '../outbox/dispatcher';
import { openCount } from '../outbox/outbox.repository';
import { OutboxWriter } from '../outbox/outbox-writer';
import { dryRun } from './dry-run';
import { reconcileRun } from './reconcile-run';
import { REPORT_ENTITIES } from './report.entities';

/** Where a command writes to: the result to stdout, everything else to stderr. */
interface CommandStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

interface Options {
  readonly date?: BusinessDate;
  readonly bureau?: string;
  readonly dryRun?: boolean;
  readonly feedback?: string;
  readonly wait: number;
  readonly reconcile?: boolean;
  readonly mend?: boolean;
  readonly json?: boolean;
}

/** Exit codes: what was asked cannot be done; or it began and failed, records are left unsent, or something was found. */
const REFUSED = 2;
const FAILED = 1;
const LOOK_EVERY_MS = 200;

/** Told to people, not of a fault. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Runs `npm run report` with its arguments and gives the exit code. Never throws. */
export async function reportCommand(
  words: readonly string[],
  { stdout, stderr }: CommandStreams,
  variables?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let exitCode = 0;
  const program = new Command('npm run report --')
    .description(
      'Derives the loan events of a business date from the loan book, and sends bureaus what they are owed.',
    )
    .option('--date <date>', 'business date whose events are derived, or looked at', businessDate)
    .option('--bureau <code>', 'send to this bureau only, such as BAIHANG')
    .option('--dry-run', 'build and check the records of the day, store and send nothing')
    .option('--feedback <folder>', 'first take the feedback files that lie in FOLDER/BUREAU')
    .option('--wait <seconds>', 'how long to wait for bureaus that do not answer', seconds, 60)
    .addOption(
      new Option(
        '--reconcile',
        'find events without records and records without events; without --date since REPORTING_START',
      ).conflicts(['dryRun', 'feedback']),
    )
    .option('--mend', 'with --reconcile: build the records that are missing')
    .option('--json', 'with --reconcile: print one JSON object for each finding')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .action(async (options: Options) => {
      checkOptions(options);
      const isDone = await report(loadConfig(variables), options, { stdout, stderr });
      if (!isDone) exitCode = FAILED;
    });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    stderr.write(`${messageOf(error)}\n`);
    return error instanceof ConfigError || error instanceof Refusal ? REFUSED : FAILED;
  }
}

/** @throws Refusal */
function checkOptions({ date, reconcile, mend, json }: Options): void {
  if (!reconcile && date === undefined) throw new Refusal('--date is missing');
  if (!reconcile && (mend || json)) throw new Refusal('--mend and --json go with --reconcile');
}

async function report(
  config: Config,
  options: Options,
  { stdout, stderr }: CommandStreams,
): Promise<boolean> {
  const { startOn, leaseMs } = config.reporting;
  if (startOn === null)
    throw new Refusal('REPORTING_START is not set: nothing that the loan book shows is reported');
  const { date = startOn } = options;
  if (date < startOn) throw new Refusal('the date lies before REPORTING_START');
  if (config.keyringFile === null && config.production) throw new Refusal('KEYRING_FILE is not set');
  const { connectors, close } = contributingBureaus(config.bureaus);
  const chosen = connectors.filter(({ bureau }) => options.bureau === undefined || bureau === options.bureau);
  const { url, poolSize } = config.database;
  const database = await Database.open({ url, poolSize }, REPORT_ENTITIES);
  try {
    if (chosen.length === 0) throw new Refusal('there is no such bureau, or it is switched off');
    const clock = systemClock(config.businessDate);
    if (date > clock.businessDate()) throw new Refusal('the date lies in the future');
    const vault = new DataVault(readKeyring(keyringOf(config)));
    const nextId = idGenerator(config.replicaId);
    // Every bureau is owed the events of the day; the one that is named is sent to.
    const writer = new OutboxWriter({ connectors, vault, nextId, clock, startOn });
    if (options.reconcile) {
      const span = { from: date, to: options.date ?? clock.businessDate() };
      const { mend = false, json = false } = options;
      const deps = { database, clock, startOn };
      const run = { deps, connectors: chosen, span, writer: mend ? writer : null, json };
      return (await reconcileRun(run, stdout)) === 0;
    }
    if (options.dryRun) {
      stdout.write(await dryRun(database, writer, chosen, derivedEvents(database, date)));
      return true;
    }
    if (options.feedback !== undefined)
      for (const connector of chosen) {
        const folder = path.join(options.feedback, connector.bureau);
        const taken = await takeFeedback({ database, clock, writer }, connector, folder);
        const { files, aside, confirmed, rejected } = taken;
        stdout.write(
          `${connector.bureau}: ${files} feedback files, ${aside} set aside; ${confirmed} confirmed, ${rejected} in error\n`,
        );
      }
    const day = await recordDay(
      { database, nextId, clock, onRecorded: writer.onRecorded },
      date,
      ({ loans, events, created }) => stderr.write(`${loans} loans, ${events} events, ${created} new\n`),
    );
    stdout.write(`${date}: ${day.events} events of ${day.loans} loans, ${day.created} new\n`);
    const dispatcher = new Dispatcher({ database, vault, nextId, clock, writer, leaseMs });
    const left = await Promise.all(
      chosen.map((connector) => sendAll(database, dispatcher, connector, options.wait, { stdout, stderr })),
    );
    return left.every((open) => open === 0);
  } finally {
    await close();
    await database.close();
  }
}

/** Sends until nothing is left, or nothing went for as long as was asked. Gives how many are left. */
async function sendAll(
  database: Database,
  dispatcher: Dispatcher,
  connector: ContributionConnector,
  waitSeconds: number,
  { stdout, stderr }: CommandStreams,
): Promise<number> {
  let accepted = 0;
  let rejected = 0;
  let lastMoved = Date.now();
  for (;;) {
    const round = await dispatcher.drain(connector, {
      onProgress: (done) => {
        lastMoved = Date.now();
        stderr.write(`${connector.bureau}: ${accepted + done.accepted} accepted\n`);
      },
    });
    accepted += round.accepted;
    rejected += round.rejected;
    const open = await openCount(database, connector.bureau);
    if (open === 0 || Date.now() - lastMoved > waitSeconds * 1000) {
      stdout.write(`${connector.bureau}: ${accepted} accepted, ${rejected} rejected, ${open} left\n`);
      return open;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** As the gateway has it: in development keys lie in its folder. */
const keyringOf = ({ keyringFile, varDir }: Config): string => keyringFile ?? `${varDir}/keys/data-keys.json`;

function businessDate(text: string): BusinessDate {
  if (!isBusinessDate(text)) throw new InvalidArgumentError('It must be a date YYYY-MM-DD.');
  return text;
}

function seconds(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of seconds.');
  return Number(text);
}

/** A driver's message may repeat values of a row; its code says enough. */
function messageOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof ConfigError) return error.message;
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
  return `reporting failed: ${code ?? (error as Error).message}\nWhat was stored stays; the same command again goes on.`;
}
