import { randomBytes } from 'node:crypto';
import { access, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../platform/files';
import type {
  ContributionConnector,
  ContributionFile,
  ContributionRecord,
  ContributionTransport,
  FileNaming,
  SendOutcome,
} from './contribution.port';

/** Files are few and large: the numbers of a day are scarce. */
const RECORDS_IN_A_FILE = 2_000;

/** Name of a batch that goes by file: day and number of the file. Pure. */
export const fileBatchKey = (day: string, sequence: number): string => `F${day}-${sequence}`;

/** Whether a batch of this name can be sent as files again. Pure. */
export const isFileBatchKey = (key: string): boolean => FILE_KEY.test(key);

const FILE_KEY = /^F(\d{4}-\d\d-\d\d)-(\d+)$/;

/** @throws TypeError for a name that `fileBatchKey` has not made */
function namingOf(key: string): Omit<FileNaming, 'fileKind'> {
  const [, date, sequence] = FILE_KEY.exec(key) ?? [];
  if (date === undefined) throw new TypeError('a batch that goes by file is named by fileBatchKey');
  return { date, sequence: Number(sequence) };
}

/**
 * Hands records over as files in a folder, from which the bureau's front-end, or a program that speaks SFTP or FTPS, takes
 * them. A file appears under its name whole or not at all: it is written under a name that begins with a dot, flushed to the disk
 * and renamed. A batch has the name of its files, so that a repeated one gives the same files again.
 */
export class DropFolder implements ContributionTransport {
  readonly kind = 'FILE';
  readonly batchSize = RECORDS_IN_A_FILE;

  constructor(
    private readonly folder: string,
    private readonly fileOf: ContributionConnector['fileOf'],
  ) {}

  async send(batch: readonly ContributionRecord[], key: string): Promise<readonly SendOutcome[]> {
    const naming = namingOf(key);
    const outcomes = new Map<string, SendOutcome>();
    for (const fileKind of new Set(batch.map((record) => record.fileKind))) {
      const records = batch.filter((record) => record.fileKind === fileKind);
      outcomes.set(fileKind, await this.#handOver(this.fileOf(records, { ...naming, fileKind })));
    }
    return batch.map(({ fileKind }) => outcomes.get(fileKind) as SendOutcome);
  }

  async #handOver(file: ContributionFile): Promise<SendOutcome> {
    try {
      await writeWhole(this.folder, file);
      return { kind: 'HANDED_OVER', receipt: file.name };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      // It may have got its name before this. The same file again has no second effect.
      return { kind: 'UNKNOWN', cause: `FILE_${code}` };
    }
  }
}

/** @throws Error of the file system, with its code */
async function writeWhole(folder: string, { name, bytes }: ContributionFile): Promise<void> {
  // Asked for without blocking first: a share that does not answer must not hold up the gateway.
  await access(folder).catch(() => makeFolder(folder));
  // Of its own: one that was thought dead may still be writing.
  const unfinished = path.join(folder, `.${name}.${randomBytes(6).toString('hex')}.part`);
  const handle = await open(unfinished, 'wx', 0o640);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(unfinished, path.join(folder, name));
  await flushed(folder);
  await removeLeftovers(folder, name);
}

/** The name itself is on the disk only when its folder is. */
async function flushed(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What processes that died left of the same file. */
async function removeLeftovers(folder: string, name: string): Promise<void> {
  const left = (await readdir(folder)).filter(
    (each) => each.startsWith(`.${name}.`) && each.endsWith('.part'),
  );
  for (const each of left) await rm(path.join(folder, each), { force: true });
}
