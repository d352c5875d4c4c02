import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = path.join(__dirname, '../..');
const SOURCES = readdirSync(path.join(ROOT, 'sandbox'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, code: readFileSync(path.join(ROOT, 'sandbox', file), 'utf8') }));

/** Compiled for this run below the root, where Node finds the packages. */
let program: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  mkdirSync(path.join(ROOT, 'var'), { recursive: true });
  program = mkdtempSync(path.join(ROOT, 'var/sandbox-'));
  for (const { file, code } of SOURCES) {
    const target = path.join(program, file.replace(/ts$/, 'js'));
    mkdirSync(path.dirname(target), { recursive: true });
    const jsc = { target: 'es2022', parser: { syntax: 'typescript' } } as const;
    writeFileSync(target, transformSync(code, { jsc, module: { type: 'commonjs' } }).code);
  }
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(program, { recursive: true, force: true });
});

function start(env: Record<string, string>): { child: ChildProcess; out: () => string; err: () => string } {
  const child = spawn(process.execPath, [path.join(program, 'main.js')], { env });
  running.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return { child, out: () => out, err: () => err };
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'says where it listens, serves, and ends cleanly on %s',
  async (signal) => {
    const { child, out, err } = start({ SANDBOX_PORT: '0', SANDBOX_BUSINESS_DATE: '2026-07-31' });
    await once(child.stdout!, 'data');
    const address = /^sandbox bureaus listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(out())?.[1];

    const health = await (await fetch(`${address}/healthz`)).json();
    expect(health).toEqual({
      status: 'ok',
      businessDate: '20260731',
      bureaus: ['shanghai-credit', 'baihang', 'nifa', 'biometrics'],
    });

    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(err()).toBe('');
  },
);

it('names every mistake in its environment on a line of its own, and does not start', async () => {
  const { child, out, err } = start({
    SANDBOX_PORT: '70000',
    SANDBOX_BUSINESS_DATE: '2026-02-30',
    SANDBOX_LENIENT: 'toString',
  });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(out()).toBe('');
  expect(err().trim().split('\n')).toEqual([
    'sandbox: SANDBOX_PORT must be a whole number from 0 to 65535',
    'sandbox: SANDBOX_BUSINESS_DATE must be a date as 2026-06-30',
    'sandbox: SANDBOX_LENIENT must be 1 or 0',
  ]);
});

it('says so when its port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { child, err } = start({ SANDBOX_PORT: String(port) });

  expect(await once(child, 'close')).toEqual([1, null]);
  expect(err()).toBe(`sandbox: cannot listen: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`);
  taken.close();
});

it('is a program of its own: imports nothing but itself, Node, fastify and zod', () => {
  const foreign = SOURCES.flatMap(({ file, code }) =>
    [...code.matchAll(/\bfrom '([^']+)'/g)].flatMap(([, source = '']) => {
      const own = source.startsWith('.') && !path.join(path.dirname(file), source).startsWith('..');
      return own || /^(node:.+|fastify|zod)$/.test(source) ? [] : [`${file}: ${source}`];
    }),
  );
  expect(foreign).toEqual([]);
});
