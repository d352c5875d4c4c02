import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { transformSync } from '@swc/core';

const ROOT = path.join(__dirname, '../../..');
const MEGABYTE = 1_048_576;
const BODY_MEGABYTES = 300;

function* repeated(block: Buffer): Generator<Buffer> {
  for (let i = 0; i < BODY_MEGABYTES; i += 1) yield block;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const plain = Buffer.alloc(MEGABYTE, '0');
const zipped = gzipSync(plain);
const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  '/good': (response) => response.writeHead(200, JSON_TYPE).end('{}'),
  '/huge': (response) => Readable.from(repeated(plain)).pipe(response.writeHead(200, JSON_TYPE)),
  '/bomb': (response) =>
    Readable.from(repeated(zipped)).pipe(
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    ),
  // The same bomb from a server that does not say so.
  '/hidden-bomb': (response) => Readable.from(repeated(zipped)).pipe(response.writeHead(200, JSON_TYPE)),
};

const server = createServer((request, response) => {
  request.resume().on('end', () => ANSWERS[request.url ?? '']?.(response));
});
let program: string;
let baseUrl: string;

beforeAll(async () => {
  mkdirSync(path.join(ROOT, 'var'), { recursive: true });
  program = mkdtempSync(path.join(ROOT, 'var/memory-probe-'));
  const client = 'src/platform/http-client';
  const sources = readdirSync(path.join(ROOT, client)).map((file) => path.join(client, file));
  for (const source of [...sources, 'test/unit/http-client/memory-probe.ts']) {
    const jsc = { target: 'es2022', parser: { syntax: 'typescript' } } as const;
    const { code } = transformSync(readFileSync(path.join(ROOT, source), 'utf8'), {
      jsc,
      module: { type: 'commonjs' },
    });
    const target = path.join(program, source.replace(/ts$/, 'js'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(program, { recursive: true, force: true });
});

async function probe(address: string): Promise<{ outcome: string; grownBytes: number }> {
  const script = path.join(program, 'test/unit/http-client/memory-probe.js');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, baseUrl, address]);
  return JSON.parse(stdout);
}

it.each([
  ['a body of 300 MB', '/huge', 'BODY_TOO_LARGE'],
  ['a gzip bomb', '/bomb', 'ENCODED_BODY'],
  ['a gzip bomb in disguise', '/hidden-bomb', 'NOT_UTF8'],
])(
  '%s costs less than 10 MB of memory',
  async (_name, address, outcome) => {
    // What else a process does may grow it at the same moment: the least of a few tries is the client's own.
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 5 && least >= 10 * MEGABYTE; attempt += 1) {
      const seen = await probe(address);
      expect(seen.outcome).toBe(outcome);
      least = Math.min(least, seen.grownBytes);
    }
    expect(least).toBeLessThan(10 * MEGABYTE);
  },
  60_000,
);
