import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sm2 } from 'sm-crypto';
import { PERSONAS } from '../../sandbox/cast/personas';
import type { FaultOrder } from '../../sandbox/faults';
import * as own from '../../sandbox/nifa/sm2';
import { createSandbox, type Sandbox } from '../../sandbox/server';

const BUREAU = 'nifa';
const goldenText = (file: string): string =>
  readFileSync(path.join(__dirname, 'golden', BUREAU, file), 'utf8');
const golden = (file: string) => JSON.parse(goldenText(file));
const { platform, member } = golden('test-only-sandbox-keys.json');
const inquiry: Record<string, unknown> = golden('inquiry.clear.json');

interface Message {
  headers: Record<string, string>;
  body: { sdata: string };
}
interface Envelope {
  msgCode: string;
  state: string;
  sbankcode: string;
  sdatacode: string;
  scode: string;
  sign: string;
  sdata: string;
}

let sandbox: Sandbox;
let base: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0, slowMs: 150 });
  base = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.clearFault(BUREAU);
  sandbox.resetCalls();
});

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Written by another implementation of SM2 than the sandbox's. */
function sealed(clear: unknown, sdatacode: string): Message {
  const sdata = `04${sm2.doEncrypt(JSON.stringify(clear), platform.publicKey, 1)}`;
  const scode = md5(sdata);
  const sign = sm2.doSignature(member.code + sdatacode + scode, member.privateKey, {
    hash: true,
    publicKey: member.publicKey,
    userId: member.code,
  });
  return { headers: { sbankcode: member.code, sdatacode, scode, sign }, body: { sdata } };
}

function opened({ sbankcode, sdatacode, scode, sign, sdata }: Envelope): Record<string, unknown> {
  expect(scode).toBe(md5(sdata));
  expect(verifiedBySecond(sbankcode + sdatacode + scode, sign)).toBe(true);
  return JSON.parse(sm2.doDecrypt(sdata.slice(2), member.privateKey, 1));
}
const verifiedBySecond = (text: string, sign: string): boolean =>
  sm2.doVerifySignature(text, sign, platform.publicKey, { hash: true, userId: platform.code });

const send = async (operation: 'inquiries' | 'results', { headers, body }: Message) => {
  const response = await fetch(`${base}/nifa/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};
const inquire = (change: Record<string, unknown> = {}) =>
  send('inquiries', sealed({ ...inquiry, ...change }, '11001'));
const fetchResult = (ticket: unknown) => send('results', sealed({ ticket }, '11002'));

/** Asks and fetches until it is done. */
async function resultOf(change: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { ticket } = await inquire(change);
  for (let polls = 0; polls < 100; polls += 1) {
    const answer = await fetchResult(ticket);
    if (answer.state !== 'PENDING') return opened(answer as unknown as Envelope);
  }
  throw new Error('never done');
}
const about = (key: string): { idNumber: string; name: string } => {
  const persona = PERSONAS.find((candidate) => candidate.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return { idNumber: persona.certNo, name: persona.name };
};

describe('golden messages', () => {
  it('of the member are what they say, and the exchange goes as recorded', async () => {
    for (const name of ['inquiry', 'result-request']) {
      const { headers, body } = golden(`${name}.message.json`) as Message;
      const text = String(headers.sbankcode) + headers.sdatacode + headers.scode;
      expect(headers.scode).toBe(md5(body.sdata));
      const userId = member.code;
      expect(sm2.doVerifySignature(text, headers.sign ?? '', member.publicKey, { hash: true, userId })).toBe(
        true,
      );
      expect(JSON.parse(sm2.doDecrypt(body.sdata.slice(2), platform.privateKey, 1))).toEqual(
        golden(`${name}.clear.json`),
      );
    }
    expect(await send('inquiries', golden('inquiry.message.json'))).toEqual(golden('ticket.json'));
    const request = golden('result-request.message.json');
    expect(await send('results', request)).toEqual(golden('pending.json'));
    const done = (await send('results', request)) as unknown as Envelope;
    expect(opened(done)).toEqual(golden('found.clear.json'));
    expect(Object.keys(done)).toEqual(Object.keys(golden('found.message.json')));
  });

  it.each([
    'found',
    'found-overdue',
    'found-partial',
    'no-record',
    'missing-field',
    'extra-field',
    'other-person',
  ])('of the platform are what they say: %s', (name) => {
    expect(opened(golden(`${name}.message.json`))).toEqual(golden(`${name}.clear.json`));
  });

  it('of the platform with a wrong signature are otherwise sound', () => {
    const { sbankcode, sdatacode, scode, sign, sdata } = golden('wrong-signature.message.json') as Envelope;
    expect(verifiedBySecond(sbankcode + sdatacode + scode, sign)).toBe(false);
    expect(JSON.parse(sm2.doDecrypt(sdata.slice(2), member.privateKey, 1))).toEqual(
      golden('found.clear.json'),
    );
  });

  it.each([
    ['found-overdue', 'dealer-owner'],
    ['found-partial', 'over-indebted'],
    ['no-record', 'no-record'],
  ])('answers %s for %s', async (name, key) => {
    expect(await resultOf(about(key))).toEqual(golden(`${name}.clear.json`));
  });

  it.each<[string, FaultOrder['kind']]>([
    ['other-person', 'otherPerson'],
    ['missing-field', 'missingField'],
    ['extra-field', 'extraField'],
  ])('answers %s under the fault %s', async (name, kind) => {
    sandbox.orderFault(BUREAU, { kind } as FaultOrder);
    expect(await resultOf()).toEqual(golden(`${name}.clear.json`));
  });

  it('answers unknown-state.json and a wrong signature when ordered', async () => {
    const { ticket } = await inquire();
    sandbox.orderFault(BUREAU, { kind: 'unknownState', times: 1 });
    expect(await fetchResult(ticket)).toEqual(golden('unknown-state.json'));
    sandbox.orderFault(BUREAU, { kind: 'wrongSignature' });
    const { sbankcode, sdatacode, scode, sign } = (await fetchResult(ticket)) as unknown as Envelope;
    expect(verifiedBySecond(sbankcode + sdatacode + scode, sign)).toBe(false);
  });

  it('are made with the keys that the sandbox publishes', async () => {
    const key = async (name: string) => (await fetch(`${base}/sandbox/keys/${name}`)).text();
    expect([await key('nifa'), await key('nifa-member')]).toEqual([platform.publicKey, member.privateKey]);
  });
});

describe('SM2', () => {
  it('of the sandbox and of sm-crypto read each other, whatever the text', () => {
    const { publicKey, privateKey } = sm2.generateKeyPairHex();
    for (const text of ['x', '林清', '𠮷'.repeat(40), '0'.repeat(1_000)]) {
      expect(own.decrypt(`04${sm2.doEncrypt(text, publicKey, 1)}`, privateKey)).toBe(text);
      expect(sm2.doDecrypt(own.encrypt(text, publicKey).slice(2), privateKey, 1)).toBe(text);
      const options = { hash: true, publicKey, userId: 'ALICE' };
      expect(own.verify(text, sm2.doSignature(text, privateKey, options), publicKey, 'ALICE')).toBe(true);
      expect(sm2.doVerifySignature(text, own.sign(text, privateKey, 'ALICE'), publicKey, options)).toBe(true);
    }
  });

  it('takes nothing that was changed, for another key or under another user id', () => {
    const signature = own.sign('text', member.privateKey, member.code);
    const flip = (hex: string, at: number) =>
      hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1);
    expect(own.verify('text', signature, member.publicKey, member.code)).toBe(true);
    expect(own.verify('texT', signature, member.publicKey, member.code)).toBe(false);
    expect(own.verify('text', signature, member.publicKey, platform.code)).toBe(false);
    expect(own.verify('text', signature, platform.publicKey, member.code)).toBe(false);
    for (const at of [0, 63, 64, 127]) {
      expect(own.verify('text', flip(signature, at), member.publicKey, member.code)).toBe(false);
    }
    const cipher = own.encrypt('text', member.publicKey);
    for (const at of [1, 2, 129, 130, 193, 194, cipher.length - 1]) {
      expect(own.decrypt(flip(cipher, at), member.privateKey)).toBeNull();
    }
    expect(own.decrypt(cipher, platform.privateKey)).toBeNull();
    expect(own.decrypt('', member.privateKey)).toBeNull();
  });
});

describe('the envelope', () => {
  const golden1 = (): Message => golden('inquiry.message.json');

  it.each<[string, string, (message: Message) => void]>([
    ['40001', 'no signature', ({ headers }) => delete headers.sign],
    ['40002', 'a body in clear', (message) => Object.assign(message, { body: inquiry })],
    ['40003', 'the code of another message', ({ headers }) => (headers.sdatacode = '11002')],
    ['40004', 'another digest', ({ headers }) => (headers.scode = md5('x'))],
    ['40101', 'an unknown member', ({ headers }) => (headers.sbankcode = platform.code)],
    [
      '40102',
      'the signature of another message',
      ({ headers }) => (headers.sign = golden('result-request.message.json').headers.sign),
    ],
  ])('is refused with %s: %s', async (msgCode, _, spoil) => {
    const message = golden1();
    spoil(message);
    expect(await send('inquiries', message)).toMatchObject({ msgCode });
  });

  it('is refused when it was signed under the default user id', async () => {
    const { headers, body } = golden1();
    const text = member.code + headers.sdatacode + headers.scode;
    const sign = sm2.doSignature(text, member.privateKey, { hash: true, publicKey: member.publicKey });
    expect(await send('inquiries', { headers: { ...headers, sign }, body })).toMatchObject({
      msgCode: '40102',
    });
  });

  it('is refused when it was encrypted for somebody else', async () => {
    const sdata = own.encrypt(JSON.stringify(inquiry), member.publicKey);
    const scode = md5(sdata);
    const sign = own.sign(`${member.code}11001${scode}`, member.privateKey, member.code);
    const headers = { sbankcode: member.code, sdatacode: '11001', scode, sign };
    expect(await send('inquiries', { headers, body: { sdata } })).toMatchObject({ msgCode: '40005' });
  });
});

describe('bad inquiries', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no consent number', { consentNo: undefined }, /consentNo is missing/],
    ['an empty consent number', { consentNo: '' }, /consentNo must be/],
    ['an unknown reason', { reason: '09' }, /reason must be 01 \(pre-loan\) or 02/],
    ['a mobile number', { mobile: '14000000001' }, /unknown parameter mobile/],
    ['a wrong check character', { idNumber: '370299198503120025' }, /idNumber has a wrong check character/],
  ])('name the mistake: %s', async (_, change, said) => {
    const answer = await inquire(change);
    expect(answer).toEqual({ msgCode: '40007', msg: expect.stringMatching(said) });
    expect(answer.msg).not.toContain('3702991985');
  });

  it('with another name are told so', async () => {
    expect(await inquire({ name: '彭飞' })).toEqual(golden('error-name-mismatch.json'));
  });

  it('meet an error of the platform', async () => {
    expect(await inquire(about('bureau-error'))).toEqual(golden('error.json'));
  });

  it('have no ticket, and an invented one is unknown', async () => {
    expect(await fetchResult('0'.repeat(32))).toMatchObject({ msgCode: '40401' });
  });
});

it('knows an inquiry by its request id: the same again is the same ticket, another person another', async () => {
  const [first, again, other] = [await inquire(), await inquire(), await inquire(about('dealer-owner'))];
  expect(again.ticket).toBe(first.ticket);
  expect(other.ticket).not.toBe(first.ticket);
});

it('keeps slow-bureau pending until its time has come', async () => {
  const started = performance.now();
  expect(await resultOf(about('slow-bureau'))).toMatchObject({ result: 'FOUND' });
  expect(performance.now() - started).toBeGreaterThanOrEqual(145);
});

it('counts inquiries apart from the calls that fetch a result', async () => {
  await resultOf({ requestId: 'REQ-COUNT' });
  expect(sandbox.calls().bureaus.nifa).toMatchObject({ total: 1, polls: 2, byRequestId: { 'REQ-COUNT': 1 } });
});

it('may be ordered to fail at one step alone', async () => {
  sandbox.orderFault(BUREAU, { kind: 'resetAfter', operation: 'results' });
  const { ticket } = await inquire();
  await expect(fetchResult(ticket)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(() => sandbox.orderFault(BUREAU, { kind: 'down', operation: 'report' })).toThrow(
    'operation must be one of inquiries, results',
  );
});
