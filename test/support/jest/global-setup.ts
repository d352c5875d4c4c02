import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from 'jest';
import { announceTemplate } from '../demo-template';
import { findMariadbProgram, ping, startThrowawayMariadb, type ThrowawayServer } from '../throwaway-mariadb';

declare global {
  var throwawayMariadb: ThrowawayServer | undefined;
}

/** What Jest tells a global setup about the run; `testPathPatterns` are the arguments given on the command line. */
type Run = Pick<Config, 'rootDir'> & { testPathPatterns?: { patterns: readonly string[] } };

/**
 * Finds or starts the MariaDB server of this run and leaves its address in TEST_MARIADB_URL for the workers:
 * TEST_MYSQL_URL if set, else a throw-away server, else none (the suites then skip themselves, visibly).
 * @throws Error when there is none although REQUIRE_MARIADB=1, or when TEST_MYSQL_URL does not answer
 */
export default async function globalSetup(run: Run): Promise<void> {
  announceTemplate();
  delete process.env.TEST_MARIADB_URL;
  if (!runTouchesSql(run)) return;

  const given = process.env.TEST_MYSQL_URL;
  if (given) {
    await ping(given).catch((error: Error) => {
      throw new Error(`TEST_MYSQL_URL does not answer: ${error.message}`);
    });
    process.env.TEST_MARIADB_URL = given;
    return;
  }
  const mariadbd = findMariadbProgram('mariadbd');
  if (mariadbd) {
    globalThis.throwawayMariadb = await startThrowawayMariadb(mariadbd, [], fastFolder());
    process.env.TEST_MARIADB_URL = globalThis.throwawayMariadb.url;
    return;
  }
  const missing = 'no mariadbd on this machine and TEST_MYSQL_URL is not set';
  if (process.env.REQUIRE_MARIADB === '1') throw new Error(`REQUIRE_MARIADB=1, but ${missing}`);
  process.stderr.write(`MariaDB suites are skipped: ${missing}\n`);
}

/** In memory where Linux offers room for it: a disk waits at each of the tables that a hundred suites create. */
function fastFolder(): string {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 4e9 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Starting a server costs 2.5 s, too much for a unit test that is run after every keystroke. */
function runTouchesSql({ rootDir, testPathPatterns }: Run): boolean {
  const patterns = testPathPatterns?.patterns ?? [];
  if (!rootDir || patterns.length === 0) return true;
  const folder = path.join(rootDir, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(folder, file))
    .filter((file) => patterns.some((pattern) => new RegExp(pattern, 'i').test(file)))
    .some(
      (file) => !isPure(path.relative(folder, file)) || readFileSync(file, 'utf8').includes('/databases'),
    );
}

function isPure(file: string): boolean {
  return /^(unit|architecture)[\\/]/.test(file);
}
