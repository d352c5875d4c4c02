import { setTimeout as sleep } from 'node:timers/promises';
import { GuardedClient, HttpFailure } from '../../../src/platform/http-client';

/**
 * A program of its own: calls the address in argv[2] until told how much memory that took at most beyond a call that was
 * answered well. Writes one line of JSON.
 */
async function main(): Promise<void> {
  const client = new GuardedClient({ baseUrl: process.argv[2] ?? '' });
  const call = async (path: string): Promise<string> => {
    try {
      await client.postJson(path, {}, { timeoutMs: 20_000 });
      return 'ANSWERED';
    } catch (error) {
      return error instanceof HttpFailure ? error.code : String(error);
    }
  };
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 2);
  const settle = async (): Promise<void> => {
    global.gc?.();
    await sleep(50);
  };
  // As much as good answers ever take is the measure: a call grows the heap whatever it brings.
  for (let i = 0; i < 200; i += 1) await call('/good');
  await settle();
  const ordinary = highest;
  const outcome = await call(process.argv[3] ?? '');
  await settle();
  clearInterval(watch);
  process.stdout.write(JSON.stringify({ outcome, grownBytes: highest - ordinary }));
}

void main();
