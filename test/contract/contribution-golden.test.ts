import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { type ContributionRecord, contributingBureaus } from '../../src/bureaus';
import { readRecordFile, recordLines } from '../../src/bureaus/connectors/baihang/contribution/record-file';
import { readMessageFile } from '../../src/bureaus/connectors/shanghai-credit/contribution/message-file';
import { referenceOf, writeRecord } from '../../src/bureaus/connectors/shanghai-credit/contribution/segments';
import { loadConfig } from '../../src/platform/config';
import { GOLDEN_EVENTS, GOLDEN_MARKS } from '../support/contribution-vectors';
import { recordsIn, someFacts } from '../support/loan-contributions';

const golden = (file: string): Buffer => readFileSync(path.join(__dirname, 'golden', file));
const lines = (file: string): string[] => golden(file).toString('utf8').split('\n').filter(Boolean);

let sandbox: Sandbox;
const bureaus = contributingBureaus(loadConfig({}).bureaus);
beforeAll(() => {
  sandbox = createSandbox({ port: 0 });
});
afterAll(async () => {
  await bureaus.close();
  await sandbox.close();
});

const connectorOf = (code: string) => {
  const found = bureaus.connectors.find(({ bureau }) => bureau === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};
const recordsOf = (code: string): ContributionRecord[] =>
  GOLDEN_EVENTS.flatMap(([event, facts]) => recordsIn(connectorOf(code).recordsFor(event, facts)));

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('Shanghai Credit', () => {
  const NAME = 'Q3702990000001202606300B.txt';
  const message = () => golden(`shanghai-credit/contribution/${NAME}`);

  it('is written the golden message file, byte for byte', async () => {
    const records = recordsOf('SHANGHAI_CREDIT');
    const file = connectorOf('SHANGHAI_CREDIT').fileOf(records, {
      fileKind: 'NFCS',
      date: '2026-06-30',
      sequence: 11,
    });
    expect(file.name).toBe(NAME);
    expect((await bytesOf(file.bytes)).toString('latin1')).toBe(message().toString('latin1'));
  });

  it('has each field at the bytes of the reference', () => {
    const [s, p, a] = message().toString('latin1').split('\r\n');
    const at = (line: string | undefined, from: number, to: number) => line?.slice(from - 1, to);
    expect([s?.length, p?.length, a?.length]).toEqual([131, 760, 403]);
    expect([
      at(s, 1, 1),
      at(s, 2, 15),
      at(s, 105, 106),
      at(s, 107, 116),
      at(s, 117, 122),
      at(s, 123, 130),
      at(s, 131, 131),
    ]).toEqual(['S', 'Q3702990000001', '91', '0000012000', '000012', '20260110', '2']);
    expect([
      at(p, 65, 65),
      at(p, 66, 66),
      at(p, 67, 74),
      at(p, 105, 120),
      at(p, 548, 548),
      at(p, 683, 693),
    ]).toEqual(['B', '2', '19700101', '14000000003     ', 'C', '          D']);
    expect([
      at(a, 18, 29),
      at(a, 124, 131),
      at(a, 195, 210),
      at(a, 231, 240),
      at(a, 299, 299),
      at(a, 300, 324),
    ]).toEqual(['HT-2026-0001', '20260115', '2026011520260115', '0000012000', '1', `${'/'.repeat(23)}*2`]);
    expect(Buffer.from(at(s, 56, 61) ?? '', 'latin1').toString('hex')).toBe('c1d6c4b3c4b3');
  });

  it('is read back, and taken by the sandbox without an error', () => {
    const read = readMessageFile(message());
    expect(read.map(({ type }) => type)).toEqual(['S', 'P', 'A', 'A', 'A', 'G', 'A', 'G', 'A', 'A', 'A']);
    expect(read.map((each) => referenceOf(writeRecord(each)))).toEqual(
      recordsOf('SHANGHAI_CREDIT').map(({ reference }) => reference),
    );
    expect(sandbox.contributions.takeFile('shanghai-credit', NAME, message()).body).toMatchObject({
      state: '1',
      result: { errors: [] },
    });
    // The correction of the first statement takes its place: an arrival with an effect of its own.
    expect(sandbox.contributions.counts('shanghai-credit')).toMatchObject({
      arrivals: 11,
      effects: 11,
      refused: 0,
    });
  });

  it('answers with the golden feedback', () => {
    const reading = connectorOf('SHANGHAI_CREDIT').readFeedback(
      golden('shanghai-credit/contribution/feedback.txt'),
      'feedback.txt',
    );
    expect(reading).toMatchObject({ kind: 'READ', about: NAME.slice(0, 24) });
    expect(reading.kind === 'READ' && reading.verdicts.filter(({ errors }) => errors.length > 0)).toEqual([
      {
        reference: recordsOf('SHANGHAI_CREDIT')[2]?.reference,
        errors: [{ code: '1018', field: 'billingDate' }],
      },
    ]);
  });
});

describe('Baihang', () => {
  const CRY = '91370299MA00000150_D3_20260630_0001.cry';

  it('is written the golden messages', async () => {
    const contents = recordsOf('BAIHANG').map(
      ({ type, content }) => `${type} ${JSON.stringify(content.reveal())}`,
    );
    expect(contents).toEqual(lines('baihang/contribution/messages.jsonl'));
    const d3 = recordsOf('BAIHANG').filter(({ type }) => type === 'D3');
    expect((await bytesOf(recordLines('D3', d3))).toString('utf8')).toBe(
      golden('baihang/contribution/d3.txt').toString('utf8'),
    );
  });

  it('has a file that both sides open: one recorded, and one as Java’s client leaves it', () => {
    const key = createPrivateKey(golden('baihang/test-only-sandbox-key.private.pem'));
    const expected = recordsOf('BAIHANG').filter(({ type }) => type === 'D3');
    for (const file of [CRY, `stale-tail/${CRY}`]) {
      const read = readRecordFile(golden(`baihang/contribution/${file}`), key);
      expect(read.contents).toEqual(expected.map(({ content }) => content.reveal()));
      sandbox.contributions.reset();
      const { body } = sandbox.contributions.takeFile('baihang', CRY, golden(`baihang/contribution/${file}`));
      expect(body).toMatchObject({ records: expected.length });
      expect(sandbox.contributions.counts('baihang')).toMatchObject({ effects: expected.length, refused: 0 });
    }
  });

  it('answers with the golden feedback', () => {
    const reading = connectorOf('BAIHANG').readFeedback(
      golden('baihang/contribution/feedback.txt'),
      'feedback.txt',
    );
    expect(reading).toMatchObject({ kind: 'READ', about: CRY });
    const ours = new Set(recordsOf('BAIHANG').map(({ reference }) => reference));
    expect(reading.kind === 'READ' && reading.verdicts.every(({ reference }) => ours.has(reference))).toBe(
      true,
    );
  });
});

describe('NIFA', () => {
  const NAME = '91370299MA000001502026063012001.txt';

  it('is written the golden records', () => {
    expect(recordsOf('NIFA').map(({ content }) => JSON.stringify(content.reveal()))).toEqual(
      lines('nifa/contribution/records.jsonl'),
    );
  });

  it('has a recorded file that the platform opens and verifies', () => {
    const { body } = sandbox.contributions.takeFile('nifa', NAME, golden(`nifa/contribution/${NAME}`));
    expect(body).toMatchObject({ msgCode: '20000', records: GOLDEN_EVENTS.length });
    expect(sandbox.contributions.counts('nifa')).toMatchObject({ effects: GOLDEN_EVENTS.length, refused: 0 });
  });

  it('refuses a file that anybody else signed', () => {
    const [line = ''] = golden(`nifa/contribution/${NAME}`).toString('latin1').split('\r\n');
    const envelope = JSON.parse(line);
    const forged = {
      ...envelope,
      sign: envelope.sign.replace(/^./, (digit: string) => (digit === '0' ? '1' : '0')),
    };
    const file = Buffer.from(`${JSON.stringify(forged)}\r\n`);
    expect(sandbox.contributions.takeFile('nifa', NAME, file).body).toMatchObject({ msgCode: '40102' });
  });

  it('answers with the golden feedback', () => {
    const reading = connectorOf('NIFA').readFeedback(
      golden('nifa/contribution/feedback.txt'),
      'feedback.txt',
    );
    expect(reading).toMatchObject({ kind: 'READ', about: NAME, state: 'JUDGED' });
  });
});

describe('Objections, answers and adverse facts', () => {
  it.each([
    ['SHANGHAI_CREDIT', 'shanghai-credit', 7],
    ['BAIHANG', 'baihang', 4],
    ['NIFA', 'nifa', 7],
  ])('are written to %s as the golden messages', (code, folder, count) => {
    const records = GOLDEN_MARKS.flatMap((event) =>
      recordsIn(connectorOf(code).recordsFor(event, someFacts())),
    );
    const found = records.map(({ type, opCode, content }) =>
      JSON.stringify({ type, opCode, content: content.reveal() }),
    );
    expect(found).toHaveLength(count);
    expect(found).toEqual(lines(`${folder}/contribution/marks.jsonl`));
  });
});
