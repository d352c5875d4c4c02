import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { BAIHANG_TEST_KEY } from '../../../../sandbox/keys';
import type { ContributionRecord } from '../../../../src/bureaus';
import * as baihang from '../../../../src/bureaus/connectors/baihang/contribution/build';
import { opened, sealed } from '../../../../src/bureaus/connectors/baihang/contribution/cry';
import { type MessageType } from '../../../../src/bureaus/connectors/baihang/contribution/messages';
import {
  readRecordFile,
  readRecordLines,
  recordFile,
  recordLines,
} from '../../../../src/bureaus/connectors/baihang/contribution/record-file';
import { unzipped } from '../../../../src/bureaus/connectors/baihang/contribution/zip';
import * as nifa from '../../../../src/bureaus/connectors/nifa/contribution/report';
import { recordsOf as segmentsOf } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/build';
import { eventOf as eventInSegment } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/carried-event';
import {
  lineOf,
  readMessageFile,
} from '../../../../src/bureaus/connectors/shanghai-credit/contribution/message-file';
import { built } from '../../../../src/bureaus/contribution/validation';
import type { LoanEvent, OriginalLoanEvent } from '../../../../src/ecosystem';
import { LOAN_EVENT_KINDS } from '../../../../src/ecosystem/loans/loan-event';
import { addDays, Sensitive } from '../../../../src/kernel';
import {
  answer,
  aPayment,
  application,
  arrears,
  aStanding,
  cancellation,
  extension,
  fictionalId,
  fraud,
  issue,
  LOAN_NO,
  objection,
  repayment,
  settlement,
  someFacts,
} from '../../../support/loan-contributions';

const ORG = 'Q3702990000001';
const shanghai = (event: LoanEvent, facts = someFacts()) => segmentsOf(event, { ...facts, orgCode: ORG });

/** Whole yuan: the bureau keeps nothing smaller. */
const yuan = fc.integer({ min: 0, max: 9_999_999 }).map((each) => BigInt(each) * 100n);
const fen = fc.integer({ min: 0, max: 999_999_999 }).map(BigInt);
const term = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2026-02-01', days));

const paymentEvent = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<OriginalLoanEvent> =>
  fc
    .record({
      kind: fc.constantFrom('REPAY' as const, 'OVERDUE' as const, 'SETTLE' as const),
      term,
      businessDate: day,
      planned: amount,
      owed: amount,
      paid: amount,
      balance: amount,
      overdue: amount,
    })
    .map(({ kind, term: no, businessDate, planned, owed, paid, balance, overdue }) => ({
      loanNo: LOAN_NO,
      term: no,
      kind,
      businessDate,
      earlyMinor: 0n,
      payment: aPayment({
        dueOn: businessDate,
        plannedMinor: planned,
        owedMinor: owed,
        paidMinor: paid,
        lastPaidOn: kind === 'OVERDUE' ? null : businessDate,
      }),
      standing: aStanding({
        balanceMinor: kind === 'SETTLE' ? 0n : balance,
        overdueMinor: kind === 'OVERDUE' ? overdue : 0n,
        overdueDays: kind === 'OVERDUE' ? 3 : 0,
        overdueTerms: kind === 'OVERDUE' ? 1 : 0,
        lastPaidOn: kind === 'OVERDUE' ? null : businessDate,
      }),
    }));

const sole = (records: readonly ContributionRecord[]): ContributionRecord => {
  expect(records).toHaveLength(1);
  return records[0] as ContributionRecord;
};

describe('what is built parses back to the same event', () => {
  it('at Shanghai Credit, through the bytes of its segments', () => {
    fc.assert(
      fc.property(paymentEvent(yuan), (event) => {
        const [segment] = readMessageFile(lineOf(sole(shanghai(event))));
        const { payment, standing } = event as ReturnType<typeof repayment>;
        expect(segment && eventInSegment(segment)).toEqual({
          kind: event.kind,
          account: 'ACC-0001',
          date: event.businessDate,
          scheduledMinor: payment.plannedMinor,
          paidMinor: payment.paidMinor,
          balanceMinor: standing.balanceMinor,
          overdueMinor: standing.overdueMinor,
          overdueTerms: standing.overdueTerms,
          lastPaidOn: standing.lastPaidOn ?? '2026-01-15',
        });
      }),
      { numRuns: 100 },
    );
  });

  it('at Shanghai Credit, for the events that are no payments', () => {
    const told = [application, issue, extension, cancellation].map((event) => {
      const lines = shanghai(event).map((record) => readMessageFile(lineOf(record))[0]);
      return lines.map((segment) => segment && eventInSegment(segment)?.kind);
    });
    expect(told).toEqual([['APPLY'], [undefined, 'ISSUE'], ['EXTEND'], ['CANCEL']]);
  });

  it('everywhere, for what is objected to and how it was answered', () => {
    const marks = fc.constantFrom('OPEN' as const, 'UPHELD' as const, 'REFUTED' as const);
    fc.assert(
      fc.property(paymentEvent(fen), marks, (about, mark) => {
        const event = mark === 'OPEN' ? objection(about) : answer(about, mark);
        const plain = sole(nifa.recordsOf(about, someFacts())).content.reveal();
        const marked = sole(nifa.recordsOf(event, someFacts()));
        expect([marked.opCode, nifa.eventOf(marked.content.reveal())]).toEqual([
          'M',
          { ...nifa.eventOf(plain), annotation: mark },
        ]);
        const d3 = sole(baihang.recordsOf(about, someFacts())).content.reveal();
        const [line] = baihang.recordsOf(event, someFacts());
        expect([line?.opCode, baihang.eventOf('D3', line?.content.reveal() ?? {})]).toEqual([
          'M',
          { ...baihang.eventOf('D3', d3), annotation: mark },
        ]);
        const [segment] = readMessageFile(lineOf(sole(shanghai(event))));
        expect(segment && eventInSegment(segment)).toMatchObject({
          kind: event.kind,
          date: event.businessDate,
        });
        expect(segment?.values.detail).toContain(`${about.kind} ${about.term} ${about.businessDate}`);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['FRAUD', '8', '08'],
    ['DEBT_EVASION', '9', '09'],
    ['COMPENSATION', '2', '10'],
  ] as const)('for the adverse fact %s, which Baihang has no message for', (fact, tradeType, eventType) => {
    const event = { ...fraud, fact };
    const [segment] = readMessageFile(lineOf(sole(shanghai(event))));
    expect(segment?.values).toMatchObject({ tradeType, tradeSum: '11000' });
    expect(segment && eventInSegment(segment)).toMatchObject({ kind: 'ADVERSE', date: '2026-04-01' });
    const { content } = sole(nifa.recordsOf(event, someFacts()));
    expect(content.reveal()).toMatchObject({ eventType, plannedAmount: '11000.00' });
    expect(nifa.eventOf(content.reveal())).toMatchObject({ kind: 'ADVERSE', plannedMinor: 1_100_000n });
    expect(baihang.recordsOf(event, someFacts())).toEqual([]);
  });

  it('at Baihang, through the lines of its files', async () => {
    await fc.assert(
      fc.asyncProperty(paymentEvent(fen), async (event) => {
        const record = sole(baihang.recordsOf(event, someFacts()));
        const { payment, standing } = event as ReturnType<typeof repayment>;
        const { type, contents } = readRecordLines(await bytesOf(recordLines('D3', [record])));
        expect(baihang.eventOf(type, contents[0] ?? {})).toEqual({
          loanNo: event.loanNo,
          term: event.term,
          kind: event.kind,
          businessDate: event.businessDate,
          amounts: [
            payment.plannedMinor,
            payment.owedMinor,
            payment.paidMinor,
            standing.overdueMinor,
            standing.balanceMinor,
          ],
          annotation: null,
        });
      }),
      { numRuns: 100 },
    );
  });

  it('at Baihang, for the events that are no payments', () => {
    const told = [application, issue, extension, cancellation].map((event) =>
      baihang
        .recordsOf(event, someFacts())
        .map(({ type, content }) => baihang.eventOf(type as MessageType, content.reveal()).kind),
    );
    expect(told).toEqual([[], ['ISSUE'], ['EXTEND'], ['CANCEL']]);
  });

  it('at NIFA, whatever the event', () => {
    const others = fc.constantFrom<OriginalLoanEvent>(application, issue, extension, cancellation);
    fc.assert(
      fc.property(fc.oneof(paymentEvent(fen), others), (event) => {
        const read = nifa.eventOf(sole(nifa.recordsOf(event, someFacts())).content.reveal());
        const { loanNo, term: no, kind, businessDate } = event;
        expect(read).toMatchObject({ loanNo, term: no, kind, businessDate });
        if ('payment' in event)
          expect(read).toMatchObject({
            plannedMinor: event.payment.plannedMinor,
            paidMinor: event.payment.paidMinor,
            balanceMinor: event.standing.balanceMinor,
            overdueMinor: event.standing.overdueMinor,
          });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a record', () => {
  const all = [
    application,
    issue,
    repayment(),
    arrears(),
    settlement(),
    extension,
    cancellation,
    fraud,
    objection(issue),
    answer(issue, 'REFUTED'),
  ];

  it('has the same key whenever it is built, and no other has it', () => {
    const keys = () =>
      all.flatMap((event) =>
        [
          ...shanghai(event),
          ...baihang.recordsOf(event, { ...someFacts(), madeAt: new Date(Math.random() * 1e12) }),
          ...nifa.recordsOf(event, someFacts()),
        ].map(({ key }) => key),
      );
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(keys().length);
    for (const key of keys()) expect(key).toMatch(/^[0-9A-F]{32}$/);
  });

  it('shows nobody by accident', () => {
    const text = JSON.stringify([...shanghai(issue), ...nifa.recordsOf(issue, someFacts())]);
    expect(text).not.toContain(fictionalId(2));
    expect(text).not.toContain('林某某');
  });

  it('says nothing of income, whatever is known', () => {
    const [person] = shanghai(issue);
    expect(Object.keys(person?.content.reveal() ?? {})).not.toContain('annualIncome');
    expect(lineOf(person as ContributionRecord).toString('latin1', 682, 692)).toBe(' '.repeat(10));
  });

  it('is refused with its field where a value has no place', () => {
    const refusal = (build: () => readonly ContributionRecord[]) => {
      const outcome = built(build);
      return outcome.kind === 'REFUSED'
        ? outcome.findings.map(({ rule, fields }) => [rule, ...fields])
        : 'built';
    };
    const facts = (loan: object, subject: object = {}) => someFacts(loan, subject);
    expect(refusal(() => shanghai(issue, facts({ principalMinor: 999_999_999_949n })))).toBe('built');
    expect(refusal(() => shanghai(issue, facts({ principalMinor: 999_999_999_950n })))).toEqual([
      ['FIELD-AMOUNT', 'creditLimit'],
    ]);
    expect(refusal(() => shanghai(issue, facts({ principalMinor: -1n })))).toEqual([
      ['FIELD-AMOUNT', 'creditLimit'],
    ]);
    expect(refusal(() => shanghai(issue, facts({}, { name: Sensitive.of('王'.repeat(16)) })))).toEqual([
      ['FIELD-WIDTH', 'name'],
    ]);
    expect(refusal(() => shanghai(issue, facts({}, { name: Sensitive.of('') })))).toEqual([
      ['FIELD-MISSING', 'name'],
    ]);
    expect(refusal(() => shanghai(issue, facts({ currency: 'USD' })))).toEqual([
      ['FIELD-CURRENCY', 'currency'],
    ]);
    expect(refusal(() => baihang.recordsOf(issue, facts({}, { mobile: null })))).toEqual([
      ['FIELD-MISSING', 'mobile'],
    ]);
    expect(refusal(() => baihang.recordsOf(issue, facts({ principalMinor: 9_999_999_999_999n })))).toBe(
      'built',
    );
    expect(refusal(() => baihang.recordsOf(issue, facts({ principalMinor: 10_000_000_000_000n })))).toEqual([
      ['FIELD-AMOUNT', 'loanAmount'],
    ]);
    expect(refusal(() => nifa.recordsOf(issue, facts({}, { scheme: 'PASSPORT' })))).toEqual([
      ['FIELD-IDENTITY', 'idNumber'],
    ]);
  });

  it('of a correction takes the place of the one before, and at Baihang is taken back by D', () => {
    const told = arrears();
    const correct = (instead: OriginalLoanEvent | null) =>
      ({
        loanNo: LOAN_NO,
        term: told.term,
        kind: 'CORRECT',
        businessDate: '2026-03-20',
        told,
        instead,
      }) as const;
    const codes = (records: readonly ContributionRecord[]) =>
      records.map(({ type, opCode }) => type + opCode);
    expect(codes(baihang.recordsOf(correct(repayment()), someFacts()))).toEqual(['D3M']);
    expect(codes(baihang.recordsOf(correct(extension), someFacts()))).toEqual(['D3D', 'D4A']);
    expect(codes(baihang.recordsOf(correct(null), someFacts()))).toEqual(['D3D']);
    expect(codes(nifa.recordsOf(correct(null), someFacts()))).toEqual(['REPORTD']);
    const context = { ...someFacts(), orgCode: ORG };
    expect(codes(segmentsOf(correct(repayment()), context))).toEqual(['AM']);
    expect(built(() => segmentsOf(correct(null), context)).kind).toBe('REFUSED');
  });

  it('is there for every kind of event', () => {
    expect(new Set([...all.map(({ kind }) => kind), 'CORRECT'])).toEqual(new Set(LOAN_EVENT_KINDS));
  });

  it('carries as many guarantors as there are, the first one at byte 495', () => {
    const guarantors = [1, 2].map((serial) => ({
      name: Sensitive.of(`保证人${serial}`),
      scheme: 'RESIDENT_ID' as const,
      identifier: Sensitive.of(fictionalId(serial)),
      amountMinor: 500_000n,
      released: false,
    }));
    const line = lineOf(sole(shanghai(repayment(), someFacts({ security: 'GUARANTEE', guarantors }))));
    expect(line.toString('latin1', 494, 495)).toBe('E');
    expect(line.toString('latin1', 555, 556)).toBe('E');
    expect(line.toString('latin1', 403, 494)).toBe(' '.repeat(91));
    expect(readMessageFile(line)[0]?.guarantors.map(({ guarantorCertNo }) => guarantorCertNo)).toEqual([
      fictionalId(1),
      fictionalId(2),
    ]);
  });

  it('beside a payment by somebody else, or before its time, is a special trade', () => {
    const trade = (change: Parameters<typeof repayment>[0]) =>
      shanghai(repayment(change))[1]?.content.reveal().tradeType;
    expect(trade({})).toBeUndefined();
    expect(trade({ earlyMinor: 100_000n })).toBe('4');
    expect(trade({ earlyMinor: 100_000n, kind: 'SETTLE' })).toBe('5');
    expect(trade({ payment: aPayment({ paidBy: 'GUARANTOR' }) })).toBe('2');
    expect(trade({ payment: aPayment({ paidBy: 'COLLATERAL' }) })).toBe('3');
  });
});

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('the envelope of Baihang', () => {
  const publicKey = createPublicKey(BAIHANG_TEST_KEY.publicPem);
  const privateKey = createPrivateKey(BAIHANG_TEST_KEY.privatePem);

  it.each([1, 1_023, 1_024, 1_025, 5_000])('gives back %i bytes, in lines of 1,024 at most', async (size) => {
    const content = Buffer.alloc(size, 'x');
    const envelope = await bytesOf(sealed(inPieces(content, 700), publicKey, 'pass'));
    const [, ...lines] = envelope.toString('latin1').trimEnd().split('\r\n');
    expect(lines).toHaveLength(Math.ceil(size / 1_024));
    expect(Math.max(...lines.map((line) => Buffer.from(line, 'base64').length))).toBeLessThanOrEqual(1_040);
    expect(opened(envelope, privateKey)).toEqual(content);
  });

  it('is read though old bytes follow the zip, as Java’s client leaves them', async () => {
    const naming = { fileKind: 'D3', date: '2026-06-30', sequence: 1 };
    const file = recordFile(
      '91370299MA00000150',
      publicKey,
      baihang.recordsOf(repayment(), someFacts()),
      naming,
    );
    expect(file.name).toBe('91370299MA00000150_D3_20260630_0001.cry');
    const zip = opened(await bytesOf(file.bytes), privateKey);
    const whole = Buffer.concat([zip, zip.subarray(zip.length % 1_024, 1_024 - (zip.length % 1_024))]);
    const read = readRecordFile(await bytesOf(sealed(inPieces(whole, 1_024), publicKey, 'pass')), privateKey);
    expect(read).toMatchObject({ name: '91370299MA00000150_D3_20260630_0001.txt', type: 'D3' });
    expect(read.contents).toHaveLength(1);
  });

  it('is not opened by another key, nor with a block changed', async () => {
    const envelope = await bytesOf(sealed(inPieces(Buffer.alloc(3_000, 'x'), 700), publicKey, 'pass'));
    const other = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(() => opened(envelope, other)).toThrow(RangeError);
    const changed = Buffer.from(envelope);
    changed.write('AAAA', envelope.indexOf('\n') + 1_380, 'latin1');
    expect(() => opened(changed, privateKey)).toThrow(RangeError);
  });

  it('refuses a zip that is none, or larger than it says', () => {
    expect(() => unzipped(Buffer.from('PK nothing of the kind'), 100)).toThrow(RangeError);
    expect(() => unzipped(Buffer.alloc(0), 100)).toThrow(RangeError);
  });

  it('fails with its source, and takes records of one message only', async () => {
    const naming = { fileKind: 'D2', date: '2026-06-30', sequence: 1 };
    const mixed = [...baihang.recordsOf(issue, someFacts()), ...baihang.recordsOf(repayment(), someFacts())];
    await expect(bytesOf(recordFile('X', publicKey, mixed, naming).bytes)).rejects.toThrow('takes no D3');
    expect(() => recordFile('X', publicKey, [], { ...naming, fileKind: 'C1' })).toThrow(TypeError);
  });
});
