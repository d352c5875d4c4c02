import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { BureauConnector } from '../../src/bureaus/bureau.port';
import { readDeclarations } from '../../src/bureaus/connectors/declared/read-declarations';
import { dataRefusal } from '../../src/bureaus/connectors/outbound-data';
import type { BureauInquiry } from '../../src/bureaus/inquiry-facts';
import { EMPTY_REPORT } from '../../src/bureaus/normalised-report';
import { money, Sensitive } from '../../src/kernel';
import { ConfigError } from '../../src/platform/config';

const golden = (name: string): string => readFileSync(path.join(__dirname, 'golden/declared', name), 'utf8');
const EXAMPLE = readFileSync(path.resolve(__dirname, '../../docs/how-to/bureaus.example.yaml'), 'utf8');

const folder = mkdtempSync(path.join(tmpdir(), 'declared-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(path.join(folder, 'example-credit.token'), 'a-secret-token\n');

// biome-ignore lint/suspicious/noExplicitAny: the tests change single places of a declaration
type Change = (bureau: any) => void;

function declare(change: Change = () => undefined, loopbackHttp = true) {
  const content = parse(EXAMPLE);
  change(content.bureaus[0]);
  const file = path.join(folder, 'bureaus.yaml');
  writeFileSync(file, stringify(content));
  return readDeclarations(file, ['SHANGHAI_CREDIT'], { loopbackHttp });
}

function mistakesOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

const INQUIRY: BureauInquiry = {
  inquiryId: 'REQ-0001',
  subject: {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('370299198503120024'),
    mobile: Sensitive.of('14000000001'),
  },
  purpose: 'LOAN_APPROVAL',
  consentNo: 'CONSENT-EX-0001',
  application: {
    loanPurpose: 'DAILY_CONSUMPTION',
    guaranteeType: 'CREDIT',
    customerType: 'EMPLOYED',
    amount: money(5_000_000n, 'CNY'),
    monthlyIncome: money(900_000n, 'CNY'),
  },
  loanNo: null,
  specialCategories: [],
};

const UNUSABLE = { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', sent: true };

describe('a declared bureau', () => {
  let server: Server;
  let url: string;
  let seen: { headers: IncomingHttpHeaders; path: string | undefined; body: string };
  let reply: { status: number; body: string };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen = { headers: request.headers, path: request.url, body };
        response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/reports`;
  });
  afterAll(() => server.close());

  const connector = (change: Change = () => undefined): BureauConnector => {
    const [made] = declare((bureau) => {
      bureau.url = url;
      change(bureau);
    }).connectors;
    if (!made) throw new Error('nothing was declared');
    return made;
  };
  const answerTo = (body: string, change?: Change, inquiry = INQUIRY) => {
    reply = { status: 200, body };
    return connector(change).inquire(inquiry);
  };

  describe('asked what became of an inquiry', () => {
    const lookUp: Change = (bureau) => {
      bureau.lookUp = {
        url: url.replace('reports', 'outcomes'),
        request: { requestNo: '$inquiryId' },
        notTaken: ['E99'],
      };
    };
    const outcome = (body: string, status = 200) => {
      reply = { status, body };
      return connector(lookUp).outcomeOf?.({ ...INQUIRY, application: null });
    };

    it('is asked by its number alone, with the credentials, at the other address', async () => {
      expect(await outcome(golden('found.json'))).toEqual(await answerTo(golden('found.json')));
      await outcome(golden('found.json'));
      expect(seen).toMatchObject({
        path: '/v2/outcomes',
        headers: { authorization: 'Bearer a-secret-token' },
      });
      expect(JSON.parse(seen.body)).toEqual({ requestNo: INQUIRY.inquiryId });
    });

    it.each<[string, string, number, object]>([
      ['never took it', '{"status":"E99"}', 200, { kind: 'NOT_TAKEN' }],
      ['has no record', golden('no-record.json'), 200, { kind: 'NO_RECORD' }],
      ['tells of another person', golden('other-person.json'), 200, UNUSABLE],
      [
        'does not know yet',
        '{"status":"WAIT"}',
        200,
        { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true },
      ],
      ['is down', '', 503, { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
      ['talks nonsense', '[', 200, UNUSABLE],
    ])('where it %s', async (_name, body, status, answer) => {
      expect(await outcome(body, status)).toEqual(answer);
    });

    it('has no such question unless it is declared', () => {
      expect(connector().outcomeOf).toBeUndefined();
    });
  });

  it('is what its declaration says', () => {
    const { profile, schemes, priceMinor, timeoutMs } = connector();
    expect(profile).toEqual({
      code: 'EXAMPLE_CREDIT',
      name: 'Example Credit',
      nameZh: '示例征信',
      covers: ['PERSON'],
      purposes: ['LOAN_APPROVAL', 'POST_LOAN'],
      reuseDays: 7,
    });
    expect({ schemes, priceMinor, timeoutMs }).toEqual({
      schemes: ['RESIDENT_ID'],
      priceMinor: 200n,
      timeoutMs: 5000,
    });
  });

  it('is sent the golden request with its credentials, and its report is read', async () => {
    expect(await answerTo(golden('found.json'))).toEqual({
      kind: 'HIT',
      observedAt: new Date('2026-06-30T01:00:00Z'),
      report: {
        ...EMPTY_REPORT,
        reportNo: 'EX-1',
        openLoanCount: 3,
        openLenderCount: 2,
        openBalanceMinor: 1_325_050n,
        overdueMinor: 0n,
        worstDelinquency24m: '1',
        profile: { mobileCount: 2, addressCount: null, employerCount: null },
        applicationWindows: [
          { days: 30, applicationCount: 4, institutionCount: 3 },
          { days: 90, applicationCount: 5, institutionCount: null },
        ],
      },
    });
    expect(JSON.parse(seen.body)).toEqual(JSON.parse(golden('request.json')));
    expect(seen.path).toBe('/v2/reports');
    expect(seen.headers.authorization).toBe('Bearer a-secret-token');
  });

  it('tells banks, others and nights apart, and lines of credit, where its declaration says where', async () => {
    const answer = await answerTo(
      JSON.stringify({
        ...JSON.parse(golden('found.json')),
        als: { bank: '2', nbank: 5, night: 1 },
        line: { limit: '20000.00', drawn: '15000.00' },
      }),
      (bureau) => {
        const { figures } = bureau.response as { figures: Record<string, unknown> };
        figures.creditLine = '/line/limit';
        figures.lineBalance = '/line/drawn';
        figures.applications = [
          { days: 30, bankCount: '/als/bank', nonBankCount: '/als/nbank', nightCount: '/als/night' },
          { days: 90, bankCount: '/als/none' },
        ];
      },
    );
    expect(answer).toMatchObject({
      kind: 'HIT',
      report: {
        creditLineMinor: 2_000_000n,
        lineBalanceMinor: 1_500_000n,
        applicationWindows: [
          { days: 30, bankCount: 2, nonBankCount: 5, nightCount: 1 },
          { days: 90, bankCount: null },
        ],
      },
    });
  });

  it.each<[string, object, string, string]>([
    [
      'basic',
      { kind: 'basic', user: 'u' },
      'authorization',
      `Basic ${Buffer.from('u:a-secret-token').toString('base64')}`,
    ],
    ['a header', { kind: 'header', name: 'X-Api-Key' }, 'x-api-key', 'a-secret-token'],
  ])('takes credentials by %s', async (_name, auth, header, value) => {
    await answerTo(golden('no-record.json'), (bureau) => {
      bureau.auth = { ...auth, secretFile: 'example-credit.token' };
    });
    expect(seen.headers[header]).toBe(value);
  });

  it('is sent nothing that is not known and optional, and is not asked without what is required', async () => {
    const bare = { ...INQUIRY, application: null, subject: { ...INQUIRY.subject, mobile: null } };
    await answerTo(golden('no-record.json'), undefined, bare);
    const { person, application } = JSON.parse(seen.body);
    expect([person, application]).toEqual([{ name: '林清', idNo: '370299198503120024' }, {}]);
    const strict = connector((bureau) => {
      bureau.optional = [];
    });
    expect(dataRefusal(strict.data('LOAN_APPROVAL'), bare)).toEqual({
      cause: 'DATA_MISSING',
      fields: ['subject.mobile', 'application.loanPurpose', 'application.amount'],
    });
  });

  it('is sent the income only under a consent that names it', async () => {
    const withIncome: Change = (bureau) => {
      bureau.request.income = '$application.monthlyIncome';
    };
    expect(dataRefusal(connector(withIncome).data('LOAN_APPROVAL'), INQUIRY)).toMatchObject({
      cause: 'DATA_NOT_CONSENTED',
    });
    await answerTo(golden('no-record.json'), withIncome, { ...INQUIRY, specialCategories: ['INCOME'] });
    expect(JSON.parse(seen.body).income).toBe('9000.00');
    await answerTo(golden('no-record.json'), (bureau) => {
      withIncome(bureau);
      bureau.optional.push('application.monthlyIncome');
    });
    expect(JSON.parse(seen.body)).not.toHaveProperty('income');
  });

  it.each<[string, object]>([
    ['no-record.json', { kind: 'NO_RECORD' }],
    ['error.json', { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
    ['error-name-mismatch.json', { kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' }],
    ['error-credentials.json', { kind: 'REJECTED', cause: 'CREDENTIALS' }],
    ['other-person.json', UNUSABLE],
    ['missing-field.json', UNUSABLE],
    ['bad-figure.json', UNUSABLE],
    ['bad-json.txt', UNUSABLE],
  ])('means by %s what it is', async (name, answer) => {
    expect(await answerTo(golden(name))).toEqual(answer);
  });

  it.each(['null', '[]', '{}', '"OK"', '{"status":{}}', '{"status":"OK"}'])(
    'is refused the answer %s',
    async (text) => {
      expect(await answerTo(text)).toEqual(UNUSABLE);
    },
  );

  it('may count in fen', async () => {
    const inFen: Change = (bureau) => {
      bureau.response.amountsIn = 'FEN';
    };
    const found = JSON.parse(golden('found.json'));
    found.loans = { balance: '1325050' };
    expect(await answerTo(JSON.stringify(found), inFen)).toMatchObject({
      report: { openBalanceMinor: 1_325_050n, overdueMinor: null, openLoanCount: null },
    });
    found.loans.balance = 13250.5;
    expect(await answerTo(JSON.stringify(found), inFen)).toEqual(UNUSABLE);
  });

  it('is named and cannot be asked when it is not enabled, nor is its secret read', () => {
    const { connectors, switchedOff } = declare((bureau) => {
      bureau.enabled = false;
      bureau.auth.secretFile = 'absent';
    });
    expect(connectors).toEqual([]);
    expect(switchedOff).toMatchObject([{ code: 'EXAMPLE_CREDIT' }]);
  });
});

const LOOK_UP = { url: 'https://api.example.com/v2/outcomes', request: { requestNo: '$inquiryId' } };

describe('a declaration is refused', () => {
  it.each<[string, Change, string]>([
    [
      'a biometric',
      (b) => (b.request.person.face = '$subject.face'),
      'request.person.face: subject.face must not be sent to a bureau (征信业管理条例 Art. 14)',
    ],
    ['health', (b) => (b.request.x = ['$subject.health']), 'request.x[0]: subject.health must not be sent'],
    [
      'data that nobody has',
      (b) => (b.request.x = '$subject.hobby'),
      'request.x: subject.hobby is no data that an inquiry has',
    ],
    [
      'a fingerprint among the optional',
      (b) => (b.optional = ['subject.fingerprint']),
      'optional[0]: subject.fingerprint must not be sent',
    ],
    [
      'optional data that is not in the request',
      (b) => (b.optional = ['loanNo']),
      'optional[0]: is not in the request',
    ],
    ['a code in small letters', (b) => (b.code = 'example'), 'code: must be 2 to 32 capital letters'],
    ['the code of another bureau', (b) => (b.code = 'SHANGHAI_CREDIT'), 'code: is that of another bureau'],
    [
      'plain http',
      (b) => (b.url = 'http://api.example.com'),
      'url: plain http is for a loopback host in development only',
    ],
    ['an address that is none', (b) => (b.url = 'api.example.com'), 'url: must be a URL'],
    ['no purpose', (b) => (b.purposes = {}), 'purposes: must name at least one purpose'],
    ['an unknown purpose', (b) => (b.purposes.GOSSIP = '1'), 'purposes'],
    [
      'codes without one for the rest',
      (b) => (b.codes = { 'application.loanPurpose': { RENT: 'R' } }),
      'codes.application.loanPurpose: must have a code for all other values under "*"',
    ],
    [
      'a pointer that is none',
      (b) => (b.response.figures.openLoanCount = 'loans.open'),
      'response.figures.openLoanCount: must be a JSON pointer',
    ],
    ['no same-person check', (b) => delete b.response.samePerson, 'response.samePerson'],
    ['an unknown figure', (b) => (b.response.figures.score = '/score'), 'response.figures'],
    ['a price in yuan', (b) => (b.priceFen = 2.5), 'priceFen'],
    [
      'a look-up at another host, which would get the credentials',
      (b) => (b.lookUp = { ...LOOK_UP, url: 'https://api.example.org/v2/outcomes' }),
      'lookUp.url: must be at the host of url',
    ],
    [
      'a look-up that does not say of which inquiry',
      (b) => (b.lookUp = { ...LOOK_UP, request: { idNo: '$subject.identifier' } }),
      'lookUp: needs $inquiryId in its request',
    ],
    [
      'a look-up by data that is not kept',
      (b) => (b.lookUp = { ...LOOK_UP, request: { requestNo: '$inquiryId', amount: '$application.amount' } }),
      'lookUp.request.amount: application.amount is not kept with an inquiry',
    ],
    [
      'a look-up by a face',
      (b) => (b.lookUp = { ...LOOK_UP, request: { requestNo: '$inquiryId', face: '$subject.face' } }),
      'lookUp.request.face: subject.face must not be sent to a bureau',
    ],
    ['a secret in the open', (b) => (b.auth.secret = 'hunter22'), 'auth'],
    [
      'a secret that cannot be read',
      (b) => (b.auth.secretFile = 'absent'),
      'auth.secretFile: cannot be read',
    ],
  ])('with %s, naming the place', (_name, change, line) => {
    const lines = mistakesOf(() => declare(change));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`BUREAUS_FILE: bureaus[0].${line}`);
    expect(lines[0]).not.toContain('hunter22');
  });

  it('with plain http to itself in production', () => {
    const toItself: Change = (bureau) => {
      bureau.url = 'http://127.0.0.1:1';
    };
    expect(mistakesOf(() => declare(toItself, true))).toEqual([]);
    expect(mistakesOf(() => declare(toItself, false))).toEqual([
      'BUREAUS_FILE: bureaus[0].url: plain http is for a loopback host in development only',
    ]);
  });

  it.each([
    ['is not there', null, 'BUREAUS_FILE: cannot be read'],
    ['is no YAML', 'bureaus: [', 'BUREAUS_FILE: is no YAML or JSON (line'],
    ['is empty', '', 'BUREAUS_FILE: the file: '],
    ['declares nothing', 'bureaus: []', 'BUREAUS_FILE: bureaus: '],
  ])('when the file %s', (_name, content, line) => {
    const file = path.join(folder, `file-${String(content).length}.yaml`);
    if (content !== null) writeFileSync(file, content);
    const lines = mistakesOf(() => readDeclarations(file, [], { loopbackHttp: true }));
    expect(lines[0]).toContain(line);
  });
});
