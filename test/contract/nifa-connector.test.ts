import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DATA_CODE, type EnvelopeKeys, open, seal } from '../../src/bureaus/connectors/nifa/envelope';
import { interpret, NifaConnector, writeInquiry } from '../../src/bureaus/connectors/nifa/nifa.connector';
import { readProgress, readResult, type WireInquiry } from '../../src/bureaus/connectors/nifa/wire';
import type { BureauInquiry } from '../../src/bureaus/inquiry-facts';
import { Sensitive } from '../../src/kernel';
import { Sm2Pool } from '../../src/platform/crypto';

const golden = (name: string): string => readFileSync(path.join(__dirname, 'golden/nifa', name), 'utf8');
const parsed = (name: string) => JSON.parse(golden(name));
const { platform, member } = parsed('test-only-sandbox-keys.json');
const asked: WireInquiry = parsed('inquiry.clear.json');

const KEYS: EnvelopeKeys = {
  memberCode: member.code,
  privateKey: Sensitive.of(member.privateKey),
  platformCode: platform.code,
  platformPublicKey: platform.publicKey,
};
/** As the platform sees it. */
const PLATFORM: EnvelopeKeys = {
  memberCode: platform.code,
  privateKey: Sensitive.of(platform.privateKey),
  platformCode: member.code,
  platformPublicKey: member.publicKey,
};

const sm2 = new Sm2Pool();
afterAll(() => sm2.close());

const UNUSABLE = { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', sent: true };

const INQUIRY: BureauInquiry = {
  inquiryId: 'REQ-0001',
  subject: {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('370299198503120024'),
    mobile: Sensitive.of('14000000001'),
  },
  purpose: 'LOAN_APPROVAL',
  consentNo: 'CONSENT-NIFA-0001',
  application: null,
  loanNo: null,
  specialCategories: [],
};

const clearAnswer = (name: string, about: WireInquiry = asked) => interpret(readResult(golden(name)), about);

describe('the inquiry', () => {
  it('is the golden one, without the mobile', () => {
    expect(writeInquiry(INQUIRY)).toEqual(asked);
  });

  it('has a reason for approval and for post-loan management, and for nothing else', () => {
    expect(writeInquiry({ ...INQUIRY, purpose: 'POST_LOAN' }).reason).toBe('02');
    for (const purpose of ['MID_LOAN', 'SELF', 'DISPUTE', 'GUARANTEE_REVIEW', 'CREDIT_CHECK'] as const)
      expect(() => writeInquiry({ ...INQUIRY, purpose })).toThrow(`no code for ${purpose}`);
  });

  it('is sealed as the recorded one is', async () => {
    const { headers, body } = await seal(asked, DATA_CODE.inquiry, KEYS, sm2);
    expect(headers).toEqual({
      sbankcode: member.code,
      sdatacode: '11001',
      scode: createHash('md5').update(body.sdata).digest('hex'),
      sign: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
    for (const message of [{ headers, body }, parsed('inquiry.message.json')]) {
      const { sbankcode, sdatacode, scode, sign } = message.headers;
      expect(await sm2.verify(sbankcode + sdatacode + scode, sign, member.publicKey, member.code)).toBe(true);
      expect(await sm2.verify(sbankcode + sdatacode + scode, sign, member.publicKey, platform.code)).toBe(
        false,
      );
      expect(JSON.parse((await sm2.decrypt(message.body.sdata, platform.privateKey)) ?? '')).toEqual(asked);
    }
  });
});

describe('a result', () => {
  it.each([
    'found',
    'found-overdue',
    'found-partial',
    'no-record',
    'other-person',
    'extra-field',
    'missing-field',
  ])('of %s is opened to what the platform put in', async (name) => {
    const text = await open(readProgress(golden(`${name}.message.json`)), KEYS, sm2);
    expect(JSON.parse(text ?? 'null')).toEqual(parsed(`${name}.clear.json`));
  });

  it('gives figures, and no institution', () => {
    const about = { ...asked, idNumber: '370299198206200060' };
    expect(clearAnswer('found-overdue.clear.json', about)).toMatchObject({
      kind: 'HIT',
      observedAt: new Date('2026-06-30T01:00:00Z'),
      report: {
        openLoanCount: 2,
        openLenderCount: 2,
        openBalanceMinor: 13_250_000n,
        overdueMinor: 2_288_000n,
        worstDelinquency24m: null,
        queryHistory: null,
        inquiryWindows: [
          { days: 30, inquiryCount: 1 },
          { days: 90, inquiryCount: 1 },
        ],
        coverage: { asked: 17, answered: 17 },
      },
    });
  });

  it('says how many members stand behind it', () => {
    const about = { ...asked, idNumber: '37029919880727011X' };
    expect(clearAnswer('found-partial.clear.json', about)).toMatchObject({
      kind: 'HIT',
      report: { openLoanCount: 5, coverage: { asked: 17, answered: 15 } },
    });
  });

  it('without a record is no record only when every member has answered', () => {
    const about = { ...asked, idNumber: '370299200109230313' };
    expect(clearAnswer('no-record.clear.json', about)).toEqual({ kind: 'NO_RECORD' });
    const partial = { ...parsed('no-record.clear.json'), partial: true, answeredMembers: 3 };
    expect(interpret(readResult(JSON.stringify(partial)), about)).toMatchObject({
      kind: 'HIT',
      report: { openLoanCount: null, coverage: { asked: 17, answered: 3 } },
    });
  });

  it('is read over fields that nobody announced', () => {
    expect(clearAnswer('extra-field.clear.json')).toEqual(clearAnswer('found.clear.json'));
  });

  it.each(['other-person.clear.json', 'missing-field.clear.json'])('is refused: %s', (name) => {
    expect(clearAnswer(name)).toEqual(UNUSABLE);
  });

  it('is refused when it is of another inquiry, malformed, or answered by more than were asked', () => {
    expect(clearAnswer('found.clear.json', { ...asked, requestId: 'REQ-0002' })).toEqual(UNUSABLE);
    for (const change of [{ existingLoanCount: -1 }, { overdueAmount: '1e9' }, { answeredMembers: 18 }])
      expect(
        interpret(readResult(JSON.stringify({ ...parsed('found.clear.json'), ...change })), asked),
      ).toEqual(UNUSABLE);
    for (const text of ['', 'null', '{}', '[]']) expect(interpret(readResult(text), asked)).toEqual(UNUSABLE);
  });

  it.each<[string, object]>([
    ['by somebody else', { sbankcode: '91370299MA00000150' }],
    ['of another kind', { sdatacode: '11001' }],
    ['with another digest', { scode: '0'.repeat(32) }],
    ['with another signature', { sign: '1'.repeat(128) }],
    ['changed', { sdata: `${parsed('found.message.json').sdata.slice(0, -2)}00` }],
  ])('is not opened when it is %s', async (_name, change) => {
    expect(await open({ ...parsed('found.message.json'), ...change }, KEYS, sm2)).toBeNull();
  });

  it('is not opened under the signature of another message', async () => {
    expect(await open(parsed('wrong-signature.message.json'), KEYS, sm2)).toBeNull();
  });
});

describe('over HTTP', () => {
  type Reply = string | { status: number };
  let server: Server;
  let replies: { inquiries: Reply; results: Reply[] };
  let seen: { url: string; headers: IncomingHttpHeaders; body: string }[];
  let clock: number;
  let connector: NifaConnector;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ url: request.url ?? '', headers: request.headers, body });
        const { inquiries, results } = replies;
        const reply =
          request.url === '/nifa/inquiries' ? inquiries : (results.shift() ?? golden('pending.json'));
        const { status, text } =
          typeof reply === 'string' ? { status: 200, text: reply } : { ...reply, text: '' };
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    seen = [];
    clock = 0;
    connector = new NifaConnector(
      {
        ...KEYS,
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/nifa`,
        timeoutMs: 8_000,
        priceFen: 100,
        reuseDays: 7,
      },
      sm2,
      {
        now: () => clock,
        async pause(ms) {
          clock += ms;
        },
      },
    );
  });
  const paths = () => seen.map(({ url }) => url.replace('/nifa/', ''));

  it('asks once, then for the result until it is there', async () => {
    replies = {
      inquiries: golden('ticket.json'),
      results: [
        golden('pending.json'),
        { status: 503 },
        golden('pending.json'),
        golden('found.message.json'),
      ],
    };
    expect(await connector.inquire(INQUIRY)).toMatchObject({ kind: 'HIT', report: { openLoanCount: 0 } });
    expect(paths()).toEqual(['inquiries', 'results', 'results', 'results', 'results']);
    const [first, second] = seen;
    expect(first?.body).not.toContain('370299198503120024');
    expect(await sm2.decrypt(JSON.parse(first?.body ?? '').sdata, platform.privateKey)).toBe(
      JSON.stringify(asked),
    );
    expect(await sm2.decrypt(JSON.parse(second?.body ?? '').sdata, platform.privateKey)).toBe(
      JSON.stringify(parsed('result-request.clear.json')),
    );
  });

  it('does not know what came of an inquiry whose result is not there in time', async () => {
    replies = { inquiries: golden('ticket.json'), results: [] };
    clock = 0;
    const slow = golden('pending.json').replace('50', '900');
    replies.results = Array<Reply>(20).fill(slow);
    expect(await connector.inquire(INQUIRY)).toEqual({ kind: 'UNKNOWN', cause: 'TIMEOUT' });
    expect(paths().filter((name) => name === 'inquiries')).toHaveLength(1);
    expect(paths().length).toBeLessThan(12);
  });

  it.each<[string, Reply, object]>([
    ['error.json', golden('error.json'), { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
    ['error-parameters.json', golden('error-parameters.json'), { kind: 'REJECTED', cause: 'PARAMETERS' }],
    [
      'error-name-mismatch.json',
      golden('error-name-mismatch.json'),
      { kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' },
    ],
    ['error-signature.json', golden('error-signature.json'), { kind: 'REJECTED', cause: 'CREDENTIALS' }],
    ['an answer without a ticket', '{"msgCode":"20000"}', UNUSABLE],
    ['status 500', { status: 500 }, { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
  ])('takes %s for what it is and asks no further', async (_name, reply, answer) => {
    replies = { inquiries: reply, results: [] };
    expect(await connector.inquire(INQUIRY)).toEqual(answer);
    expect(paths()).toEqual(['inquiries']);
  });

  it.each([
    'unknown-state.json',
    'wrong-signature.message.json',
    'other-person.message.json',
    'missing-field.message.json',
  ])('refuses the result %s', async (name) => {
    replies = { inquiries: golden('ticket.json'), results: [golden(name)] };
    expect(await connector.inquire(INQUIRY)).toEqual(UNUSABLE);
  });

  it('opens nothing that was meant for another member', async () => {
    const other = await seal(
      parsed('found.clear.json'),
      DATA_CODE.result,
      { ...PLATFORM, platformPublicKey: platform.publicKey },
      sm2,
    );
    const reply = JSON.stringify({ msgCode: '20000', state: 'DONE', ...other.headers, ...other.body });
    replies = { inquiries: golden('ticket.json'), results: [reply] };
    expect(await connector.inquire(INQUIRY)).toEqual(UNUSABLE);
  });
});
