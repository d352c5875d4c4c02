import fc from 'fast-check';
import type { FeedbackReading } from '../../../../src/bureaus';
import { withKnownRecords } from '../../../../src/bureaus';
import { readFeedback as baihang } from '../../../../src/bureaus/connectors/baihang/contribution/feedback';
import { readFeedback as nifa } from '../../../../src/bureaus/connectors/nifa/contribution/feedback';
import { recordsOf } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/build';
import { readFeedback as shanghai } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/feedback';
import { lineOf } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/message-file';
import { arrears, issue, repayment, someFacts } from '../../../support/loan-contributions';

const MESSAGE = 'Q3702990000001202606300B';
const records = [issue, repayment(), arrears()].flatMap((event) =>
  recordsOf(event, { ...someFacts(), orgCode: 'Q3702990000001' }),
);
const segment = (errors: string, index = 0): Buffer =>
  Buffer.concat([
    Buffer.from(MESSAGE + errors.padEnd(35), 'latin1'),
    lineOf(records[index] as (typeof records)[number]),
  ]);
const lines = (...all: string[]): Buffer => Buffer.from(all.map((line) => `${line}\r\n`).join(''), 'utf8');
const log = (reqId: string, errorCode = '') =>
  JSON.stringify({ reqId, errorType: '', errorCode, errorDesc: '字段' });
const KEY = 'A'.repeat(32);

const READERS: [string, (bytes: Buffer) => FeedbackReading, Buffer][] = [
  [
    'Shanghai Credit',
    shanghai,
    Buffer.concat([segment('F001005E012019', 1), segment('', 2), segment('', 0)]),
  ],
  [
    'Baihang',
    baihang,
    lines(
      '#recordFeedbackInfo',
      log('R1', 'E12'),
      log('R1', 'E13'),
      log('R2'),
      '#end {"file":"f.cry","count":3}',
    ),
  ],
  ['NIFA', nifa, lines('f.txt|1|1|2', `${KEY}|4001|balance`, `${'B'.repeat(32)}||`)],
];

it('reads five pairs of code and field index before the record, and names the fields', () => {
  expect(shanghai(READERS[0]?.[2] ?? Buffer.alloc(0))).toEqual({
    kind: 'READ',
    about: MESSAGE,
    state: 'JUDGED',
    verdicts: [
      {
        reference: records[1]?.reference,
        errors: [
          { code: 'F001', field: 'account' },
          { code: 'E012', field: 'billingDate' },
        ],
      },
      { reference: records[2]?.reference, errors: [] },
      { reference: records[0]?.reference, errors: [] },
    ],
  });
  const five = ['F001005', 'F002006', 'F003007', 'F004008', 'F005999'].join('');
  const reading = shanghai(segment(five, 1));
  expect(reading.kind === 'READ' && reading.verdicts[0]?.errors.map(({ field }) => field)).toEqual([
    'account',
    'areaCode',
    'dateOpened',
    'dateClosed',
    '999',
  ]);
});

it('reads error logs by reqID, and a status before there is a result', () => {
  expect(baihang(READERS[1]?.[2] ?? Buffer.alloc(0))).toMatchObject({
    about: 'f.cry',
    verdicts: [
      { reference: 'R1', errors: [{ code: 'E12' }, { code: 'E13' }] },
      { reference: 'R2', errors: [] },
    ],
  });
  expect(nifa(READERS[2]?.[2] ?? Buffer.alloc(0))).toMatchObject({
    about: 'f.txt',
    state: 'JUDGED',
    verdicts: [{ errors: [{ code: '4001', field: 'balance' }] }, { errors: [] }],
  });
  expect(nifa(lines('f.txt|0|0|0'))).toMatchObject({ kind: 'READ', state: 'PENDING' });
  expect(nifa(lines('f.txt|1|0|0'))).toMatchObject({ kind: 'READ', state: 'PENDING' });
  expect(nifa(lines('f.txt|2|0|0'))).toMatchObject({ kind: 'READ', state: 'FAILED' });
  expect(nifa(lines('CALLS|1|1|0'))).toMatchObject({ about: null });
});

it.each([
  [
    'another file’s line',
    shanghai,
    Buffer.concat([segment(''), Buffer.from(segment('')).fill('X', 0, 1)]),
    'FORM',
  ],
  ['a gap between codes', shanghai, segment('       F001002'), 'FORM'],
  ['a code without its field', shanghai, segment('F001'), 'FORM'],
  ['a byte of no character', shanghai, Buffer.from(segment('')).fill(0xff, 59 + 15, 59 + 16), 'ENCODING'],
  ['its text in UTF-8', shanghai, Buffer.from(segment('').toString('latin1'), 'utf8'), 'FORM'],
  ['no trailer', baihang, lines('#recordFeedbackInfo', log('R1')), 'TORN'],
  ['fewer lines than told', baihang, lines('#recordFeedbackInfo', '#end {"file":null,"count":1}'), 'TORN'],
  ['another tag', baihang, lines('#singleLoanRepayInfo', '#end {"file":null,"count":0}'), 'FORM'],
  [
    'a line that is no JSON',
    baihang,
    lines('#recordFeedbackInfo', '{', '#end {"file":null,"count":1}'),
    'FORM',
  ],
  [
    'GBK',
    baihang,
    Buffer.from('#recordFeedbackInfo\r\n\xd5\xc5\r\n#end {"file":null,"count":1}\r\n', 'latin1'),
    'ENCODING',
  ],
  ['fewer lines than told', nifa, lines('f.txt|1|1|2', `${KEY}||`), 'TORN'],
  ['a line of another form', nifa, lines('f.txt|1|1|1', 'x|y|z'), 'FORM'],
  ['GBK', nifa, lines('f.txt|1|1|1', '张|4001|'), 'ENCODING'],
  ['verdicts before there are any', nifa, lines('f.txt|0|0|1', `${KEY}||`), 'FORM'],
] as const)('sets aside a file with %s', (_what, read, bytes, problem) => {
  expect(read(bytes)).toMatchObject({ kind: 'REFUSED', problem });
});

describe.each(READERS)('feedback of %s', (_bureau, read, whole) => {
  it('is torn at whatever byte it is cut, and then nothing of it is read', () => {
    expect(read(whole).kind).toBe('READ');
    const linesAt = (at: number): boolean => whole.subarray(at - 2, at).toString('latin1') === '\r\n';
    for (let at = 0; at < whole.length; at += 3) {
      // Shanghai Credit's format has no count: a cut between two lines shows only as records without a verdict.
      if (read === shanghai && linesAt(at) && at > 0) continue;
      expect([at, read(whole.subarray(0, at)).kind]).toEqual([at, 'REFUSED']);
    }
  });

  it('never throws, whatever bytes there are', () => {
    const anywhere = fc.nat({ max: whole.length - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anywhere, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          expect(['READ', 'REFUSED']).toContain(read(bytes).kind);
        },
      ),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(read(Buffer.from(bytes)).kind).toBe('REFUSED');
      }),
      { numRuns: 150 },
    );
  });

  it('is set aside whole when one of its records is unknown', () => {
    const reading = read(whole);
    const first = reading.kind === 'READ' ? reading.verdicts[0]?.reference : undefined;
    expect(withKnownRecords(reading, (reference) => reference === first)).toEqual({
      kind: 'REFUSED',
      problem: 'UNKNOWN_RECORDS',
      line: null,
      unknown: reading.kind === 'READ' ? reading.verdicts.length - 1 : 0,
    });
    expect(withKnownRecords(reading, () => true)).toBe(reading);
  });
});
