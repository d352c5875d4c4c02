import { createSandbox, type Sandbox } from '../../sandbox/server';
import {
  type ContributionConnector,
  type ContributionRecord,
  contributingBureaus,
  type SendOutcome,
  withKnownRecords,
} from '../../src/bureaus';
import type { LoanEvent, OriginalLoanEvent } from '../../src/ecosystem';
import { loadConfig } from '../../src/platform/config';
import {
  arrears,
  issue,
  LOAN_NO,
  recordsIn,
  repayment,
  settlement,
  someFacts,
} from '../support/loan-contributions';

let sandbox: Sandbox;
let bureaus: ReturnType<typeof contributingBureaus>;
let url: string;
beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  url = await sandbox.listen();
  const config = loadConfig({
    SHANGHAI_CREDIT_URL: `${url}/shanghai-credit`,
    BAIHANG_URL: `${url}/baihang`,
    NIFA_URL: `${url}/nifa`,
    SHANGHAI_CREDIT_TIMEOUT_MS: '1000',
    BAIHANG_TIMEOUT_MS: '1000',
    NIFA_TIMEOUT_MS: '1000',
  });
  bureaus = contributingBureaus(config.bureaus);
});
afterAll(async () => {
  await bureaus.close();
  await sandbox.close();
});
beforeEach(() => sandbox.contributions.reset());

const life: OriginalLoanEvent[] = [issue, repayment(), arrears()];

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each([
  ['SHANGHAI_CREDIT', 'shanghai-credit'],
  ['BAIHANG', 'baihang'],
  ['NIFA', 'nifa'],
])('%s', (code, side) => {
  const connector = (): ContributionConnector => {
    const found = bureaus.connectors.find(({ bureau }) => bureau === code);
    if (!found) throw new Error(`no ${code}`);
    return found;
  };
  const recordsFor = (...events: LoanEvent[]): ContributionRecord[] =>
    events.flatMap((event) => recordsIn(connector().recordsFor(event, someFacts())));
  const counts = () => sandbox.contributions.counts(side);
  const kinds = (outcomes: readonly SendOutcome[]): string[] => outcomes.map(({ kind }) => kind);
  const effectsOf = (records: readonly ContributionRecord[]) =>
    records.map(({ reference }) => counts().records[reference]?.effects);

  it('takes the records of a loan by call, each with an effect of its own', async () => {
    const records = recordsFor(...life);
    expect(records.map((record) => connector().validate(record, records).kind)).not.toContain('PARKED');
    expect(kinds(await connector().transport.send(records, 'B-1'))).toEqual(records.map(() => 'ACCEPTED'));
    expect(counts()).toMatchObject({ arrivals: records.length, effects: records.length, refused: 0 });
  });

  it('has no second effect of what comes again, under the same key or another', async () => {
    const records = recordsFor(...life);
    const first = await connector().transport.send(records, 'B-1');
    expect(await connector().transport.send(records, 'B-1')).toEqual(first);
    expect(kinds(await connector().transport.send(records, 'B-2'))).toEqual(records.map(() => 'ACCEPTED'));
    expect(counts()).toMatchObject({ arrivals: 3 * records.length, effects: records.length });
  });

  it.each([
    ['down', 'UNKNOWN', 0],
    ['lostRequest', 'UNKNOWN', 0],
    ['lostAcknowledgement', 'UNKNOWN', 1],
    ['failAfter', 'UNKNOWN', 1],
    ['hang', 'UNKNOWN', 1],
    ['twice', 'ACCEPTED', 1],
  ] as const)('tells %s as %s, and a repetition heals it', async (kind, outcome, stored) => {
    const records = recordsFor(repayment());
    sandbox.contributions.disturb(side, { kind });
    expect(kinds(await connector().transport.send(records, 'B-1'))).toEqual([outcome]);
    expect(counts().effects).toBe(stored);
    expect(kinds(await connector().transport.send(records, 'B-1'))).toEqual(['ACCEPTED']);
    expect(effectsOf(records)).toEqual([1]);
  });

  it('says that nothing was sent where nobody listens', async () => {
    const dead = contributingBureaus(loadConfig({ [`${code}_URL`]: `http://127.0.0.1:1/${side}` }).bureaus);
    const [outcome] =
      (await dead.connectors.find(({ bureau }) => bureau === code)?.transport.send(recordsFor(issue), 'B')) ??
      [];
    await dead.close();
    expect(outcome).toEqual({ kind: 'NOT_SENT', cause: 'ECONNREFUSED' });
  });

  it('is told of a record in error, and takes it when it comes again mended', async () => {
    const records = recordsFor(repayment());
    sandbox.contributions.plantError(side, { at: 'RECEIPT', code: '9001', field: 'balance' });
    expect(await connector().transport.send(records, 'B-1')).toEqual([
      { kind: 'REJECTED', rule: '9001', field: 'balance' },
    ]);
    expect(effectsOf(records)).toEqual([0]);
    expect(kinds(await connector().transport.send(records, 'B-2'))).toEqual(['ACCEPTED']);
    expect(effectsOf(records)).toEqual([1]);
  });

  it('hears the next day what of a call is in the database', async () => {
    const records = recordsFor(...life);
    const [spoilt] = recordsFor(arrears());
    await connector().transport.send(records.slice(0, -1), 'B-1');
    sandbox.contributions.plantError(side, { at: 'FEEDBACK', code: '9002', field: 'balance' });
    expect(kinds(await connector().transport.send(spoilt ? [spoilt] : [], 'B-2'))).toEqual(['ACCEPTED']);
    expect(effectsOf(spoilt ? [spoilt] : [])).toEqual([0]);

    const files = sandbox.contributions.nextDay()[side] ?? [];
    const readings = files.map(({ name, bytes }) => connector().readFeedback(bytes, name));
    const verdicts = readings.flatMap((reading) => {
      if (reading.kind === 'REFUSED') throw new Error(`refused: ${JSON.stringify(reading)}`);
      return reading.verdicts;
    });
    expect(new Set(verdicts.map(({ reference }) => reference))).toEqual(
      new Set(records.map(({ reference }) => reference)),
    );
    expect(verdicts.filter(({ errors }) => errors.length > 0)).toEqual([
      {
        reference: spoilt?.reference,
        errors: [{ code: '9002', field: code === 'BAIHANG' ? null : 'balance' }],
      },
    ]);
    expect(sandbox.contributions.nextDay()[side]).toEqual([]);
  });

  it('takes files of each kind, and a file that comes again without a second effect', async () => {
    const records = recordsFor(...life, settlement());
    const fileKinds = [...new Set(records.map(({ fileKind }) => fileKind))];
    for (const fileKind of fileKinds) {
      const { name, bytes } = connector().fileOf(
        records.filter((record) => record.fileKind === fileKind),
        { fileKind, date: '2026-06-30', sequence: 1 },
      );
      const content = await bytesOf(bytes);
      const sent = await fetch(`${url}/sandbox/contributions/${side}/files/${encodeURIComponent(name)}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(content),
      });
      expect([sent.status, await sent.json()]).toEqual([
        200,
        expect.not.objectContaining({ errorCode: expect.anything() }),
      ]);
      expect(sandbox.contributions.takeFile(side, name, content).status).toBe(200);
    }
    expect(counts()).toMatchObject({ arrivals: 2 * records.length, effects: records.length, refused: 0 });
    const files = sandbox.contributions.nextDay()[side] ?? [];
    expect(files).toHaveLength(fileKinds.length);
    const ours = new Set(records.map(({ reference }) => reference));
    for (const { name, bytes } of files)
      expect(withKnownRecords(connector().readFeedback(bytes, name), (each) => ours.has(each))).toMatchObject(
        {
          kind: 'READ',
          state: 'JUDGED',
        },
      );
  });

  it('refuses a file that is cut off, without storing any of it', async () => {
    const records = recordsFor(repayment(), settlement());
    const fileKind = records[0]?.fileKind ?? '';
    const { name, bytes } = connector().fileOf(records, { fileKind, date: '2026-06-30', sequence: 2 });
    const content = await bytesOf(bytes);
    sandbox.contributions.takeFile(side, name, content.subarray(0, content.length - 7));
    expect(counts().arrivals).toBe(0);
  });

  it('sets a feedback file aside whole when it is torn, of another encoding, or names strangers', async () => {
    const records = recordsFor(...life);
    await connector().transport.send(records, 'B-1');
    for (const { name, bytes } of sandbox.contributions.nextDay()[side] ?? []) {
      const read = (changed: Buffer) => connector().readFeedback(changed, name);
      expect(read(bytes.subarray(0, bytes.length - 1))).toMatchObject({ kind: 'REFUSED', problem: 'TORN' });
      expect(read(Buffer.alloc(0))).toMatchObject({ kind: 'REFUSED', problem: 'TORN' });
      const utf16 = Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(bytes.toString('latin1'), 'utf16le'),
      ]);
      expect(read(Buffer.concat([utf16, Buffer.from('\r\n')])).kind).toBe('REFUSED');
      expect(withKnownRecords(read(bytes), () => false)).toMatchObject({
        kind: 'REFUSED',
        problem: 'UNKNOWN_RECORDS',
      });
      expect(withKnownRecords(read(bytes), () => true).kind).toBe('READ');
    }
  });

  it('puts a correction in the place of what was told', async () => {
    const told = arrears();
    const instead = repayment({
      ...told,
      kind: 'REPAY',
      payment: { ...told.payment, paidMinor: 105_000n, lastPaidOn: told.businessDate },
    });
    await connector().transport.send(recordsFor(issue, told), 'B-1');
    const correction = recordsFor({
      loanNo: LOAN_NO,
      term: told.term,
      kind: 'CORRECT',
      businessDate: '2026-03-20',
      told,
      instead,
    });
    expect(correction.map(({ opCode }) => opCode)).toEqual(['M']);
    expect(kinds(await connector().transport.send(correction, 'B-2'))).toEqual(['ACCEPTED']);
    expect(effectsOf(correction)).toEqual([1]);
  });
});

describe('the control addresses of the sandbox', () => {
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/sandbox/contributions${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return { status: response.status, text: await response.text() };
  };

  it('refuse orders that are not understood, and say what is wrong with them', async () => {
    for (const [method, path, order] of [
      ['POST', '/nifa/errors', { at: 'LATER', code: '9001' }],
      ['POST', '/nifa/errors', { at: 'RECEIPT', code: 'too long' }],
      ['PUT', '/nifa/disturbance', { kind: 'earthquake' }],
      ['PUT', '/nifa/disturbance', { kind: 'latency' }],
    ] as const) {
      const { status, text } = await ask(method, path, order);
      expect([status, JSON.parse(text).error.code]).toEqual([400, 'INVALID_FAULT_ORDER']);
    }
    expect((await ask('GET', '/another-bureau')).status).toBe(404);
  });

  it('end the day, list the feedback and give it out', async () => {
    const connector = bureaus.connectors.find(({ bureau }) => bureau === 'BAIHANG');
    if (!connector) throw new Error('no BAIHANG');
    expect((await ask('POST', '/baihang/errors', { at: 'FEEDBACK', code: '9002' })).status).toBe(200);
    expect((await ask('PUT', '/baihang/disturbance', { kind: 'latency', ms: 1 })).status).toBe(200);
    await connector.transport.send(recordsIn(connector.recordsFor(issue, someFacts())), 'B-1');
    expect(JSON.parse((await ask('GET', '/baihang')).text)).toMatchObject({
      arrivals: 1,
      effects: 0,
      refused: 1,
    });
    const [name] = JSON.parse((await ask('POST', '/next-day')).text).baihang;
    expect(JSON.parse((await ask('GET', '/baihang/feedback')).text)).toEqual({ files: [name] });
    const reading = connector.readFeedback(
      Buffer.from((await ask('GET', `/baihang/feedback/${name}`)).text),
      name,
    );
    expect(reading).toMatchObject({ kind: 'READ', verdicts: [{ errors: [{ code: '9002' }] }] });
    expect((await ask('GET', '/baihang/feedback/another.txt')).status).toBe(404);
    expect((await ask('DELETE', '')).status).toBe(204);
    expect(JSON.parse((await ask('GET', '/baihang')).text)).toMatchObject({ arrivals: 0, effects: 0 });
  });

  it('refuse another content under a request id or a file name that was used', async () => {
    const connector = bureaus.connectors.find(({ bureau }) => bureau === 'SHANGHAI_CREDIT');
    if (!connector) throw new Error('no SHANGHAI_CREDIT');
    const [one, other] = [issue, repayment()].map((event) =>
      recordsIn(connector.recordsFor(event, someFacts())),
    );
    expect((await connector.transport.send(one ?? [], 'B-1')).map(({ kind }) => kind)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
    ]);
    expect(await connector.transport.send(other ?? [], 'B-1')).toEqual([
      { kind: 'REJECTED', rule: 'HTTP_409', field: null },
    ]);
    expect(sandbox.contributions.counts('shanghai-credit')).toMatchObject({ arrivals: 2, repetitions: 1 });
  });
});
