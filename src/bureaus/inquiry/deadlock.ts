import type { Database, Transaction } from '../../platform/database';

const MOST_TRIES = 4;

/**
 * Runs a transaction again when the server chose it to break a deadlock: it was rolled back as a whole. Only for work
 * that does nothing but write to the database.
 */
export async function writeAgainOnDeadlock<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.write(work);
    } catch (error) {
      const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
      const wasChosen = code === 'ER_LOCK_DEADLOCK' || code === 'ER_CHECKREAD';
      if (!wasChosen || attempt === MOST_TRIES) throw error;
    }
  }
}
