import { tmpdir } from 'node:os';
import { SourceFileError } from '../parse/source-file';
import { OutputFileError } from '../report/output-files';
import { LeaseLostError } from './source-lease.repository';

/** An import that had begun and cannot go on. What was stored until then stays; the same import goes on behind it. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';

  constructor(cause: unknown) {
    super(`the import stopped: ${reasonOf(cause)}`, { cause });
  }
}

/** What happened, for an operator. Never a driver's message: it may repeat values of a row. */
export function reasonOf(error: unknown): string {
  if (error instanceof OutputFileError) return `${error.path} cannot be written: ${inWords(error.code)}`;
  if (error instanceof SourceFileError || error instanceof LeaseLostError) return error.message;
  const { code, fatal } = failureOf(error);
  if (code !== undefined && code in WORDS) return inWords(code);
  if (fatal === true) return LOST;
  if (code !== undefined) return `an error of the database (${code})`;
  const { name = 'Error', stack = '' } = error as Partial<Error>;
  return `a fault of this program, ${name}${/\n\s*(at .*)/.exec(stack)?.[1]?.replace(/^/, ' ') ?? ''}`;
}

interface Failure {
  readonly code?: string;
  /** mysql2 says it of an error after which the connection cannot be used. */
  readonly fatal?: boolean;
}

const failureOf = (error: unknown): Failure =>
  (error as { driverError?: Failure }).driverError ?? (error as Failure);

const FULL = `the disk is full: that of the database, or of the temporary folder ${tmpdir()}`;
const LOST = 'the database cannot be reached, or closed the connection';
const LOCKED = 'another program held the lock of the database for too long';

const WORDS: Readonly<Record<string, string>> = {
  SQLITE_FULL: FULL,
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ER_DISK_FULL: FULL,
  ER_RECORD_FILE_FULL: FULL,
  SQLITE_BUSY: LOCKED,
  SQLITE_LOCKED: LOCKED,
  ER_LOCK_WAIT_TIMEOUT: LOCKED,
  SQLITE_CANTOPEN: 'the database file cannot be opened',
  SQLITE_READONLY: 'the database file must not be written',
  SQLITE_NOTADB: 'the file is no database',
  ECONNREFUSED: LOST,
  ECONNRESET: LOST,
  EPIPE: LOST,
  ETIMEDOUT: LOST,
  ENOTFOUND: LOST,
  PROTOCOL_CONNECTION_LOST: LOST,
  ER_SERVER_SHUTDOWN: LOST,
  ER_CONNECTION_KILLED: LOST,
  ER_ACCESS_DENIED_ERROR: 'the database does not let this user in',
  ER_BAD_DB_ERROR: 'there is no database of this name',
  EACCES: 'it is not permitted',
  EROFS: 'the file system must not be written',
};

const inWords = (code: string): string => (code in WORDS ? `${WORDS[code]} (${code})` : code);
