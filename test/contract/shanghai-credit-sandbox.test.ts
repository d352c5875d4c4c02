import { readFileSync } from 'node:fs';
import path from 'node:path';
import { daysBetween } from '../../sandbox/cast/dates';
import { checkCharacter } from '../../sandbox/cast/identity-card';
import { PERSONAS } from '../../sandbox/cast/personas';
import type { FaultOrder } from '../../sandbox/faults';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import type { Report } from '../../sandbox/shanghai-credit/report';
import { PERSONAS as DEMO_PERSONAS } from '../../src/demo/personas';

const BUREAU = 'shanghai-credit';
const BUSINESS_DATE = '20260630';

const goldenText = (file: string): string =>
  readFileSync(path.join(__dirname, 'golden', BUREAU, file), 'utf8');
const golden = (file: string) => JSON.parse(goldenText(file));

const goldenRequest: Record<string, string> = golden('request.json');

let sandbox: Sandbox;
let base: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0, slowMs: 60 });
  base = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearFault(BUREAU));

const inquire = (change: Record<string, unknown> = {}, address = base): Promise<Response> =>
  fetch(`${address}/shanghai-credit/NFCSWebService/queryCredit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...goldenRequest, ...change }),
  });

/** Typed as found, which most answers are; the tests of the others look at the state first. */
interface Found {
  state: string;
  result: Report;
}

const answerTo = async (change: Record<string, unknown> = {}, address = base): Promise<Found> =>
  (await (await inquire(change, address)).json()) as Found;

const about = (key: string): { certNo: string; name: string } => {
  const persona = PERSONAS.find((candidate) => candidate.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return { certNo: persona.certNo, name: persona.name };
};

const reportOn = async (key: string): Promise<Report> => (await answerTo(about(key))).result;

/** Numbers in the area 370299, which was never given out, beyond those of the cast. */
const stranger = (i: number): { certNo: string; name: string } => {
  const first17 = `37029919${60 + (i % 40)}0${1 + (i % 9)}1${i % 10}${String(500 + (i % 400)).padStart(3, '0')}`;
  return { certNo: first17 + checkCharacter(first17), name: `示例${i}` };
};

describe('golden messages', () => {
  it.each([
    ['found.json', 'clean-person'],
    ['found-overdue.json', 'dealer-owner'],
    ['no-record.json', 'no-record'],
    ['error.json', 'bureau-error'],
  ])('answers %s for %s', async (file, key) => {
    const response = await inquire(about(key));

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(golden(file));
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
    const text = await (await inquire()).text();

    expect(text).toBe(goldenText('bad-json.txt'));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('gives the same bytes to the same question again', async () => {
    const ask = async () => (await inquire(about('multi-platform'))).text();
    expect(await ask()).toBe(await ask());
  });
});

describe('personas', () => {
  it('are the persons of the demo data: same key, name and number', () => {
    const demo = DEMO_PERSONAS.flatMap(({ key, name, residentId }) =>
      residentId ? [{ key, name, residentId }] : [],
    );
    const ours = PERSONAS.map(({ key, name, certNo }) => ({ key, name, residentId: certNo }));
    expect(ours).toEqual(demo);
  });

  it('multi-platform has seven open lenders and asked more than ten institutions in 30 days', async () => {
    const { loans, applications, inquiries } = await reportOn('multi-platform');
    const recent = applications.filter((row) => daysBetween(row.date, BUSINESS_DATE) <= 30);

    expect(new Set(loans.filter((row) => row.status === '1').map((row) => row.org)).size).toBe(7);
    expect(new Set(recent.map((row) => row.org)).size).toBeGreaterThanOrEqual(10);
    expect(inquiries.filter((row) => row.reason === '02' && row.date >= '20260330').length).toBeGreaterThan(
      10,
    );
  });

  it('over-indebted owes more than a million and is on time', async () => {
    const { summary } = await reportOn('over-indebted');
    expect(Number(summary?.balance)).toBeGreaterThan(1_000_000);
    expect(summary?.currentOverdue).toBe('0');
  });

  it('past-overdue was two months late and owes no arrears today', async () => {
    const { summary, loans } = await reportOn('past-overdue');
    expect(summary).toMatchObject({ currentOverdue: '0', maxOverdueTerms: '2' });
    expect(loans[0]).toMatchObject({ status: '1', payState24: expect.stringMatching(/12N{8}$/) });
  });

  it('the guarantee circle closes: each guarantee is another owner’s loan, and one is in default', async () => {
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((owner) => reportOn(`circle-owner-${owner}`)));
    for (const [guarantor, debtor] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      const { org, openDate, balance, status, class5, limit: amount } = debtor!.loans[0]!;
      expect(guarantor!.guarantees).toMatchObject([{ org, openDate, amount, balance, status, class5 }]);
    }
    expect(c!.loans[0]).toMatchObject({
      status: '2',
      class5: '3',
      payState24: expect.stringMatching(/12345$/),
    });
  });

  it('slow-bureau is answered late but in full', async () => {
    const started = performance.now();
    expect((await answerTo(about('slow-bureau'))).state).toBe('1');
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('refuses a name that is not the persona’s', async () => {
    const answer = await answerTo({ name: '林不清' });
    expect(answer).toMatchObject({ state: '10', result: expect.stringContaining('name') });
  });

  it('answers layout 3 with special trades alone', async () => {
    const { result } = await answerTo({ ...about('dealer-owner'), iplate: '3' });
    expect(result).toMatchObject({ main: { iplate: '3' }, summary: null, loans: [], inquiries: [] });
    expect(result.specialDeals).toHaveLength(1);
  });
});

describe('everybody else', () => {
  it('is unknown in about three of ten cases, else has a file under his own number', async () => {
    const answers = [];
    for (let i = 0; i < 200; i += 1) answers.push({ asked: stranger(i), got: await answerTo(stranger(i)) });
    const unknown = answers.filter(({ got }) => got.state === '2');

    expect(unknown.length).toBeGreaterThan(35);
    expect(unknown.length).toBeLessThan(85);
    for (const { asked, got } of answers) {
      if (got.state !== '2') expect(got).toMatchObject({ state: '1', result: { main: asked } });
    }
  });

  it('is known by a resident id alone: other documents have no record', async () => {
    expect(await answerTo({ certType: '2', certNo: 'E12345678' })).toEqual({ state: '2', result: null });
  });
});

describe('every report', () => {
  /** The bureau's own data-quality rules (错误 level) that can be seen in a report's row. */
  it('keeps the rules that the bureau asks of its members', async () => {
    const keys = PERSONAS.filter(({ answer }) => answer === undefined).map(({ key }) => about(key));
    const asked = [...keys, ...Array.from({ length: 100 }, (_, i) => stranger(i))];
    let rows = 0;
    for (const subject of asked) {
      const { state, result } = await answerTo(subject);
      if (state === '2') continue;
      for (const row of result.loans) {
        rows += 1;
        expect(brokenRules(row)).toEqual([]);
      }
      const balance = result.loans.reduce((sum, row) => sum + Number(row.balance), 0);
      expect(result.summary?.balance).toBe(String(balance));
    }
    expect(rows).toBeGreaterThan(100);
  });

  it('moves with the business date', async () => {
    const other = createSandbox({ port: 0, businessDate: '20270115' });
    const address = await other.listen();
    const answer = await answerTo(about('dealer-owner'), address).finally(() => other.close());

    expect(answer.result.main.reportTime).toBe('20270115090000');
    expect(answer.result.loans[1]).toMatchObject({ status: '2', dueDate: '20261230' });
  });
});

function brokenRules(row: Report['loans'][number]): string[] {
  const last = row.payState24.at(-1) ?? '';
  const due = Number(row.dueAmount);
  const paid = Number(row.actualAmount);
  const opening = row.payState24 === `${'/'.repeat(23)}*`;
  const missed = daysBetween(row.actualDate, BUSINESS_DATE);
  const rules: Record<string, boolean> = {
    'string of 24 known codes': /^\/*\*?[N1-7C]*$/.test(row.payState24) && row.payState24.length === 24,
    '1/16 settled: billing date is payment date': row.status !== '3' || row.dueDate === row.actualDate,
    '2 past-due terms need status 2': (row.overdueTerms === '0') === (row.status !== '2'),
    '4 normal: paid what was due': row.status !== '1' || paid >= due,
    '6 N: paid what was due': last !== 'N' || paid >= due,
    '9/23 settled: paid exactly what was due':
      row.status !== '3' || (last === 'C' && paid > 0 && paid === due),
    '12 monthly: something is due': opening || due > 0,
    '17 late: something is unpaid':
      !(last >= '1' && last <= '7') || (paid < due && Number(row.overdueTotal) > 0),
    '20 terms within the loan': Number(row.overdueTerms) <= Number(row.remainingMonths) + 24,
    '22 payment not after billing': row.actualDate <= row.dueDate,
    'billing not in the future': row.dueDate <= BUSINESS_DATE,
    'last code is the bucket of the days past due':
      row.status !== '2' || (last === row.overdueTerms && missed > 30 * Number(last)),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}
