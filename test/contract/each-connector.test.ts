import { createSandbox, type Sandbox } from '../../sandbox/server';
import type { BureauConnector } from '../../src/bureaus/bureau.port';
import { type RegisteredBureaus, registeredBureaus } from '../../src/bureaus/connectors/registered';
import type { BureauInquiry } from '../../src/bureaus/inquiry-facts';
import { money, Sensitive } from '../../src/kernel';
import { loadConfig } from '../../src/platform/config';

let sandbox: Sandbox;
let bureaus: RegisteredBureaus;
beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  const url = await sandbox.listen();
  const config = loadConfig({
    SHANGHAI_CREDIT_URL: `${url}/shanghai-credit`,
    BAIHANG_URL: `${url}/baihang`,
    NIFA_URL: `${url}/nifa`,
  });
  bureaus = registeredBureaus(config.bureaus);
});
afterAll(async () => {
  await bureaus.close();
  await sandbox.close();
});

const connectorOf = (code: string): BureauConnector => {
  const found = bureaus.connectors.find(({ profile }) => profile.code === code);
  if (!found) throw new Error(`no connector ${code}`);
  return found;
};

let inquiries = 0;
const about = (name: string, certNo: string, change: Partial<BureauInquiry> = {}): BureauInquiry => {
  inquiries += 1;
  return {
    inquiryId: String(1_000 + inquiries),
    subject: {
      name: Sensitive.of(name),
      scheme: 'RESIDENT_ID',
      identifier: Sensitive.of(certNo),
      mobile: Sensitive.of('14000000003'),
    },
    purpose: 'LOAN_APPROVAL',
    consentNo: 'C-1',
    application: {
      loanPurpose: 'RENT',
      guaranteeType: 'CREDIT',
      customerType: 'EMPLOYED',
      amount: money(1_234_567n, 'CNY'),
      monthlyIncome: null,
    },
    loanNo: null,
    specialCategories: [],
    ...change,
  };
};
const OVERDUE = ['孙梅', '370299198206200060'] as const;

it('is there for every bureau of the sandbox in development', () => {
  expect(bureaus.connectors.map(({ profile }) => profile.code)).toEqual([
    'SHANGHAI_CREDIT',
    'BAIHANG',
    'NIFA',
  ]);
  expect(bureaus.switchedOff).toEqual([]);
});

describe.each(['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA'])('the connector of %s, against the sandbox,', (code) => {
  it('reads of one persona what the others read', async () => {
    expect(await connectorOf(code).inquire(about(...OVERDUE))).toMatchObject({
      kind: 'HIT',
      report: { openLoanCount: 2, openBalanceMinor: 13_250_000n, overdueMinor: 2_288_000n },
    });
  });

  it('knows who has no record, a name that does not fit, and a bureau that fails', async () => {
    const { inquire } = connectorOf(code);
    const ask = inquire.bind(connectorOf(code));
    expect(await ask(about('曾瑞', '370299200109230313'))).toEqual({ kind: 'NO_RECORD' });
    expect(await ask(about('林清', OVERDUE[1]))).toEqual({ kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' });
    expect(await ask(about('彭飞', '370299198712120338'))).toEqual({
      kind: 'UNAVAILABLE',
      cause: 'BUREAU_ERROR',
      sent: true,
    });
  });

  const inSandbox = code.toLowerCase().replace('_', '-');

  it('says that an inquiry may have been taken when it breaks off, and sends it once', async () => {
    const inquiry = about(...OVERDUE);
    const before = sandbox.calls().bureaus[inSandbox]?.total ?? 0;
    sandbox.orderFault(inSandbox, { kind: 'reset', times: 1 });
    expect(await connectorOf(code).inquire(inquiry)).toEqual({ kind: 'UNKNOWN', cause: 'CONNECTION_LOST' });
    expect(sandbox.calls().bureaus[inSandbox]?.total).toBe(before + 1);
    sandbox.clearFault(inSandbox);
  });

  it('does not repeat what a bureau that is down has heard', async () => {
    const before = sandbox.calls().bureaus[inSandbox]?.total ?? 0;
    sandbox.orderFault(inSandbox, { kind: 'down' });
    expect(await connectorOf(code).inquire(about(...OVERDUE))).toMatchObject({
      kind: 'UNAVAILABLE',
      sent: true,
    });
    expect(sandbox.calls().bureaus[inSandbox]?.total).toBe(before + 1);
    sandbox.clearFault(inSandbox);
  });

  it('says that nothing was sent where no connection comes about', async () => {
    const gone = 'http://127.0.0.1:1';
    const unreachable = registeredBureaus(
      loadConfig({ SHANGHAI_CREDIT_URL: gone, BAIHANG_URL: gone, NIFA_URL: gone }).bureaus,
    );
    const connector = unreachable.connectors.find(({ profile }) => profile.code === code);
    expect(await connector?.inquire(about(...OVERDUE))).toEqual({
      kind: 'UNAVAILABLE',
      cause: 'CONNECT_FAILED',
      sent: false,
    });
    await unreachable.close();
  });

  it('asks after the loan was granted', async () => {
    const inquiry = about(...OVERDUE, { purpose: 'POST_LOAN', application: null, loanNo: 'LOAN-1' });
    expect(await connectorOf(code).inquire(inquiry)).toMatchObject({ kind: 'HIT' });
  });
});

it('can be asked what became of an inquiry only at NIFA, where it is the same inquiry again', async () => {
  expect(bureaus.connectors.filter(({ outcomeOf }) => outcomeOf).map(({ profile }) => profile.code)).toEqual([
    'NIFA',
  ]);
  const inquiry = about(...OVERDUE);
  const nifa = connectorOf('NIFA');
  const first = await nifa.inquire(inquiry);
  expect(await nifa.outcomeOf?.(inquiry)).toEqual(first);
  expect(sandbox.calls().bureaus.nifa?.byRequestId[inquiry.inquiryId]).toBe(2);
});

it('of a bureau that is switched off is a profile only', () => {
  const off = registeredBureaus(loadConfig({ SHANGHAI_CREDIT: 'off', BAIHANG: 'off', NIFA: 'off' }).bureaus);
  expect(off.connectors).toEqual([]);
  expect(off.switchedOff.map(({ code }) => code)).toEqual(['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA']);
});
