import { isDuplicateKey } from '../../platform/database';

// Each clash lets the other import through, and imports that bring the same rows at once are few.
const MOST_ATTEMPTS = 5;

/** Repeats a transaction that clashed with another: it stored the same key in between, or waited for what this one held. */
export async function despiteClashes<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !(isDuplicateKey(error) || isDeadlock(error))) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  (error as { driverError?: { code?: string } }).driverError?.code === 'ER_LOCK_DEADLOCK';
