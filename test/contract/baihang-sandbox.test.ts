import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CreditReport } from '../../sandbox/baihang/report';
import { PERSONAS } from '../../sandbox/cast/personas';
import type { FaultOrder } from '../../sandbox/faults';
import { createSandbox, type Sandbox } from '../../sandbox/server';

const BUREAU = 'baihang';
const goldenText = (file: string): string =>
  readFileSync(path.join(__dirname, 'golden', BUREAU, file), 'utf8');
const golden = (file: string) => JSON.parse(goldenText(file));
const clear: Record<string, unknown> = golden('request.json');

let sandbox: Sandbox;
let base: string;
let publicKey: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0, slowMs: 60 });
  base = await sandbox.listen();
  publicKey = await (await fetch(`${base}/sandbox/keys/baihang`)).text();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.clearFault(BUREAU);
  sandbox.resetCalls();
});

const encrypt = (text: string): string =>
  publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString(
    'base64',
  );
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;

const post = (body: unknown, authorization = basic('sandbox-user:sandbox-password')): Promise<Response> =>
  fetch(`${base}/baihang/api/v1/credit/report`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  });

/** Asks with the golden request, changed; identity is encrypted on the way unless `sealed` replaces it. */
const ask = (change: Record<string, unknown> = {}, sealed: Record<string, unknown> = {}) => {
  const body: Record<string, unknown> = { ...clear, ...change };
  for (const field of ['name', 'pid', 'mobile']) {
    if (typeof body[field] === 'string') body[field] = encrypt(String(body[field]));
  }
  return post({ ...body, ...sealed });
};
const answerTo = async (...args: Parameters<typeof ask>) => (await ask(...args)).json();

const about = (key: string): { pid: string; name: string } => {
  const persona = PERSONAS.find((candidate) => candidate.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return { pid: persona.certNo, name: persona.name };
};
const reportOn = async (key: string) => (await answerTo(about(key))) as CreditReport;

/** `undefined` is left out when the body is written. */
const withoutApplication = { guaranteeType: undefined, customType: undefined, applyAmount: undefined };

describe('golden messages', () => {
  it.each([
    ['found.json', 'clean-person'],
    ['found-overdue.json', 'dealer-owner'],
    ['found-revolving.json', 'multi-platform'],
    ['no-record.json', 'no-record'],
    ['error.json', 'bureau-error'],
  ])('answers %s for %s', async (file, key) => {
    const response = await ask(about(key));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(golden(file));
  });

  it('takes the recorded message, whose fields say what the clear request says', async () => {
    const recorded = golden('request-encrypted.json');
    expect(await (await post(recorded)).json()).toEqual(golden('found.json'));

    const key = { key: goldenText('test-only-sandbox-key.private.pem'), padding: constants.RSA_NO_PADDING };
    const decipher = (field: string) => {
      const block = privateDecrypt(key, Buffer.from(recorded[field], 'base64'));
      return block.subarray(block.indexOf(0, 2) + 1).toString();
    };
    const { name, pid, mobile } = clear;
    expect({ name: decipher('name'), pid: decipher('pid'), mobile: decipher('mobile') }).toEqual({
      name,
      pid,
      mobile,
    });
    expect({ ...recorded, name, pid, mobile }).toEqual(clear);
  });

  it('takes a question after the loan, without the facts of an application', async () => {
    expect(await answerTo(golden('request-post-loan.json'), withoutApplication)).toMatchObject({
      reportHeader: { queryResult: 1 },
    });
  });

  it.each<[string, FaultOrder['kind']]>([
    ['other-person.json', 'otherPerson'],
    ['missing-field.json', 'missingField'],
    ['extra-field.json', 'extraField'],
    ['unknown-state.json', 'unknownState'],
  ])('answers %s under the fault %s', async (file, kind) => {
    sandbox.orderFault(BUREAU, { kind } as FaultOrder);
    expect(await answerTo()).toEqual(golden(file));
  });

  it('answers bad-json.txt, broken off, under the fault badJson', async () => {
    sandbox.orderFault(BUREAU, { kind: 'badJson' });
    expect(await (await ask()).text()).toBe(goldenText('bad-json.txt'));
  });

  it('publishes the key of the golden messages', () => {
    expect(publicKey).toBe(goldenText('test-only-sandbox-key.public.pem'));
  });
});

describe('credentials', () => {
  it.each([
    ['none', ''],
    ['another password', basic('sandbox-user:guess')],
    ['another scheme', 'Bearer sandbox-user:sandbox-password'],
  ])('are asked for before anything else: %s', async (_, authorization) => {
    const response = await post({}, authorization);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(golden('error-credentials.json'));
  });
});

describe('bad requests', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no consent number', { empowerno: undefined }, /empowerno is missing/],
    ['a consent number with a blank', { empowerno: 'a b' }, /empowerno must be 1 to 64/],
    ['a dash in the request id', { reqID: 'REQ-1' }, /reqID must be 1 to 40 letters and digits/],
    ['an unknown reason', { queryReason: 7 }, /queryReason must be one of 1, 2, 3, 4, 5, 6/],
    ['a reason as text', { queryReason: '1' }, /queryReason must be a number/],
    ['approval without an amount', { applyAmount: undefined }, /applyAmount is required for queryReason 1/],
    ['an amount of three decimals', { applyAmount: 1.005 }, /applyAmount must be yuan/],
    ['an application after the loan', { queryReason: 3, loanId: 'L1' }, /guaranteeType must be omitted/],
    ['after the loan without the loan', { queryReason: 2, ...withoutApplication }, /loanId is required/],
    ['an unknown field', { remark: 'x' }, /unknown parameter remark/],
    ['an unknown field of the device', { device: { deviceType: 1, face: 'x' } }, /parameter device.face/],
    ['a wrong check character', { pid: '370299198503120025' }, /pid has a wrong check character/],
    ['a small x', { pid: '37029919880727011x' }, /pid must be 17 digits/],
    ['no mobile number', { mobile: '12345' }, /mobile must be 11 digits/],
  ])('name the mistake: %s', async (_, change, said) => {
    const answer = (await answerTo(change)) as { errorCode: string; errorMessage: string };
    expect(answer).toEqual({ errorCode: 'E2001', errorMessage: expect.stringMatching(said) });
    expect(answer.errorMessage).not.toContain('3702991985');
  });

  it('are refused in clear: identity has to be encrypted', async () => {
    expect(await (await post(clear)).json()).toEqual({
      errorCode: 'E2001',
      errorMessage: expect.stringMatching(/name must be the Base64.*pid must be.*mobile must be/),
    });
  });

  it('that were encrypted for somebody else cannot be deciphered', async () => {
    const foreign = Buffer.alloc(256, 1).toString('base64');
    expect(await answerTo({}, { pid: foreign })).toEqual({
      errorCode: 'E2002',
      errorMessage: expect.stringMatching(/pid$/),
    });
  });

  it('with another name are told so', async () => {
    expect(await answerTo({ name: '彭飞' })).toEqual(golden('error-name-mismatch.json'));
  });
});

describe('personas', () => {
  it('tell the story that Shanghai Credit tells', async () => {
    const { nonRevolvingLoan, queryHistory } = await reportOn('multi-platform');
    expect(nonRevolvingLoan.summary).toMatchObject({ openLoanCount: 7, remainingOverdueLoanCount: 0 });
    expect(nonRevolvingLoan.D30.applyTenantCount).toBeGreaterThanOrEqual(10);
    expect(new Set(queryHistory.map((entry) => entry.tenantName)).size).toBeGreaterThan(10);

    const overdue = (await reportOn('dealer-owner')).nonRevolvingLoan.summary;
    expect(overdue).toMatchObject({ remainingMaxOverdueStatus: 'M2', remainingOverdueLoanCount: 1 });
    const past = (await reportOn('past-overdue')).nonRevolvingLoan.summary;
    expect(past).toMatchObject({ maxOverdueStatus: 'M2', remainingMaxOverdueStatus: 'M0' });
  });

  it('have windows that grow with their length', async () => {
    for (const { key, answer } of PERSONAS) {
      if (answer !== undefined) continue;
      const { nonRevolvingLoan, queryHistory } = await reportOn(key);
      const { D30, D60, D90, D180, D360, summary } = nonRevolvingLoan;
      for (const figure of ['applyTenantCount', 'loanCount'] as const) {
        const row = [D30, D60, D90, D180, D360].map((window) => window[figure]);
        expect(row).toEqual([...row].sort((a, b) => a - b));
      }
      expect(D360.loanCount).toBeLessThanOrEqual(summary.loanCount);
      const dates = queryHistory.map((entry) => entry.date);
      expect(dates).toEqual([...dates].sort().reverse());
    }
  });

  it('slow-bureau is answered late', async () => {
    const started = performance.now();
    expect(await reportOn('slow-bureau')).toMatchObject({ reportHeader: { queryResult: 1 } });
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });
});

it('counts its calls by request id', async () => {
  await Promise.all([ask(), ask(), ask({ reqID: 'REQ9' }), post({}, '')]);
  expect(sandbox.calls().bureaus.baihang).toMatchObject({
    total: 4,
    polls: 0,
    byRequestId: { REQ0001: 2, REQ9: 1 },
  });
});
