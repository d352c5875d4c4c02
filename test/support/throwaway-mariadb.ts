import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

/** A MariaDB server that lives as long as a test run. */
export interface ThrowawayServer {
  /** `mysql://root@127.0.0.1:port`, without a database. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it as a power cut does, by SIGKILL. Its data stay for `startAgain`. */
  crash(): Promise<void>;
  /** Starts it on its data and its port, with further options that win over the earlier ones. */
  startAgain(settings?: readonly string[]): Promise<void>;
}

/** 2 s to install and 0.4 s to answer when idle; a loaded machine may need ten times that. */
const READY_WITHIN_MS = 30_000;

/** Path of a local MariaDB program, or undefined. `/usr/sbin` is not on an ordinary user's PATH. */
export function findMariadbProgram(name: 'mariadbd' | 'mariadb-install-db'): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/libexec',
    '/usr/bin',
  ];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

/**
 * Starts a server on a free port of 127.0.0.1 with its data in a folder of its own under `parent`; nothing of it survives `stop()`.
 * Its settings trade durability for speed: never use it to test durability.
 * @param settings further options, such as `--innodb-buffer-pool-size=2G`
 * @throws Error with the server's own log when it does not come up
 */
export async function startThrowawayMariadb(
  mariadbd: string,
  settings: readonly string[] = [],
  parent = tmpdir(),
): Promise<ThrowawayServer> {
  const installer = findMariadbProgram('mariadb-install-db');
  if (!installer) throw new Error(`${mariadbd} is there, but mariadb-install-db is not`);
  // Short on purpose: a socket path may have at most 107 bytes.
  const folder = mkdtempSync(path.join(parent.length > 60 ? '/tmp' : parent, 'maria-'));
  let server: ChildProcess | undefined;
  const ended = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return resolve();
      server.once('exit', () => resolve());
      server.kill(signal);
    });
  const remove = () => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const release = onAbruptEnd(remove);
  const failed = (reason: string) => {
    release();
    remove();
    return new Error(reason);
  };
  // Started as root, both programs refuse to run unless root is named.
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  // --no-defaults must be the first argument.
  const installed = spawnSync(
    installer,
    [
      '--no-defaults',
      `--datadir=${folder}/data`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot,
    ],
    { encoding: 'utf8' },
  );
  if (installed.status !== 0) {
    throw failed(`mariadb-install-db failed: ${installed.error?.message ?? installed.stderr}`);
  }

  const port = await freePort();
  const url = `mysql://root@127.0.0.1:${port}`;
  const start = async (more: readonly string[] = []) => {
    const child = spawn(
      mariadbd,
      [
        '--no-defaults',
        `--datadir=${folder}/data`,
        // Of its own: a server that starts removes every temporary table that lies in its folder.
        `--tmpdir=${folder}`,
        `--socket=${folder}/s.sock`,
        `--pid-file=${folder}/pid`,
        `--log-error=${folder}/error.log`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        '--skip-log-bin',
        '--performance-schema=OFF',
        '--innodb-buffer-pool-size=64M',
        '--innodb-log-file-size=32M',
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-doublewrite=OFF',
        '--character-set-server=utf8mb4',
        '--collation-server=utf8mb4_bin',
        ...settings,
        ...more,
        ...asRoot,
      ],
      { stdio: 'ignore' },
    );
    server = child;
    try {
      await answering(url, child);
    } catch (error) {
      const log = existsSync(`${folder}/error.log`) ? readFileSync(`${folder}/error.log`, 'utf8') : '';
      throw failed(`MariaDB did not start: ${String(error)}\n${log.slice(-2000)}`);
    }
  };
  await start();
  return {
    url,
    async stop() {
      release();
      await ended('SIGTERM');
      remove();
    },
    crash: () => ended('SIGKILL'),
    startAgain: start,
  };
}

/** Jest runs no teardown when it is interrupted or when its setup throws. Returns a function that takes this back. */
function onAbruptEnd(clean: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    release();
    clean();
    process.kill(process.pid, signal);
  };
  const release = () => {
    process.off('exit', clean);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.once('exit', clean);
  for (const signal of signals) process.once(signal, onSignal);
  return release;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await ping(url);
    } catch (error) {
      if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Resolves once the server at `url` lets us in. */
export async function ping(url: string): Promise<void> {
  const connection = await createConnection({ uri: url, connectTimeout: 3000 });
  await connection.end();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
