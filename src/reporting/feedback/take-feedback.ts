import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type ContributionConnector,
  type FeedbackError,
  type FeedbackReading,
  type FeedbackVerdict,
  type Finding,
  withKnownRecords,
} from '../../bureaus';
import type { Clock } from '../../kernel';
import { type Database, type Transaction, writeAgainOnDeadlock } from '../../platform/database';
import { makeFolder } from '../../platform/files';
import { change } from '../outbox/outbox.repository';
import type { OutboxWriter } from '../outbox/outbox-writer';
import { atBureau, filedIn, type NamedRecord, recordsNamed } from './feedback.repository';

export interface FeedbackDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly writer: OutboxWriter;
}

export interface TakenFeedback {
  readonly files: number;
  /** Files that could not be read; each has a report beside it. */
  readonly aside: number;
  /** Records that are in the bureau's database (入库), and those that it found errors in. */
  readonly confirmed: number;
  readonly rejected: number;
  /** Records of files that it could not use: they go again. */
  readonly again: number;
}

/**
 * Takes the feedback files of one bureau from a folder. A file that was read moves to `done`; one that is torn, of
 * another encoding, or names records that are not ours changes nothing and moves to `aside` whole, with a report.
 * Killed in between, it takes a file again: what it says is the same.
 */
export async function takeFeedback(
  deps: FeedbackDeps,
  connector: ContributionConnector,
  folder: string,
): Promise<TakenFeedback> {
  let taken: TakenFeedback = { files: 0, aside: 0, ...NOTHING };
  for (const name of await filesIn(folder)) {
    const { aside, confirmed, rejected, again } = await takeFile(deps, connector, folder, name);
    taken = {
      files: taken.files + 1,
      aside: taken.aside + aside,
      confirmed: taken.confirmed + confirmed,
      rejected: taken.rejected + rejected,
      again: taken.again + again,
    };
  }
  return taken;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // A name that begins with a dot is a file that is still being written.
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

type Counts = Omit<TakenFeedback, 'files'>;

async function takeFile(
  deps: FeedbackDeps,
  connector: ContributionConnector,
  folder: string,
  name: string,
): Promise<Counts> {
  const { database } = deps;
  const read = connector.readFeedback(await readFile(path.join(folder, name)), name);
  const references = read.kind === 'READ' ? read.verdicts.map(({ reference }) => reference) : [];
  const named = await recordsNamed(database, connector.bureau, [...new Set(references)]);
  const ours = new Set(named.map(({ reference }) => reference));
  const reading = withKnownRecords(read, (reference) => ours.has(reference));
  if (reading.kind === 'READ' && reading.state === 'FAILED') {
    const again = await sendAgain(deps, connector.bureau, reading.about);
    if (again > 0) {
      await move(folder, 'done', name);
      return { ...NOTHING, aside: 0, again };
    }
  }
  if (reading.kind === 'REFUSED' || reading.state === 'FAILED') {
    await setAside(folder, name, reading);
    return { ...NOTHING, aside: 1 };
  }
  const counts = reading.state === 'JUDGED' ? await apply(deps, named, reading.verdicts) : NOTHING;
  await move(folder, 'done', name);
  return { aside: 0, again: 0, ...counts };
}

const NOTHING = { confirmed: 0, rejected: 0, again: 0 };

/** A file that the bureau could not use: its records go again, in another one. */
function sendAgain(
  { database, clock, writer }: FeedbackDeps,
  bureau: string,
  file: string | null,
): Promise<number> {
  if (file === null) return Promise.resolve(0);
  return writeAgainOnDeadlock(database, async (transaction) => {
    const ids = await filedIn(transaction, bureau, file);
    const now = clock.now();
    await change(transaction, ids, now, { state: 'READY', rule: FILE_FAILED, nextTryAt: now });
    await writer.step(transaction, ids, () => ({ state: 'READY', cause: FILE_FAILED, caller: null }));
    return ids.length;
  });
}

const FILE_FAILED = 'FILE_FAILED';

/** Held by one transaction, which lets nobody else write to SQLite. */
const RECORDS_AT_ONCE = 1_000;

/** Of a file that was found to be whole; some records at a time, since what a file says may be written down twice. */
async function apply(
  deps: FeedbackDeps,
  named: readonly NamedRecord[],
  verdicts: readonly FeedbackVerdict[],
): Promise<{ confirmed: number; rejected: number }> {
  const errors = new Map(verdicts.map((verdict) => [verdict.reference, verdict.errors]));
  const counts = { confirmed: 0, rejected: 0 };
  for (let from = 0; from < named.length; from += RECORDS_AT_ONCE) {
    const some = named.slice(from, from + RECORDS_AT_ONCE);
    const { confirmed, rejected } = await writeAgainOnDeadlock(deps.database, (transaction) =>
      judge(transaction, deps, some, errors),
    );
    counts.confirmed += confirmed;
    counts.rejected += rejected;
  }
  return counts;
}

async function judge(
  transaction: Transaction,
  { clock, writer }: FeedbackDeps,
  named: readonly NamedRecord[],
  errors: ReadonlyMap<string, readonly FeedbackError[]>,
): Promise<{ confirmed: number; rejected: number }> {
  const now = clock.now();
  const ids = await atBureau(
    transaction,
    named.map(({ id }) => id),
  );
  const judged = named.filter(({ id }) => ids.has(id));
  const errorsOf = ({ reference }: NamedRecord) => errors.get(reference) ?? [];
  const confirmed = judged.filter((record) => errorsOf(record).length === 0).map(({ id }) => id);
  await change(transaction, confirmed, now, { state: 'ACCEPTED', rule: null });
  await writer.step(transaction, confirmed, () => ({
    state: 'ACCEPTED',
    cause: 'IN_DATABASE',
    caller: null,
  }));
  const faulty = judged.filter((record) => errorsOf(record).length > 0);
  for (const record of faulty) {
    const rule = errorsOf(record)[0]?.code.slice(0, 40) ?? 'FEEDBACK';
    const findings = JSON.stringify(errorsOf(record).map(findingOf));
    await change(transaction, [record.id], now, { state: 'REJECTED', rule, findings });
    await writer.step(transaction, [record.id], () => ({ state: 'REJECTED', cause: rule, caller: null }));
  }
  return { confirmed: confirmed.length, rejected: faulty.length };
}

const findingOf = ({ code, field }: FeedbackError): Finding => ({
  rule: code,
  severity: 'ERROR',
  fields: field ? [field] : [],
  mend: {
    zh: '机构次日反馈有误：请在来源系统改正后重报',
    en: 'the bureau found it wrong the next day: mend it at its source, then send it again',
  },
});

/** The report names the problem and the line, and no value of the file. */
async function setAside(folder: string, name: string, reading: FeedbackReading): Promise<void> {
  const { problem, line, unknown } =
    reading.kind === 'REFUSED' ? reading : { problem: 'FAILED', line: null, unknown: 0 };
  makeFolder(path.join(folder, 'aside'));
  await writeFile(
    path.join(folder, 'aside', `${name}.report.json`),
    `${JSON.stringify({ file: name, problem, line, unknown }, null, 2)}\n`,
  );
  await move(folder, 'aside', name);
}

async function move(folder: string, to: string, name: string): Promise<void> {
  makeFolder(path.join(folder, to));
  await rename(path.join(folder, name), path.join(folder, to, name));
}
