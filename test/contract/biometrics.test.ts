import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FaultOrder } from '../../sandbox/faults';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { Sensitive } from '../../src/kernel';
import {
  HttpBiometricProvider,
  interpret,
  writeQuestion,
} from '../../src/risk/biometrics/connectors/http-provider';
import type { ProviderQuestion } from '../../src/risk/biometrics/connectors/provider.port';

const golden = (file: string): string =>
  readFileSync(path.join(__dirname, 'golden/biometrics', file), 'utf8');
const asked = JSON.parse(golden('request.json'));

const question = (change: Partial<ProviderQuestion> = {}): ProviderQuestion => ({
  verificationId: '9001',
  modality: 'FACE',
  captureToken: 'ct_0000000000000001',
  scheme: 'RESIDENT_ID',
  identifier: Sensitive.of('370299198503120024'),
  name: Sensitive.of('林清'),
  consentNo: 'CONSENT-BIO-0001',
  ...change,
});
const UNUSABLE = { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', retryAfterSeconds: null, sent: true };

let sandbox: Sandbox;
let base: string;
beforeAll(async () => {
  sandbox = createSandbox({ port: 0, slowMs: 20 });
  base = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.clearFault('biometrics');
  sandbox.resetCalls();
});

const send = (body: unknown, key = 'sandbox-biometrics') =>
  fetch(`${base}/biometrics/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
const provider = (timeoutMs = 20_000, secret = 'sandbox-biometrics') =>
  new HttpBiometricProvider({
    baseUrl: `${base}/biometrics`,
    provider: 'BIOMETRICS',
    secret: Sensitive.of(secret),
    timeoutMs,
    leasedLine: false,
  });

describe('the golden messages of biometric verification', () => {
  it('has the request that the gateway writes', () => {
    expect(writeQuestion(question())).toEqual(asked);
  });

  it.each<[string, object, FaultOrder['kind'] | null]>([
    ['verified.json', {}, null],
    ['spoof.json', { captureToken: 'ct_spoof00000000000001' }, null],
    ['other.json', { captureToken: 'ct_other00000000000001', modality: 'FINGERPRINT' }, null],
    ['refused.json', { captureToken: 'ct_gone000000000000001' }, null],
    ['no-reference.json', { certNo: '370299200109230313', name: '曾瑞' }, null],
    ['identity-mismatch.json', { name: '林浊' }, null],
    ['extra-field.json', {}, 'extraField'],
    ['missing-field.json', {}, 'missingField'],
    ['unknown-verdict.json', {}, 'unknownState'],
    ['other-request.json', {}, 'otherPerson'],
  ])('has %s as the sandbox answers it', async (file, change, fault) => {
    if (fault) sandbox.orderFault('biometrics', { kind: fault } as FaultOrder);
    expect(await (await send({ ...asked, ...change })).json()).toEqual(JSON.parse(golden(file)));
  });

  it.each<[string, object, Partial<ProviderQuestion>]>([
    ['verified.json', { kind: 'VERIFIED', finding: { verdict: 'MATCH', liveness: 'LIVE' } }, {}],
    ['spoof.json', { kind: 'VERIFIED', finding: { verdict: 'MATCH', liveness: 'SPOOF' } }, {}],
    [
      'other.json',
      { kind: 'VERIFIED', finding: { verdict: 'NO_MATCH', liveness: 'LIVE' } },
      { modality: 'FINGERPRINT' },
    ],
    ['refused.json', { kind: 'REFUSED', cause: 'CAPTURE_EXPIRED' }, {}],
    ['no-reference.json', { kind: 'REFUSED', cause: 'NO_REFERENCE' }, {}],
    ['identity-mismatch.json', { kind: 'REFUSED', cause: 'IDENTITY_MISMATCH' }, {}],
    ['missing-field.json', UNUSABLE, {}],
    ['unknown-verdict.json', UNUSABLE, {}],
    ['other-request.json', UNUSABLE, {}],
  ])('has %s as the gateway reads it', (file, answer, change) => {
    expect(interpret(golden(file), question(change))).toMatchObject(answer);
  });

  it('drops what a provider says too much', () => {
    const text = golden('extra-field.json');
    expect(text).toMatch(/template.*image|image.*template/s);
    const answer = interpret(text, question());
    expect(answer).toEqual(interpret(golden('verified.json'), question()));
    expect(Object.keys((answer as { finding: object }).finding).sort()).toEqual([
      'liveness',
      'scoreBp',
      'verdict',
    ]);
  });
});

it.each<[string, unknown]>([
  ['above one', 1.01],
  ['below zero', -0.01],
  ['in hundredths', 93],
  ['as text', '0.93'],
  ['missing', null],
])('a score %s cannot be used', (_name, score) => {
  const answer = JSON.parse(golden('verified.json'));
  answer.result.score = score;
  expect(interpret(JSON.stringify(answer), question())).toEqual(UNUSABLE);
});

it.each<[string, number, number]>([
  ['0', 0, 0],
  ['1', 1, 10_000],
  ['0.93456', 0.93456, 9_346],
])('a score of %s is kept in ten-thousandths', (_name, score, scoreBp) => {
  const answer = JSON.parse(golden('verified.json'));
  answer.result.score = score;
  expect(interpret(JSON.stringify(answer), question())).toMatchObject({ finding: { scoreBp } });
});

describe('the connector, over HTTP,', () => {
  it('brings a verdict, by one call', async () => {
    expect(await provider().verify(question())).toMatchObject({
      kind: 'VERIFIED',
      finding: { verdict: 'MATCH' },
    });
    expect(sandbox.calls().bureaus.biometrics?.byRequestId).toEqual({ '9001': 1 });
  });

  it.each<[FaultOrder, object]>([
    [{ kind: 'down' }, { kind: 'UNAVAILABLE', cause: 'PROVIDER_ERROR', sent: true, retryAfterSeconds: null }],
    [
      { kind: 'tooManyRequests', retryAfterSeconds: 9 },
      { kind: 'UNAVAILABLE', cause: 'RATE_LIMITED', sent: true, retryAfterSeconds: 9 },
    ],
    [{ kind: 'html' }, UNUSABLE],
    [{ kind: 'badJson' }, UNUSABLE],
    [{ kind: 'redirect' }, UNUSABLE],
    [{ kind: 'hugeBody', megabytes: 3 }, UNUSABLE],
    [{ kind: 'gzipBomb', megabytes: 3 }, UNUSABLE],
    [{ kind: 'missingField' }, UNUSABLE],
    [{ kind: 'unknownState' }, UNUSABLE],
    [{ kind: 'otherPerson' }, UNUSABLE],
    [{ kind: 'resetAfter' }, { kind: 'UNKNOWN', cause: 'CONNECTION_LOST' }],
  ])('knows what %j is, and asks once', async (fault, answer) => {
    sandbox.orderFault('biometrics', fault);
    expect(await provider().verify(question())).toEqual(answer);
    expect(sandbox.calls()).toMatchObject({ redirectsFollowed: 0, bureaus: { biometrics: { total: 1 } } });
  });

  it('does not know what came of a call that is never answered', async () => {
    sandbox.orderFault('biometrics', { kind: 'hang' });
    expect(await provider(300).verify(question())).toEqual({ kind: 'UNKNOWN', cause: 'TIMEOUT' });
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const nobody = new HttpBiometricProvider({
      baseUrl: 'http://127.0.0.1:1',
      provider: 'BIOMETRICS',
      secret: Sensitive.of('x'),
      timeoutMs: 20_000,
      leasedLine: false,
    });
    expect(await nobody.verify(question())).toMatchObject({ cause: 'CONNECT_FAILED', sent: false });
  });

  it('knows that its key is not taken', async () => {
    expect(await provider(20_000, 'wrong').verify(question())).toEqual({
      kind: 'REFUSED',
      cause: 'CREDENTIALS',
    });
  });
});

describe('the sandbox', () => {
  it.each<[string, unknown]>([
    ['no object', 'x'],
    ['a parameter too many', { ...asked, template: 'x' }],
    ['a capture that is no token', { ...asked, captureToken: 'data:image/png;base64,AAAA' }],
    ['a number with a wrong check character', { ...asked, certNo: '370299198503120025' }],
  ])('names the mistake of %s and repeats no value', async (_name, body) => {
    const answer = (await (await send(body)).json()) as { code: string; message: string };
    expect(answer.code).toBe('PARAMETERS');
    expect(answer.message).not.toMatch(/3702|AAAA/);
  });

  it('takes no wrong key', async () => {
    expect((await send(asked, 'other')).status).toBe(401);
  });
});
