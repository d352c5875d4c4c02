import { setTimeout as after } from 'node:timers/promises';
import { type Database, isDuplicateKey, type Transaction } from './database';

// Of ten that race for one key on a slow machine, one may lose every round: each waits longer than the last, by chance.
const MOST_TRIES = 10;
const LONGEST_WAIT_MS = 200;

/**
 * Runs a transaction again when the server chose it to break a deadlock: it was rolled back as a whole. Only for work
 * that does nothing but write to the database.
 */
export const writeAgainOnDeadlock = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => writeAgain(database, work, isDeadlock);

/**
 * As `writeAgainOnDeadlock`, and also when somebody else stored a row of the same key in between: the work, which must
 * look before it inserts, finds it this time.
 */
export const writeAgainOnClash = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => writeAgain(database, work, (error) => isDeadlock(error) || isDuplicateKey(error));

async function writeAgain<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
  isClash: (error: unknown) => boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.write(work);
    } catch (error) {
      if (attempt === MOST_TRIES || !isClash(error)) throw error;
      await after(Math.random() * Math.min(LONGEST_WAIT_MS, 2 ** attempt));
    }
  }
}

function isDeadlock(error: unknown): boolean {
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_CHECKREAD';
}
