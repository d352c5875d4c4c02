import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  interpret,
  writeQuery,
} from '../../src/bureaus/connectors/shanghai-credit/shanghai-credit.connector';
import { readAnswer, type WireQuery } from '../../src/bureaus/connectors/shanghai-credit/wire';
import { type NormalisedReport, reportFromText, reportToText } from '../../src/bureaus/normalised-report';
import { Sensitive } from '../../src/kernel';

const golden = (name: string): string =>
  readFileSync(path.join(__dirname, 'golden/shanghai-credit', name), 'utf8');
const asked: WireQuery = JSON.parse(golden('request.json'));
const answerTo = (name: string, query: WireQuery = asked) => interpret(readAnswer(golden(name)), query);
// biome-ignore lint/suspicious/noExplicitAny: the tests change single fields of a message
const changed = (change: (answer: any) => void) => {
  const answer = JSON.parse(golden('found.json'));
  change(answer);
  return interpret(readAnswer(JSON.stringify(answer)), asked);
};

const DAYS = [7, 15, 30, 60, 90, 180, 360];

const UNUSABLE = { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', sent: true };

it('writes the golden request', () => {
  const settings = { orgNo: 'Q3702990000001', secret: Sensitive.of('sandbox-secret') };
  const written = writeQuery(settings, {
    inquiryId: 'REQ-0001',
    subject: {
      name: Sensitive.of('林清'),
      scheme: 'RESIDENT_ID',
      identifier: Sensitive.of('370299198503120024'),
      mobile: null,
    },
    purpose: 'LOAN_APPROVAL',
    consentNo: 'CONSENT-SC-0001',
    application: null,
    loanNo: null,
    specialCategories: [],
  });
  expect(written).toEqual(asked);
});

it.each([
  ['MID_LOAN', '01'],
  ['POST_LOAN', '01'],
  ['LOAN_APPROVAL', '02'],
  ['GUARANTEE_REVIEW', '08'],
  ['CREDIT_CHECK', '25'],
] as const)('asks for %s with reason code %s', (purpose, reasonCode) => {
  const subject = {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('1'),
    mobile: null,
  } as const;
  const settings = { orgNo: 'Q', secret: Sensitive.of('s') };
  expect(
    writeQuery(settings, {
      inquiryId: '1',
      subject,
      purpose,
      consentNo: 'C',
      application: null,
      loanNo: null,
      specialCategories: [],
    }),
  ).toMatchObject({ reasonCode });
});

it('writes no query for a purpose that the bureau has no code for', () => {
  const subject = {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('1'),
    mobile: null,
  } as const;
  const settings = { orgNo: 'Q', secret: Sensitive.of('s') };
  expect(() =>
    writeQuery(settings, {
      inquiryId: '1',
      subject,
      purpose: 'SELF',
      consentNo: 'C',
      application: null,
      loanNo: null,
      specialCategories: [],
    }),
  ).toThrow('no code for SELF');
});

it('reads a report of a settled loan', () => {
  expect(answerTo('found.json')).toEqual({
    kind: 'HIT',
    observedAt: new Date('2026-06-30T01:00:00Z'),
    report: {
      reportNo: 'N202606308BFD2AF3DB42',
      openLoanCount: 0,
      openLenderCount: 0,
      openBalanceMinor: 0n,
      overdueMinor: 0n,
      monthlyDueMinor: 0n,
      creditLineMinor: null,
      lineBalanceMinor: null,
      worstDelinquency24m: '0',
      // Settled eight months before the report: the codes stand in the months that they are about.
      paymentState24m: '///*NNNNNNNNNNNC////////',
      applicationWindows: DAYS.map((days) => ({ days, applicationCount: 0, institutionCount: 0 })),
      issuedWindows: DAYS.map((days) => ({
        days,
        loanCount: 0,
        institutionCount: 0,
        amountMinor: 0n,
        largestMinor: 0n,
      })),
      inquiryWindows: expect.any(Array),
      queryHistory: expect.any(Array),
      profile: { mobileCount: null, addressCount: 1, employerCount: 1 },
      guarantees: [],
      specialTrades: [],
      coverage: null,
    },
  });
});

it('reads a report of an overdue loan, amounts in fen and months laid over each other', () => {
  const main = JSON.parse(golden('found-overdue.json')).result.main;
  const answer = answerTo('found-overdue.json', { ...asked, certNo: main.certNo, name: main.name });
  expect(answer).toMatchObject({
    kind: 'HIT',
    report: {
      openLoanCount: 2,
      openLenderCount: 2,
      openBalanceMinor: 13_250_000n,
      overdueMinor: 2_288_000n,
      monthlyDueMinor: 1_412_000n,
      worstDelinquency24m: '2',
      paymentState24m: '/////////*NNNNN1NN1N1N12',
      applicationWindows: [
        { days: 7, applicationCount: 0, institutionCount: 0 },
        { days: 15, applicationCount: 0, institutionCount: 0 },
        { days: 30, applicationCount: 1, institutionCount: 1 },
        { days: 60, applicationCount: 1, institutionCount: 1 },
        { days: 90, applicationCount: 1, institutionCount: 1 },
        { days: 180, applicationCount: 1, institutionCount: 1 },
        { days: 360, applicationCount: 2, institutionCount: 2 },
      ],
      queryHistory: [
        { date: '2026-06-10', querier: '消费金融公司', purpose: 'LOAN_APPROVAL' },
        { date: '2026-05-31', querier: '网络小额贷款公司', purpose: 'POST_LOAN' },
        { date: '2025-11-15', querier: '网络小额贷款公司', purpose: 'LOAN_APPROVAL' },
        { date: '2025-04-11', querier: '网络小额贷款公司', purpose: 'LOAN_APPROVAL' },
      ],
      guarantees: [
        {
          standing: 'NORMAL',
          amountMinor: 8_000_000n,
          balanceMinor: 2_000_000n,
          openedOn: '2024-12-18',
          dueOn: '2026-12-18',
        },
      ],
      specialTrades: [{ kind: 'EXTENSION', date: '2026-04-16', amountMinor: 2_000_000n }],
    },
  });
  const { report } = answer as unknown as { report: NormalisedReport };
  expect(report.inquiryWindows?.map(({ inquiryCount }) => inquiryCount)).toEqual([0, 0, 2, 2, 2, 2, 3]);
  expect(report.inquiryWindows?.map(({ approvalCount }) => approvalCount)).toEqual([0, 0, 1, 1, 1, 1, 2]);
  expect(report.issuedWindows?.at(-1)).toEqual({
    days: 360,
    loanCount: 1,
    institutionCount: 1,
    amountMinor: 3_000_000n,
    largestMinor: 3_000_000n,
  });
  expect(reportFromText(reportToText(report))).toEqual(report);
});

it('leaves null what the bureau does not know', () => {
  const answer = changed(({ result }) => {
    result.summary.currentOverdue = '';
    result.loans = [];
  });
  expect(answer).toMatchObject({
    kind: 'HIT',
    report: { overdueMinor: null, openBalanceMinor: 0n, worstDelinquency24m: null, paymentState24m: null },
  });
});

it('takes state 2 for an answer, not an error', () => {
  expect(answerTo('no-record.json')).toEqual({ kind: 'NO_RECORD' });
});

it('tolerates fields that nobody announced', () => {
  expect(answerTo('extra-field.json')).toEqual(answerTo('found.json'));
});

it.each([
  ['8', { kind: 'REJECTED', cause: 'CREDENTIALS' }],
  ['9', { kind: 'REJECTED', cause: 'PARAMETERS' }],
  ['10', { kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' }],
  ['96', { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true }],
])('tells error state %s by its meaning', (state, answer) => {
  expect(interpret(readAnswer(JSON.stringify({ state, result: 'text' })), asked)).toEqual(answer);
});

describe('refuses', () => {
  it.each(['other-person.json', 'missing-field.json', 'unknown-state.json', 'bad-json.txt'])('%s', (name) => {
    expect(answerTo(name)).toEqual(UNUSABLE);
  });

  // biome-ignore lint/suspicious/noExplicitAny: as above
  it.each<[string, (answer: any) => void]>([
    [
      'the right number under another name',
      ({ result }) => {
        result.main.name = '冯岚';
      },
    ],
    [
      'the right person with another kind of certificate',
      ({ result }) => {
        result.main.certType = '2';
      },
    ],
    [
      'an amount that is a number',
      ({ result }) => {
        result.summary.balance = 0;
      },
    ],
    [
      'an amount with letters',
      ({ result }) => {
        result.summary.balance = '1e9';
      },
    ],
    [
      'a negative amount',
      ({ result }) => {
        result.summary.balance = '-1';
      },
    ],
    [
      'an unknown payment state',
      ({ result }) => {
        result.loans[0].payState24 = 'X'.repeat(24);
      },
    ],
    [
      '23 months',
      ({ result }) => {
        result.loans[0].payState24 = 'N'.repeat(23);
      },
    ],
    [
      'a report time that does not exist',
      ({ result }) => {
        result.main.reportTime = '20261399000000';
      },
    ],
    [
      'loans that are no list',
      ({ result }) => {
        result.loans = {};
      },
    ],
    [
      'a report that is null',
      (answer) => {
        answer.result = null;
      },
    ],
  ])('%s', (_name, change) => {
    expect(changed(change)).toEqual(UNUSABLE);
  });

  it.each(['', 'null', '[]', '"1"', '{}', '{"state":1}', `${'['.repeat(100_000)}${']'.repeat(100_000)}`])(
    'an answer of %.20s',
    (text) => {
      expect(interpret(readAnswer(text), asked)).toEqual(UNUSABLE);
    },
  );
});
