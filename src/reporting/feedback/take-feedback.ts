import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ContributionConnector, type FeedbackVerdict, withKnownRecords } from '../../bureaus';
import type { Clock } from '../../kernel';
import { type Database, writeAgainOnDeadlock } from '../../platform/database';
import { change } from '../outbox/outbox.repository';
import type { OutboxWriter } from '../outbox/outbox-writer';
import { filedIn, type NamedRecord, recordsNamed } from './feedback.repository';

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

function apply(
  { database, clock, writer }: FeedbackDeps,
  named: readonly NamedRecord[],
  verdicts: readonly FeedbackVerdict[],
): Promise<{ confirmed: number; rejected: number }> {
  const byReference = new Map(verdicts.map((verdict) => [verdict.reference, verdict]));
  return writeAgainOnDeadlock(database, async (transaction) => {
    const now = clock.now();
    // What is to be sent again, or was taken back, is another matter than what the bureau judged.
    const judged = named.filter(({ state }) => ['SENT', 'UNKNOWN', 'FILED', 'ACCEPTED'].includes(state));
    const isFaulty = ({ reference }: NamedRecord) => (byReference.get(reference)?.errors.length ?? 0) > 0;
    const confirmed = judged.filter((record) => !isFaulty(record)).map(({ id }) => id);
    await change(transaction, confirmed, now, { state: 'ACCEPTED', rule: null });
    await writer.step(transaction, confirmed, () => ({
      state: 'ACCEPTED',
      cause: 'IN_DATABASE',
      caller: null,
    }));
    const faulty = judged.filter(isFaulty);
    for (const { id, reference } of faulty) {
      const errors = byReference.get(reference)?.errors ?? [];
      const rule = errors[0]?.code.slice(0, 40) ?? 'FEEDBACK';
      const findings = errors.map(({ code, field }) => ({
        rule: code,
        severity: 'ERROR',
        fields: field ? [field] : [],
        mend: {
          zh: '机构次日反馈有误：请在来源系统改正后重报',
          en: 'the bureau found it wrong the next day: mend it at its source, then send it again',
        },
      }));
      await change(transaction, [id], now, { state: 'REJECTED', rule, findings: JSON.stringify(findings) });
      await writer.step(transaction, [id], () => ({ state: 'REJECTED', cause: rule, caller: null }));
    }
    return { confirmed: confirmed.length, rejected: faulty.length };
  });
}

/** The report names the problem and the line, and no value of the file. */
async function setAside(folder: string, name: string, reading: object): Promise<void> {
  const {
    problem = 'FAILED',
    line = null,
    unknown = 0,
  } = reading as {
    problem?: string;
    line?: number | null;
    unknown?: number;
  };
  await mkdir(path.join(folder, 'aside'), { recursive: true });
  await writeFile(
    path.join(folder, 'aside', `${name}.report.json`),
    `${JSON.stringify({ file: name, problem, line, unknown }, null, 2)}\n`,
  );
  await move(folder, 'aside', name);
}

async function move(folder: string, to: string, name: string): Promise<void> {
  await mkdir(path.join(folder, to), { recursive: true });
  await rename(path.join(folder, name), path.join(folder, to, name));
}
