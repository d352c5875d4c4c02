import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pseudonymOf } from '../../sandbox/calls';
import { createSandbox, type Sandbox } from '../../sandbox/server';

const QUERY_CREDIT = '/shanghai-credit/NFCSWebService/queryCredit';
const FAULTS = '/sandbox/faults/shanghai-credit';
const request: Record<string, string> = JSON.parse(
  readFileSync(path.join(__dirname, 'golden/shanghai-credit/request.json'), 'utf8'),
);
const ELSEWHO = { certNo: '370299199008160285', name: '冯岚' };

let sandbox: Sandbox;
let base: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  base = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await send('DELETE', FAULTS);
  await send('DELETE', '/sandbox/calls');
});

function send(method: string, url: string, body?: unknown, init: RequestInit = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(base + url, { method, headers, body: text, ...init });
}

/** The answer to the golden request as it came, packed or not. */
const raw = () =>
  new Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    httpRequest(base + QUERY_CREDIT, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end(JSON.stringify(request));
  });

const inquire = (change: Record<string, unknown> = {}, init?: RequestInit) =>
  send('POST', QUERY_CREDIT, { ...request, ...change }, init);
interface Answer {
  state: string;
  result: string;
}
const answerOf = async (response: Promise<Response>): Promise<Answer> =>
  (await (await response).json()) as Answer;
const stateOf = async (response: Promise<Response>): Promise<string> => (await answerOf(response)).state;
const order = async (fault: object) => expect((await send('PUT', FAULTS, fault)).status).toBe(200);

describe('faults', () => {
  it('down answers 503', async () => {
    await order({ kind: 'down' });
    expect((await inquire()).status).toBe(503);
  });

  it('tooManyRequests answers 429 with the delay asked for', async () => {
    await order({ kind: 'tooManyRequests', retryAfterSeconds: 7 });
    const response = await inquire();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('latency answers in full, later', async () => {
    await order({ kind: 'latency', ms: 80 });
    const started = performance.now();
    expect(await stateOf(inquire())).toBe('1');
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  });

  it('hang takes the request and never answers', async () => {
    await order({ kind: 'hang' });
    await expect(inquire({}, { signal: AbortSignal.timeout(150) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(sandbox.calls().bureaus['shanghai-credit']?.total).toBe(1);
  });

  it.each([
    [30, 3],
    [50, 5],
    [100, 10],
  ])('errorRate of %i percent fails %i calls of ten, always the same ones', async (percent, failures) => {
    const statuses = async () => {
      await order({ kind: 'errorRate', percent });
      const seen: number[] = [];
      for (let i = 0; i < 10; i += 1) seen.push((await inquire()).status);
      return seen;
    };
    const first = await statuses();
    expect(first.filter((status) => status === 503)).toHaveLength(failures);
    expect(await statuses()).toEqual(first);
  });

  it('slowBody sends the right answer byte by byte', async () => {
    await order({ kind: 'slowBody', intervalMs: 1 });
    const state2 = { certType: '2', certNo: 'E12345678' };
    expect(await (await inquire(state2)).json()).toEqual({ state: '2', result: null });

    await order({ kind: 'slowBody' });
    const response = await inquire(state2);
    await expect(
      Promise.race([
        response.text(),
        new Promise((_resolve, reject) => setTimeout(() => reject(new Error('still coming')), 300)),
      ]),
    ).rejects.toThrow('still coming');
  });

  it.each(['reset', 'resetAfter'])('%s breaks the connection off once the request is read', async (kind) => {
    await order({ kind });
    await expect(inquire()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sandbox.calls().bureaus['shanghai-credit']).toMatchObject({
      total: 1,
      byRequestId: { 'REQ-0001': 1 },
    });
  });

  it('resetBefore breaks it off before the bureau knows what it was about', async () => {
    await order({ kind: 'resetBefore', times: 1 });
    await expect(inquire()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sandbox.calls().bureaus['shanghai-credit']).toMatchObject({ total: 1, byRequestId: {} });
    expect(await stateOf(inquire())).toBe('1');
  });

  it('gzipBomb sends a thousandth of what it unpacks to', async () => {
    await order({ kind: 'gzipBomb', megabytes: 3 });
    const { headers, bytes } = await raw();
    expect(headers['content-encoding']).toBe('gzip');
    expect(bytes.length).toBeLessThan(20_000);
    const unpacked = gunzipSync(bytes).toString();
    expect(unpacked.length).toBeGreaterThan(3 * 1_048_576);
    expect(() => JSON.parse(unpacked)).not.toThrow();
  });

  it('hugeBody sends as many megabytes as ordered, without announcing them', async () => {
    await order({ kind: 'hugeBody', megabytes: 3 });
    const response = await inquire();
    expect(response.headers.get('content-length')).toBeNull();
    expect((await response.text()).length).toBeGreaterThan(3 * 1_048_576);
  });

  it('redirect points elsewhere, and a client that follows is found out', async () => {
    await order({ kind: 'redirect' });
    const response = await inquire({}, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, '/sandbox/redirect-target']);
    expect(sandbox.calls().redirectsFollowed).toBe(0);

    await inquire({}, { redirect: 'follow' });
    expect(sandbox.calls().redirectsFollowed).toBe(1);
  });

  it('html answers a page with status 200', async () => {
    await order({ kind: 'html' });
    const response = await inquire();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('touches only the person it names', async () => {
    await order({ kind: 'down', certNo: ELSEWHO.certNo });
    expect((await inquire(ELSEWHO)).status).toBe(503);
    expect(await stateOf(inquire())).toBe('1');
  });

  it('ends after the times it was ordered for', async () => {
    await order({ kind: 'down', times: 2 });
    expect((await inquire()).status).toBe(503);
    expect(await (await send('GET', FAULTS)).json()).toEqual({ fault: { kind: 'down', times: 1 } });
    expect((await inquire()).status).toBe(503);
    expect(await stateOf(inquire())).toBe('1');
  });

  it('ends when it is cleared', async () => {
    await order({ kind: 'down' });
    expect((await send('DELETE', FAULTS)).status).toBe(204);
    expect(await stateOf(inquire())).toBe('1');
  });

  it.each([
    ['an unknown kind', { kind: 'meteor' }, /kind/],
    ['latency without its time', { kind: 'latency' }, /ms/],
    ['a field of another kind', { kind: 'down', ms: 5 }, /"ms"/],
    ['a fault of another bureau', { kind: 'wrongSignature' }, /none of shanghai-credit/],
    ['an unknown operation', { kind: 'down', operation: 'results' }, /operation must be one of queryCredit/],
    ['a person before he is known', { kind: 'resetBefore', certNo: '1' }, /certNo/],
    ['a rate above all', { kind: 'errorRate', percent: 101 }, /percent/],
    ['no times', { kind: 'down', times: 0 }, /times/],
    ['no object', [], /object/],
  ])('refuses %s and keeps the order in force', async (_, fault, said) => {
    await order({ kind: 'html' });
    const response = await send('PUT', FAULTS, fault);

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: 'INVALID_FAULT_ORDER', message: expect.stringMatching(said) },
    });
    expect(await (await send('GET', FAULTS)).json()).toEqual({ fault: { kind: 'html' } });
  });

  it('are refused for a bureau that is not there', async () => {
    expect((await send('PUT', '/sandbox/faults/moon', { kind: 'down' })).status).toBe(404);
    expect(() => sandbox.orderFault('moon', { kind: 'down' })).toThrow('no bureau moon');
  });
});

describe('bad requests', () => {
  it.each([
    ['an unknown parameter', { remark: 'x' }, /unknown parameter remark/],
    ['a missing parameter', { consentNo: undefined }, /consentNo is missing/],
    ['a number for a string', { iplate: 1 }, /iplate must be a string/],
    [
      'an organisation of another form',
      { orgNo: 'X3702990000001' },
      /orgNo must be 14 characters that start with Q/,
    ],
    ['an unknown layout', { iplate: '2' }, /iplate must be 1/],
    ['an unknown reason', { reasonCode: '03' }, /reasonCode must be 01, 02, 08 or 25/],
    ['a blank in the request id', { requestId: 'a b' }, /requestId/],
    ['an empty name', { name: '' }, /name must not be empty/],
    ['another encoding', { encoding: 'GBK' }, /encoding must be UTF-8/],
    ['a wrong check character', { certNo: '370299198503120025' }, /certNo has a wrong check character/],
    ['an impossible birth date', { certNo: '370299198502300022' }, /certNo holds a birth date/],
  ])('name the mistake: %s', async (_, change, said) => {
    const answer = await answerOf(inquire(change));
    expect(answer).toEqual({ state: '9', result: expect.stringMatching(said) });
    expect(answer.result).not.toContain('3702991985');
  });

  it('list every mistake at once', async () => {
    const { result } = await answerOf(send('POST', QUERY_CREDIT, {}));
    expect(result.match(/is missing/g)).toHaveLength(Object.keys(request).length);
  });

  it.each([[{ directSecret: 'guess' }], [{ orgNo: 'Q3702990000002' }]])(
    'refuse credentials %j',
    async (change) => {
      expect(await stateOf(inquire(change))).toBe('8');
    },
  );

  it('are answered in JSON at the level of HTTP too', async () => {
    const xml = { headers: { 'content-type': 'text/xml' } };
    const answers = await Promise.all([
      send('GET', QUERY_CREDIT),
      send('PUT', QUERY_CREDIT, request),
      send('POST', QUERY_CREDIT, '{"orgNo":'),
      send('POST', QUERY_CREDIT, '<query/>', xml),
      send('POST', QUERY_CREDIT, { ...request, name: 'x'.repeat(300 * 1024) }),
      send('POST', '/shanghai-credit/queryCredit', request),
    ]);
    const seen = await Promise.all(
      answers.map(async (answer) => [
        answer.status,
        ((await answer.json()) as { error: { code: string } }).error.code,
      ]),
    );

    expect(seen).toEqual([
      [405, 'METHOD_NOT_ALLOWED'],
      [405, 'METHOD_NOT_ALLOWED'],
      [400, 'MALFORMED_BODY'],
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
      [413, 'BODY_TOO_LARGE'],
      [404, 'NOT_FOUND'],
    ]);
    expect(answers[0]?.headers.get('allow')).toBe('POST');
  });

  it('may have a wrong check character where the sandbox is lenient', async () => {
    const lenient = createSandbox({ port: 0, lenient: true });
    const address = await lenient.listen();
    const body = JSON.stringify({ ...request, certNo: '370299198503120025' });
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(address + QUERY_CREDIT, { method: 'POST', headers, body });
    const state = await stateOf(asked).finally(() => lenient.close());
    expect(['1', '2']).toContain(state);
  });
});

const idle = (...codes: string[]) =>
  Object.fromEntries(codes.map((code) => [code, { total: 0, polls: 0, byRequestId: {}, bySubject: {} }]));

describe('calls', () => {
  it('are counted by bureau, request id and pseudonym, and show nobody’s number', async () => {
    await Promise.all([inquire(), inquire(), inquire({ ...ELSEWHO, requestId: 'REQ-0002' })]);
    await send('POST', QUERY_CREDIT, 'not json');
    const text = await (await send('GET', '/sandbox/calls')).text();

    expect(JSON.parse(text)).toEqual({
      redirectsFollowed: 0,
      bureaus: {
        ...idle('baihang', 'nifa', 'biometrics'),
        'shanghai-credit': {
          total: 4,
          polls: 0,
          byRequestId: { 'REQ-0001': 2, 'REQ-0002': 1 },
          bySubject: { [pseudonymOf(String(request.certNo))]: 2, [pseudonymOf(ELSEWHO.certNo)]: 1 },
        },
      },
    });
    expect(text).not.toContain('370299');
  });

  it('start again at zero after a reset', async () => {
    await inquire();
    expect((await send('DELETE', '/sandbox/calls')).status).toBe(204);
    expect(sandbox.calls().bureaus['shanghai-credit']).toEqual({
      total: 0,
      polls: 0,
      byRequestId: {},
      bySubject: {},
    });
  });
});

it('stops at once although a call hangs and another waits', async () => {
  const other = createSandbox({ port: 0, slowMs: 600_000 });
  const address = await other.listen();
  const headers = { 'content-type': 'application/json' };
  const ask = (change: object) =>
    fetch(address + QUERY_CREDIT, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...request, ...change }),
    });
  other.orderFault('shanghai-credit', { kind: 'hang', certNo: String(request.certNo) });
  const waiting = [ask({}), ask({ certNo: '370299199203170470', name: '蒋涛' })];
  const broken = Promise.allSettled(waiting);
  while (other.calls().bureaus['shanghai-credit']?.total !== 2) await new Promise(setImmediate);

  await other.close();
  expect((await broken).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
