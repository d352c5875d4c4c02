import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { createGateway, type Gateway } from '../src/app/gateway';
import { loadRecords } from '../src/bulk-import';
import { systemClock } from '../src/kernel';
import { loadConfig } from '../src/platform/config';
import { idGenerator } from '../src/platform/database';
import type { Answer } from '../test/support/gateway';
import { loadWholeBorrowers, residentIdOf } from '../test/support/whole-borrowers';

/** How the sandbox calls a bureau, and how the gateway does. */
export const BUREAUS = {
  'shanghai-credit': 'SHANGHAI_CREDIT',
  baihang: 'BAIHANG',
  nifa: 'NIFA',
} as const;

export type SandboxBureau = keyof typeof BUREAUS;

export interface Calls {
  readonly total: number;
  readonly bySubject: Readonly<Record<string, number>>;
}

/** The real gateway in this process, the sandbox in another, HTTP between them. */
export interface Stage {
  readonly gateway: Gateway;
  /** By which it was started. */
  readonly environment: Readonly<Record<string, string>>;
  /** Numbers of borrowers that nobody has asked about yet, each given once. */
  fresh(count: number): readonly { readonly residentId: string }[];
  /** The composite query; throws unless it is answered without errors. */
  ask(keys: readonly object[], credit: object): Promise<Answer>;
  /** Milliseconds from reservation to outcome of the last inquiries at a bureau, newest first. */
  latestDurations(bureau: SandboxBureau, count: number): Promise<number[]>;
  order(bureau: SandboxBureau, fault: object | null): Promise<void>;
  resetCalls(): Promise<void>;
  calls(): Promise<Record<string, Calls>>;
  close(): Promise<void>;
}

/** @param root folder of the compiled programs */
export async function openStage(
  root: string,
  query: string,
  borrowers: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const sandbox = spawn(process.execPath, [path.join(root, 'sandbox/main.js')], {
    env: { SANDBOX_PORT: '0', SANDBOX_NIFA_PENDING_POLLS: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever ends this process, the sandbox goes with it.
  process.once('exit', () => sandbox.kill('SIGKILL'));
  const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
  const bureaus = /http:\S+/.exec(line.toString())?.[0] ?? '';
  const database = await emptyDatabase(process.env.DATABASE_URL);
  const variables = {
    ...(database && { DATABASE_URL: database.url }),
    NODE_ENV: 'test',
    PORT: '0',
    VAR_DIR: folder,
    LOG_LEVEL: 'error',
    EXPLORER: 'off',
    SHANGHAI_CREDIT_URL: `${bureaus}/shanghai-credit`,
    BAIHANG_URL: `${bureaus}/baihang`,
    NIFA_URL: `${bureaus}/nifa`,
    ...environment,
  };
  const gateway = await createGateway(loadConfig(variables));
  const url = await gateway.http.listen({ host: '127.0.0.1', port: 0 });
  await loadWholeBorrowers(gateway.database, gateway.vault, borrowers);
  await loadFurtherConsents(gateway, borrowers);
  if (!gateway.issuer) throw new Error('this gateway issues no tokens');
  const { token } = await gateway.issuer.issue('analyst');
  let given = 0;

  return {
    gateway,
    environment: variables,
    fresh(count) {
      if (given + count > borrowers) throw new RangeError('the stage has no more borrowers');
      given += count;
      return Array.from({ length: count }, (_, i) => ({ residentId: residentIdOf(given - count + i) }));
    },
    async ask(keys, credit) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { keys, credit } }),
      });
      const answer = (await response.json()) as Answer;
      if (answer.errors) throw new Error(JSON.stringify(answer.errors[0]));
      return answer;
    },
    async latestDurations(bureau, count) {
      const rows = await gateway.database.rows<{ reserved: string; closed: string }>(
        `SELECT reserved_at AS reserved, closed_at AS closed FROM bureau_inquiry
          WHERE bureau = ? AND closed_at IS NOT NULL ORDER BY id DESC LIMIT ${count}`,
        [BUREAUS[bureau]],
      );
      return rows.map(({ reserved, closed }) => instantMs(closed) - instantMs(reserved));
    },
    async order(bureau, fault) {
      const response = await fetch(`${bureaus}/sandbox/faults/${bureau}`, {
        method: fault ? 'PUT' : 'DELETE',
        ...(fault && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async resetCalls() {
      await fetch(`${bureaus}/sandbox/calls`, { method: 'DELETE' });
    },
    async calls() {
      const response = await fetch(`${bureaus}/sandbox/calls`);
      return ((await response.json()) as { bureaus: Record<string, Calls> }).bureaus;
    },
    async close() {
      sandbox.kill('SIGTERM');
      await gateway.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One of its own on the server of the given address; null, where none is given, leaves it to SQLite. */
async function emptyDatabase(
  address: string | undefined,
): Promise<{ readonly url: string; drop(): Promise<void> } | null> {
  if (!address?.startsWith('mysql:')) return null;
  const url = new URL(address);
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const execute = async (statement: string): Promise<void> => {
    const connection = await createConnection({ uri: address });
    await connection.query(statement).finally(() => connection.end());
  };
  await execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(`DROP DATABASE ${name}`) };
}

const instantMs = (sqlInstant: unknown): number =>
  sqlInstant instanceof Date ? sqlInstant.getTime() : Date.parse(`${String(sqlInstant).replace(' ', 'T')}Z`);

/** Each borrower's consent for the bureaus beyond the one that whole borrowers come with. */
async function loadFurtherConsents({ database, vault }: Gateway, borrowers: number): Promise<void> {
  const hash = createHash('sha256').update('fictional').digest('hex');
  const records = Array.from({ length: borrowers }, (_, n) =>
    ['BAIHANG', 'NIFA'].map((bureau) => ({
      key: `${bureau}-${n}`,
      consentNo: `C-${bureau}-${n}`,
      subject: `${n}`,
      bureau,
      type: 'QUERY',
      purposes: 'LOAN_APPROVAL POST_LOAN',
      dataCategories: 'IDENTITY LENDING',
      templateVersion: '1',
      textHash: hash,
      signedAt: '2026-01-01T00:00:00Z',
      validFrom: '2026-01-01T00:00:00Z',
      channel: 'APP',
      evidenceHash: hash,
    })),
  ).flat();
  const rejects: unknown[] = [];
  await loadRecords(
    { database, vault, nextId: idGenerator(8), clock: systemClock('2026-06-30') },
    {
      source: 'whole',
      target: 'consent',
      records: records.map((values, line) => ({ line, values })),
      batchSize: 2000,
      onReject: (reject) => rejects.push(reject),
    },
  );
  if (rejects.length > 0) throw new Error(JSON.stringify(rejects[0]));
}
