import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';

/**
 * The demo's data, made once in a test run, by the product itself, and copied for every suite that wants a gateway of its
 * own: to migrate and to seed takes seconds of each.
 */

/** One of a run; its workers find it in this variable. */
const FOLDER = 'TEST_DEMO_TEMPLATE';

/** For the setup of a run. Nothing is made before the first suite asks. */
export function announceTemplate(): void {
  process.env[FOLDER] = mkdtempSync(path.join(tmpdir(), 'borrower-demo-'));
}

/** For the teardown of a run. */
export async function removeTemplate(server: string | undefined): Promise<void> {
  const folder = process.env[FOLDER];
  if (!folder) return;
  if (server && existsSync(path.join(folder, 'mysql.made')))
    await connected(server, (connection) => connection.query(`DROP DATABASE IF EXISTS ${nameOf(folder)}`));
  rmSync(folder, { recursive: true, force: true });
}

/** Makes what `npm start` makes at its first start: under a folder for the keys, in a database. */
export type MakeDemo = (place: { varDir: string; databaseUrl: string }) => Promise<void>;

/**
 * Fills a fresh folder, and a database that must be empty, with the demo's keys and data.
 * @param databaseUrl of SQLite or MariaDB
 */
export async function copyDemo(varDir: string, databaseUrl: string, make: MakeDemo): Promise<void> {
  const folder = process.env[FOLDER];
  if (!folder) throw new Error('the setup of this run announced no template');
  const template = path.join(folder, 'var');
  const file = path.join(folder, 'demo.db');
  await once(folder, 'sqlite', () => make({ varDir: template, databaseUrl: `sqlite:${file}` }));
  cpSync(template, varDir, { recursive: true });
  if (databaseUrl.startsWith('sqlite:')) {
    cpSync(file, databaseUrl.slice('sqlite:'.length));
    return;
  }
  const url = new URL(databaseUrl);
  const to = url.pathname.slice(1);
  const from = nameOf(folder);
  await once(folder, 'mysql', async () => {
    const create = `CREATE DATABASE ${from} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
    await connected(databaseUrl, (connection) => connection.query(create));
    url.pathname = `/${from}`;
    await make({ varDir: template, databaseUrl: url.href });
  });
  await connected(databaseUrl, (connection) => copyTables(connection, from, to));
}

async function copyTables(connection: Connection, from: string, to: string): Promise<void> {
  const [tables] = await connection.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [from],
  );
  for (const { name } of tables as { name: string }[]) {
    await connection.query(`CREATE TABLE ${to}.${name} LIKE ${from}.${name}`);
    await connection.query(`INSERT INTO ${to}.${name} SELECT * FROM ${from}.${name}`);
  }
}

const nameOf = (folder: string): string =>
  `borrower_${path.basename(folder).replaceAll(/\W/g, '_')}`.toLowerCase();

async function connected<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: url });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

const MADE_WITHIN_MS = 60_000;

/** By the first of the workers that comes; the others wait. */
async function once(folder: string, name: string, work: () => Promise<void>): Promise<void> {
  const made = path.join(folder, `${name}.made`);
  if (isFirst(path.join(folder, `${name}.begun`))) {
    await work();
    writeFileSync(made, '');
    return;
  }
  const deadline = Date.now() + MADE_WITHIN_MS;
  while (!existsSync(made)) {
    if (Date.now() > deadline)
      throw new Error(`no template of the demo for ${name} after ${MADE_WITHIN_MS} ms`);
    await sleep(20);
  }
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
