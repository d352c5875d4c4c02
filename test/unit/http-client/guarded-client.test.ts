import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { GuardedClient, HttpFailure } from '../../../src/platform/http-client';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handler: Handler;
let requests: { url: string; headers: IncomingMessage['headers']; body: string }[];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      handler(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
});
beforeEach(() => {
  requests = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const answer = (
  body: string | Buffer,
  headers: Record<string, string> = JSON_TYPE,
  status = 200,
): Handler => {
  return (_request, response) => response.writeHead(status, headers).end(body);
};
const call = (timeoutMs = 2_000, maxBodyBytes?: number) =>
  new GuardedClient({ baseUrl, ...(maxBodyBytes && { maxBodyBytes }) }).postJson(
    '/path',
    { certNo: 'SECRET' },
    { timeoutMs },
  );
const failureOf = async (promise: Promise<unknown>): Promise<HttpFailure> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpFailure);
  return error as HttpFailure;
};

it('posts JSON below its base address and asks for no compression', async () => {
  handler = answer('{"ok":"是"}');
  expect(await call()).toEqual({
    status: 200,
    retryAfterSeconds: null,
    json: '{"ok":"是"}',
    exact: { ok: '是' },
  });
  expect(requests).toMatchObject([
    {
      url: '/base/path',
      body: '{"certNo":"SECRET"}',
      headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    },
  ]);
});

it('sends further headers, which cannot take the place of its own', async () => {
  handler = answer('{}');
  const headers = { authorization: 'Basic eA==', 'accept-encoding': 'gzip' };
  await new GuardedClient({ baseUrl }).postJson('/path', {}, { timeoutMs: 2_000, headers });
  expect(requests[0]?.headers).toMatchObject({ authorization: 'Basic eA==', 'accept-encoding': 'identity' });
});

it('keeps numbers as they were written', async () => {
  handler = answer('{"amount":9007199254740993.10,"count":[1e2,-0]}');
  expect((await call()).exact).toEqual({
    amount: { text: '9007199254740993.10' },
    count: [{ text: '1e2' }, { text: '-0' }],
  });
});

it('leaves no connection open', async () => {
  handler = answer('{}');
  await call();
  let open = 1;
  while (open > 0) {
    open = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(open).toBe(0);
});

it.each([301, 302, 307, 308])('does not follow a redirect %i, nor send the body again', async (status) => {
  handler = answer('', { location: `${baseUrl}elsewhere` }, status);
  expect(await call()).toMatchObject({ status, json: null });
  expect(requests).toHaveLength(1);
});

it('gives the status of a refusal without reading its body', async () => {
  handler = answer('x'.repeat(100_000), { 'retry-after': '7' }, 429);
  expect(await call()).toEqual({ status: 429, retryAfterSeconds: 7, json: null, exact: null });
});

it.each(['-1', 'Wed, 21 Oct 2026 07:28:00 GMT', '9'.repeat(30), '1.5'])(
  'does not believe a retry-after of %s',
  async (value) => {
    handler = answer('', { 'retry-after': value }, 503);
    expect(await call()).toMatchObject({ retryAfterSeconds: null });
  },
);

describe('calls it a bad answer', () => {
  const endless: Handler = (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    const block = Buffer.alloc(65_536, '0');
    const write = () => {
      while (!response.destroyed && response.write(block));
      response.once('drain', write);
    };
    write();
  };

  it.each<[string, Handler, string]>([
    ['a page of HTML', answer('<html>', { 'content-type': 'text/html' }), 'NOT_JSON'],
    ['no content type', answer('{}', {}), 'NOT_JSON'],
    ['JSON in GBK', answer('{}', { 'content-type': 'application/json; charset=gbk' }), 'NOT_JSON'],
    [
      'a compressed body',
      answer(gzipSync(Buffer.alloc(3_000_000)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
      'ENCODED_BODY',
    ],
    ['an announced size above the limit', answer('x'.repeat(1_100_000)), 'BODY_TOO_LARGE'],
    ['a body without end', endless, 'BODY_TOO_LARGE'],
    ['a body broken off', answer('{"ok":'), 'BAD_JSON'],
    ['nothing', answer(''), 'BAD_JSON'],
    ['a byte order mark', answer('\ufeff{}'), 'BAD_JSON'],
    ['a key twice', answer('{"state":"2","state":"1"}'), 'BAD_JSON'],
    ['a key of the language', answer('{"__proto__":{"state":"1"}}'), 'BAD_JSON'],
    ['nesting without end', answer(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), 'BAD_JSON'],
    ['bytes that are not UTF-8', answer(Buffer.from([0x22, 0xd5, 0xc5, 0x22])), 'NOT_UTF8'],
  ])('%s', async (_name, behaviour, code) => {
    handler = behaviour;
    expect(await failureOf(call())).toMatchObject({ kind: 'BAD_ANSWER', code });
  });

  it('takes a body of exactly the limit and not one byte more', async () => {
    handler = answer(`"${'x'.repeat(98)}"`);
    expect((await call(2_000, 100)).json).toHaveLength(100);
    expect(await failureOf(call(2_000, 99))).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });
});

describe('does not know whether it was taken', () => {
  const slowBody: Handler = (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  };

  it.each<[string, Handler]>([
    ['the other side never answers', () => undefined],
    ['the body comes one byte at a time', slowBody],
  ])('when %s until the deadline', async (_name, behaviour) => {
    handler = behaviour;
    const started = performance.now();
    expect(await failureOf(call(200))).toMatchObject({ kind: 'UNKNOWN', code: 'TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it.each<[string, Handler]>([
    ['before an answer', (request) => request.socket.resetAndDestroy()],
    ['without a word', (request) => request.socket.end()],
    [
      'in the middle of the body',
      (request, response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
        response.write('{"state":', () => request.socket.destroy());
      },
    ],
  ])('when the connection breaks %s', async (_name, behaviour) => {
    handler = behaviour;
    expect(await failureOf(call())).toMatchObject({ kind: 'UNKNOWN' });
  });
});

describe('knows that nothing was sent', () => {
  it('when nobody listens', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const client = new GuardedClient({ baseUrl: `http://127.0.0.1:${port}` });
    expect(await failureOf(client.postJson('/', {}, { timeoutMs: 1_000 }))).toMatchObject({
      kind: 'NOT_SENT',
      code: 'ECONNREFUSED',
    });
  });

  it('when the other side speaks no TLS', async () => {
    handler = answer('{}');
    const client = new GuardedClient({ baseUrl: baseUrl.replace('http:', 'https:') });
    expect(await failureOf(client.postJson('/', {}, { timeoutMs: 1_000 }))).toMatchObject({
      kind: 'NOT_SENT',
    });
    expect(requests).toHaveLength(0);
  });
});

it('puts nothing of the request, the answer or the address into its failures', async () => {
  handler = answer('SECRET', { 'content-type': 'text/SECRET' });
  const failures = [await failureOf(call())];
  handler = (request) => request.socket.resetAndDestroy();
  failures.push(await failureOf(call()));
  for (const failure of failures) {
    const everything = `${failure.message} ${JSON.stringify({ ...failure })}`;
    expect(everything).not.toMatch(/SECRET|127\.0\.0\.1/);
    expect(failure.cause).toBeUndefined();
  }
});
