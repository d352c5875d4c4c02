import { constants, createPrivateKey, createPublicKey, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { BaihangConnector, interpret } from '../../src/bureaus/connectors/baihang/baihang.connector';
import { dataFor, encryptQuery, writeQuery } from '../../src/bureaus/connectors/baihang/query';
import { readAnswer, type WireQuery } from '../../src/bureaus/connectors/baihang/wire';
import { dataRefusal } from '../../src/bureaus/connectors/outbound-data';
import type { BureauInquiry } from '../../src/bureaus/inquiry-facts';
import type { NormalisedReport } from '../../src/bureaus/normalised-report';
import { money, Sensitive } from '../../src/kernel';

const golden = (name: string): string => readFileSync(path.join(__dirname, 'golden/baihang', name), 'utf8');
const asked: WireQuery = JSON.parse(golden('request.json'));
const answerTo = (name: string, query: WireQuery = asked) => interpret(readAnswer(golden(name)), query);
// biome-ignore lint/suspicious/noExplicitAny: the tests change single fields of a message
const changed = (change: (answer: any) => void) => {
  const answer = JSON.parse(golden('found.json'));
  change(answer);
  return interpret(readAnswer(JSON.stringify(answer)), asked);
};

const UNUSABLE = { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', sent: true };

const APPROVAL: BureauInquiry = {
  inquiryId: 'REQ0001',
  subject: {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('370299198503120024'),
    mobile: Sensitive.of('14000000001'),
  },
  purpose: 'LOAN_APPROVAL',
  consentNo: 'CONSENT-BH-0001',
  application: {
    loanPurpose: 'DAILY_CONSUMPTION',
    guaranteeType: 'CREDIT',
    customerType: 'EMPLOYED',
    amount: money(5_000_000n, 'CNY'),
    monthlyIncome: money(900_000n, 'CNY'),
  },
  loanNo: null,
  specialCategories: ['INCOME'],
};

/** PKCS#1 v1.5, opened raw: Node refuses this padding where it decrypts. */
function decipher(base64: string): string {
  const key = createPrivateKey(golden('test-only-sandbox-key.private.pem'));
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(base64, 'base64'));
  expect([block[0], block[1]]).toEqual([0, 2]);
  return block.subarray(block.indexOf(0, 2) + 1).toString('utf8');
}

const inClear = (query: WireQuery): WireQuery => ({
  ...query,
  name: decipher(query.name),
  pid: decipher(query.pid),
  mobile: decipher(query.mobile),
});

describe('the query', () => {
  it('is the golden request, and nothing of the income', () => {
    expect(writeQuery(APPROVAL)).toEqual(asked);
  });

  it('is the golden request after the loan was granted, with its number and without an application', () => {
    const written = writeQuery({
      ...APPROVAL,
      inquiryId: 'REQ0002',
      purpose: 'POST_LOAN',
      loanNo: 'LOAN-0001',
    });
    expect(written).toEqual(JSON.parse(golden('request-post-loan.json')));
  });

  it('says 99 for the purpose of a loan that is not known', () => {
    const written = writeQuery({ ...APPROVAL, purpose: 'MID_LOAN', loanNo: 'L', application: null });
    expect(written).toMatchObject({ queryReason: 2, loanId: 'L', loanPurpose: 99 });
  });

  it('hides name, number and mobile as the recorded one does, and no more', () => {
    const publicKey = createPublicKey(golden('test-only-sandbox-key.public.pem'));
    const encrypted = encryptQuery(asked, publicKey);
    expect(JSON.stringify(encrypted)).not.toContain('370299198503120024');
    expect(inClear(encrypted)).toEqual(asked);
    expect(inClear(JSON.parse(golden('request-encrypted.json')))).toEqual(asked);
    expect(encryptQuery(asked, publicKey).pid).not.toBe(encrypted.pid);
  });

  it('writes the check character of a number in capitals', () => {
    const subject = { ...APPROVAL.subject, identifier: Sensitive.of('37029919880727011x') };
    expect(writeQuery({ ...APPROVAL, subject }).pid).toBe('37029919880727011X');
  });

  it.each([
    ['LOAN_APPROVAL', 1],
    ['MID_LOAN', 2],
    ['POST_LOAN', 3],
    ['GUARANTEE_REVIEW', 6],
  ] as const)('of %s has reason %d', (purpose, queryReason) => {
    expect(writeQuery({ ...APPROVAL, purpose, loanNo: 'L-1' })).toMatchObject({ queryReason });
  });

  it.each(['SELF', 'DISPUTE', 'CREDIT_CHECK'] as const)('is not written for %s', (purpose) => {
    expect(() => writeQuery({ ...APPROVAL, purpose })).toThrow(`no code for ${purpose}`);
  });

  it('needs what its reason needs, each missing field named before anything is sent', () => {
    const { subject, application } = APPROVAL;
    const bare = { ...APPROVAL, application: null, subject: { ...subject, mobile: null } };
    const lacks = (purpose: BureauInquiry['purpose'], inquiry: BureauInquiry) =>
      dataRefusal(dataFor(purpose), inquiry)?.fields ?? [];
    expect(lacks('LOAN_APPROVAL', bare)).toEqual([
      'subject.mobile',
      'application.guaranteeType',
      'application.customerType',
      'application.amount',
      'application.loanPurpose',
    ]);
    expect(lacks('POST_LOAN', bare)).toEqual(['subject.mobile', 'loanNo']);
    expect(lacks('MID_LOAN', APPROVAL)).toEqual(['loanNo']);
    expect(lacks('GUARANTEE_REVIEW', bare)).toEqual(['subject.mobile', 'application.loanPurpose']);
    expect(lacks('LOAN_APPROVAL', APPROVAL)).toEqual([]);
    const noAmount = { ...APPROVAL, application: application && { ...application, amount: null } };
    expect(lacks('LOAN_APPROVAL', noAmount)).toEqual(['application.amount']);
    expect(() => writeQuery(noAmount)).toThrow('application.amount is required');
  });
});

describe('reads', () => {
  it('a report of a settled loan', () => {
    const answer = answerTo('found.json');
    expect(answer).toMatchObject({
      kind: 'HIT',
      observedAt: new Date('2026-06-30T01:00:00Z'),
      report: {
        openLoanCount: 0,
        openLenderCount: null,
        openBalanceMinor: 0n,
        overdueMinor: 0n,
        monthlyDueMinor: null,
        worstDelinquency24m: '0',
        paymentState24m: null,
        guarantees: null,
        specialTrades: null,
        coverage: null,
      },
    });
  });

  it('a report of an overdue loan, amounts in fen', () => {
    const { name, pid } = JSON.parse(golden('found-overdue.json')).personalProfile;
    const answer = answerTo('found-overdue.json', { ...asked, name, pid });
    expect(answer).toMatchObject({
      kind: 'HIT',
      report: {
        openLoanCount: 2,
        openBalanceMinor: 13_250_000n,
        overdueMinor: 2_288_000n,
        worstDelinquency24m: '2',
        applicationWindows: [
          { days: 30, applicationCount: null, institutionCount: 1 },
          { days: 60, applicationCount: null, institutionCount: 1 },
          { days: 90, applicationCount: null, institutionCount: 1 },
          { days: 180, applicationCount: null, institutionCount: 1 },
          { days: 360, applicationCount: null, institutionCount: 2 },
        ],
        profile: { mobileCount: 1, addressCount: 1, employerCount: 1 },
      },
    });
    const { report } = answer as unknown as { report: NormalisedReport };
    expect(report.issuedWindows?.at(-1)).toEqual({
      days: 360,
      loanCount: 1,
      institutionCount: 1,
      amountMinor: 3_000_000n,
      largestMinor: 3_000_000n,
    });
    expect(report.inquiryWindows?.map(({ days }) => days)).toEqual([7, 15, 30, 60, 90, 180, 360]);
  });

  it('loans and lines of credit together', () => {
    const wire = JSON.parse(golden('found-revolving.json'));
    const { name, pid } = wire.personalProfile;
    const { report } = answerTo('found-revolving.json', { ...asked, name, pid }) as unknown as {
      report: NormalisedReport;
    };
    const { nonRevolvingLoan: loans, revolvingLoan: lines } = wire;
    expect(lines.summary.validAccountCount).toBe(2);
    expect(report.openLoanCount).toBe(loans.summary.openLoanCount + 2);
    expect(report.openBalanceMinor).toBe(
      BigInt((loans.summary.remainingAmount + lines.summary.remainingAmount) * 100),
    );
  });

  // biome-ignore lint/suspicious/noExplicitAny: the tests change single fields of a message
  const revolving = (change: (wire: any) => void): NormalisedReport => {
    const wire = JSON.parse(golden('found-revolving.json'));
    change(wire);
    const { name, pid } = wire.personalProfile;
    const answer = interpret(readAnswer(JSON.stringify(wire)), { ...asked, name, pid });
    return (answer as unknown as { report: NormalisedReport }).report;
  };

  it('lines of credit and what is drawn of them, or that it is not said', () => {
    const summary = (limits: number | undefined) => (wire: { revolvingLoan: { summary: object } }) =>
      Object.assign(wire.revolvingLoan.summary, { creditLimitSum: limits, remainingAmount: 100 });
    expect(revolving(summary(400.5))).toMatchObject({ creditLineMinor: 40_050n, lineBalanceMinor: 10_000n });
    expect(revolving(summary(undefined))).toMatchObject({ creditLineMinor: null, lineBalanceMinor: 10_000n });
    expect(
      changed((report) => {
        report.revolvingLoan = null;
      }),
    ).toMatchObject({ report: { creditLineMinor: null, lineBalanceMinor: null } });
  });

  it('banks and others among those applied to, each once; nothing where a kind is not told', () => {
    const asked = (tenantType: string, tenantName: string, reason = 1, date = '2026-06-20') => ({
      tenantType,
      tenantName,
      date,
      reason,
    });
    const split = (...queryHistory: object[]) =>
      revolving((wire) => {
        Object.assign(wire, { queryHistory });
      }).applicationWindows?.[0];
    expect(
      split(
        asked('城市商业银行', 'B1'),
        asked('城市商业银行', 'B1'),
        asked('消费金融公司', 'N1'),
        asked('网络小额贷款公司', 'N2'),
        asked('消费金融公司', 'N3', 3),
        asked('消费金融公司', 'N4', 1, '2026-01-20'),
      ),
    ).toMatchObject({ days: 30, bankCount: 1, nonBankCount: 2 });
    expect(split()).toMatchObject({ bankCount: 0, nonBankCount: 0 });
    expect(split(asked('', 'X'))).toMatchObject({ bankCount: null, nonBankCount: null });
    expect(split(asked('农村商业银行', 'B1'))).not.toHaveProperty('nightCount');
  });

  it('an amount with fen to the last one', () => {
    const answer = changed(({ nonRevolvingLoan }) => {
      nonRevolvingLoan.summary.remainingAmount = 9_999_999_999.99;
    });
    expect(answer).toMatchObject({ report: { openBalanceMinor: 999_999_999_999n } });
  });

  it('null for figures of which the bureau leaves a part out', () => {
    const answer = changed((report) => {
      report.revolvingLoan = null;
    });
    expect(answer).toMatchObject({
      kind: 'HIT',
      report: { openLoanCount: null, openBalanceMinor: null, applicationWindows: null },
    });
  });

  it('queryResult 2 as an answer, not an error', () => {
    expect(answerTo('no-record.json')).toEqual({ kind: 'NO_RECORD' });
  });

  it('over fields that nobody announced', () => {
    expect(answerTo('extra-field.json')).toEqual(answerTo('found.json'));
  });

  it.each([
    ['error.json', { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
    ['error-credentials.json', { kind: 'REJECTED', cause: 'CREDENTIALS' }],
    ['error-parameters.json', { kind: 'REJECTED', cause: 'PARAMETERS' }],
    ['error-name-mismatch.json', { kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' }],
  ])('%s by its meaning', (name, answer) => {
    expect(answerTo(name)).toEqual(answer);
  });
});

describe('refuses', () => {
  it.each(['other-person.json', 'missing-field.json', 'unknown-state.json', 'bad-json.txt'])('%s', (name) => {
    expect(answerTo(name)).toEqual(UNUSABLE);
  });

  // biome-ignore lint/suspicious/noExplicitAny: as above
  it.each<[string, (answer: any) => void]>([
    ['the right number under another name', (a) => (a.personalProfile.name = '冯岚')],
    ['an amount as text', (a) => (a.nonRevolvingLoan.summary.remainingAmount = '0')],
    ['half a fen', (a) => (a.nonRevolvingLoan.summary.remainingAmount = 0.005)],
    ['a negative amount', (a) => (a.nonRevolvingLoan.summary.remainingAmount = -1)],
    ['half a loan', (a) => (a.nonRevolvingLoan.summary.openLoanCount = 0.5)],
    ['a bucket outside the table', (a) => (a.nonRevolvingLoan.summary.maxOverdueStatus = 'M8')],
    ['a time that does not exist', (a) => (a.reportHeader.reportTime = '2026-13-99T00:00:00')],
    ['a history that is no list', (a) => (a.queryHistory = {})],
    ['no personal profile', (a) => (a.personalProfile = null)],
  ])('%s', (_name, change) => {
    expect(changed(change)).toEqual(UNUSABLE);
  });

  it.each(['', 'null', '[]', '{}', '1', `${'['.repeat(100_000)}${']'.repeat(100_000)}`])(
    'an answer of %.20s',
    (text) => {
      expect(interpret(readAnswer(text), asked)).toEqual(UNUSABLE);
    },
  );
});

describe('over HTTP', () => {
  let server: Server;
  let seen: { headers: IncomingHttpHeaders; url: string | undefined; body: string };
  let reply: { status: number; body: string };
  let connector: BaihangConnector;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen = { headers: request.headers, url: request.url, body };
        response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    connector = new BaihangConnector({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bureau`,
      user: 'user',
      institution: '91370299MA00000150',
      secret: Sensitive.of('secret'),
      publicKeyPem: golden('test-only-sandbox-key.public.pem'),
      timeoutMs: 2_000,
      priceFen: 500,
      reuseDays: 7,
    });
  });
  afterAll(() => server.close());

  it('asks with its credentials, encrypted, and reads the report', async () => {
    reply = { status: 200, body: golden('found.json') };
    expect(await connector.inquire(APPROVAL)).toMatchObject({ kind: 'HIT' });
    expect(seen.url).toBe('/bureau/api/v1/credit/report');
    expect(seen.headers.authorization).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`);
    expect(inClear(JSON.parse(seen.body))).toEqual(asked);
  });

  it.each([
    [401, { kind: 'REJECTED', cause: 'CREDENTIALS' }],
    [429, { kind: 'UNAVAILABLE', cause: 'RATE_LIMITED', sent: true, retryAfterSeconds: 1 }],
    [500, { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
    [302, UNUSABLE],
  ])('takes status %d for what it is', async (status, answer) => {
    reply = { status, body: '{}' };
    expect(await connector.inquire(APPROVAL)).toEqual(answer);
  });
});
