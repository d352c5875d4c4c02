import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { createGateway, type Gateway } from '../../src/app/gateway';
import type { Permission, Role } from '../../src/kernel';
import { loadConfig } from '../../src/platform/config';
import { copyDemo, type MakeDemo } from './demo-template';

export interface GatewayOptions {
  /** Defaults to an embedded database of its own. */
  readonly databaseUrl?: string;
  /** More of the environment, as the operator would set it. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  readonly data?: any;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

export interface RunningGateway {
  readonly url: string;
  readonly gateway: Gateway;
  /** The bureaus that it calls, in this process but over real HTTP. */
  readonly sandbox: Sandbox;
  /** By which it was started: a command of the product beside it is given the same. */
  readonly environment: Readonly<Record<string, string>>;
  token(role: Role, grants?: readonly Permission[]): Promise<string>;
  /** Runs an operation over HTTP as a caller of a role. */
  query(
    document: string,
    variables?: object,
    caller?: Role | { role: Role; grants: readonly Permission[] },
    /** Of the request, such as `{ plan: true }`. */
    extensions?: object,
  ): Promise<Answer>;
  close(): Promise<void>;
}

const makeDemo: MakeDemo = async ({ varDir, databaseUrl }) => {
  const first = { NODE_ENV: 'test', VAR_DIR: varDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' };
  await (await createGateway(loadConfig(first))).close();
};

/**
 * The whole product on free ports, with demo data, as `npm start` runs it, on a database that must be empty: what the
 * product fills one with at its first start is copied there.
 */
export async function startGateway({
  databaseUrl,
  environment = {},
}: GatewayOptions = {}): Promise<RunningGateway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-'));
  const database = databaseUrl ?? `sqlite:${path.join(folder, 'gateway.db')}`;
  await copyDemo(folder, database, makeDemo);
  const sandbox = createSandbox({ port: 0 });
  const bureaus = await sandbox.listen();
  const variables = {
    NODE_ENV: 'test',
    PORT: '0',
    VAR_DIR: folder,
    LOG_LEVEL: 'error',
    SHANGHAI_CREDIT_URL: `${bureaus}/shanghai-credit`,
    BAIHANG_URL: `${bureaus}/baihang`,
    NIFA_URL: `${bureaus}/nifa`,
    BIOMETRICS_URL: `${bureaus}/biometrics`,
    DATABASE_URL: database,
    ...environment,
  };
  const gateway = await createGateway(loadConfig(variables));
  const url = await gateway.http.listen({ host: '127.0.0.1', port: 0 });
  const token = async (role: Role, grants: readonly Permission[] = []): Promise<string> => {
    if (!gateway.issuer) throw new Error('this gateway issues no tokens');
    return (await gateway.issuer.issue(role, grants)).token;
  };
  return {
    url,
    gateway,
    sandbox,
    environment: variables,
    token,
    async query(document, variables = {}, caller = 'analyst', extensions) {
      const { role, grants } = typeof caller === 'string' ? { role: caller, grants: [] } : caller;
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(role, grants)}` },
        body: JSON.stringify({ query: document, variables, extensions }),
      });
      return (await response.json()) as Answer;
    },
    async close() {
      await gateway.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
