import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadRecords } from '../../src/bulk-import';
import { systemClock } from '../../src/kernel';
import { idGenerator } from '../../src/platform/database';
import { exampleOperation } from '../support/example-operation';
import { type RunningGateway, startGateway } from '../support/gateway';
import { reportBeside } from '../support/report-run';

// Each test runs the command several times.
jest.setTimeout(60_000);

/** A bureau, and what its simulator calls itself. */
const SIDES = { SHANGHAI_CREDIT: 'shanghai-credit', BAIHANG: 'baihang', NIFA: 'nifa' } as const;
type Bureau = keyof typeof SIDES;
const BUREAUS = Object.keys(SIDES) as Bureau[];
const LOANS = ['LOAN-MULTI-PLATFORM', 'LOAN-OVER-INDEBTED'];
const PAID_OUT = '2026-03-18';
const FIRST_TERM = '2026-04-18';

let running: RunningGateway;
let folder: string;

beforeAll(async () => {
  running = await startGateway({ environment: { REPORTING_START: PAID_OUT } });
  folder = mkdtempSync(path.join(tmpdir(), 'reporting-day-'));
}, 60_000);
afterAll(async () => {
  await running?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An operation of examples/operations, as whom its title names. */
async function tab(name: string, variables: object = {}) {
  const example = exampleOperation(name);
  return running.query(example.query, { ...example.variables, ...variables }, example.role);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer holds whatever the operation asks for
async function answered(name: string, variables: object = {}): Promise<any> {
  const { data, errors } = await tab(name, variables);
  expect(errors).toBeUndefined();
  return data;
}

const sandbox = async (method: string, address: string, order?: object): Promise<Response> => {
  const base = running.environment.NIFA_URL?.replace(/\/nifa$/, '');
  const body = order && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
  const response = await fetch(`${base}/sandbox/contributions${address}`, { method, ...body });
  expect(response.ok).toBe(true);
  return response;
};
const plant = (bureau: Bureau, at: 'RECEIPT' | 'FEEDBACK', code: string, loanNo: string) =>
  sandbox('POST', `/${SIDES[bureau]}/errors`, { at, code, field: 'balance', loanNo });

interface Row {
  readonly id: string;
  readonly bureau: Bureau;
  readonly loanNo: string;
  readonly eventKind: string;
  readonly opCode: string;
  readonly state: string;
  readonly rule: string | null;
  readonly reference: string;
}

async function records(kind?: string): Promise<Row[]> {
  const found: Row[] = [];
  for (const loanNo of LOANS) {
    const { data } = await running.query(
      `query ($loanNo: String) { contributions(first: 100, orderBy: CREATED_ASC, filter: { loanNo: $loanNo }) { nodes {
        id bureau loanNo eventKind opCode state rule reference } } }`,
      { loanNo },
      'operator',
    );
    found.push(...data.contributions.nodes);
  }
  return kind === undefined ? found : found.filter(({ eventKind }) => eventKind === kind);
}
const statesOf = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ state }) => state))].sort();
const of = (rows: readonly Row[], bureau: Bureau, loanNo: string): Row[] =>
  rows.filter((row) => row.bureau === bureau && row.loanNo === loanNo);

async function consent(persona: string, bureau: Bureau): Promise<void> {
  const { data } = await running.query(
    'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
    { key: { external: { source: 'demo', value: persona } } },
  );
  const { input } = exampleOperation('26-consent-to-reporting').variables;
  const consentNo = `REPORT-${bureau}-${persona}`;
  await answered('26-consent-to-reporting', {
    input: { ...input, consentNo, borrower: data.borrower.id, bureau },
  });
}

/** What a program that speaks SFTP does: the bureau's files of the day into the folder of the bureau. */
async function fetchFeedback(): Promise<void> {
  const written = (await (await sandbox('POST', '/next-day')).json()) as Record<string, string[]>;
  for (const bureau of BUREAUS) {
    mkdirSync(path.join(folder, bureau), { recursive: true });
    for (const name of written[SIDES[bureau]] ?? []) {
      const file = await sandbox('GET', `/${SIDES[bureau]}/feedback/${name}`);
      writeFileSync(path.join(folder, bureau, name), Buffer.from(await file.arrayBuffer()));
    }
  }
}

it('refuses a day of events of which one does not hold, with field and rule, and leaves no record', async () => {
  const [first, second] = exampleOperation('25-tell-loan-events').variables.input;
  const { errors } = await tab('25-tell-loan-events', {
    input: [first, { ...second, businessDate: '2026-03-19' }],
  });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'INVALID_LOAN_EVENT',
    field: 'input.events.1.businessDate',
    rule: 'is not the day of payout in the loan book',
  });
  expect(await records()).toEqual([]);
});

it('holds back what has no consent, and sends it when there is one', async () => {
  for (const bureau of BUREAUS) await consent('over-indebted', bureau);
  for (const bureau of ['SHANGHAI_CREDIT', 'BAIHANG'] as const) await consent('multi-platform', bureau);
  const { recordLoanEvents } = await answered('25-tell-loan-events');
  expect(recordLoanEvents.map(({ created }: { created: boolean }) => created)).toEqual([true, true]);
  const { parked } = await answered('24-reporting-day');
  expect(parked.nodes).toMatchObject([
    { bureau: 'NIFA', loanNo: 'LOAN-MULTI-PLATFORM', rule: 'CONSENT', dueOn: '2026-03-19' },
  ]);
  await consent('multi-platform', 'NIFA');
  await answered('28-resubmit', { id: parked.nodes[0].id });
  expect(statesOf(await records())).toEqual(['READY']);
});

it('shows as tasks what a bureau refuses at once and what the next day’s files find wrong', async () => {
  await plant('NIFA', 'RECEIPT', '9001', 'LOAN-OVER-INDEBTED');
  for (const bureau of ['SHANGHAI_CREDIT', 'BAIHANG'] as const)
    await plant(bureau, 'FEEDBACK', '9002', 'LOAN-MULTI-PLATFORM');
  const sent = await reportBeside(running, ['--date', PAID_OUT]);
  expect([sent.exitCode, sent.stdout]).toEqual([
    0,
    expect.stringContaining('1 accepted, 1 rejected, 0 left'),
  ]);
  const before = await answered('24-reporting-day');
  expect(before.rejected.nodes).toMatchObject([
    { bureau: 'NIFA', loanNo: 'LOAN-OVER-INDEBTED', rule: '9001', findings: [{ isError: true }] },
  ]);

  await fetchFeedback();
  const torn = path.join(folder, 'SHANGHAI_CREDIT');
  const whole = readFileSync(path.join(torn, readdirSync(torn)[0] ?? ''));
  writeFileSync(path.join(torn, 'torn.txt'), whole.subarray(0, whole.length - 7));
  writeFileSync(path.join(folder, 'BAIHANG', 'gbk.txt'), Buffer.from('#\xd5\xc5\r\n', 'latin1'));
  const taken = await reportBeside(running, ['--date', PAID_OUT, '--feedback', folder]);
  expect(taken.exitCode).toBe(0);
  for (const [bureau, name, problem] of [
    ['SHANGHAI_CREDIT', 'torn.txt', 'TORN'],
    ['BAIHANG', 'gbk.txt', 'ENCODING'],
  ] as const) {
    expect(taken.stdout).toMatch(
      new RegExp(`^${bureau}: \\d+ feedback files, 1 set aside;.* 1 in error$`, 'm'),
    );
    const report = readFileSync(path.join(folder, bureau, 'aside', `${name}.report.json`), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ file: name, problem });
  }
  const { rejected } = await answered('24-reporting-day');
  expect(rejected.nodes.map(({ bureau, rule }: Row) => `${bureau} ${rule}`).sort()).toEqual([
    'BAIHANG 9002',
    'NIFA 9001',
    'SHANGHAI_CREDIT 9002',
  ]);
});

it('has all of it accepted, once, after it was mended and sent again', async () => {
  const { rejected } = await answered('24-reporting-day');
  for (const { id } of rejected.nodes) await answered('28-resubmit', { id });
  expect((await reportBeside(running, ['--date', PAID_OUT])).exitCode).toBe(0);
  expect(statesOf(await records())).toEqual(['ACCEPTED']);
  const { contribution } = await answered('27-contribution', { id: rejected.nodes[0].id });
  expect(contribution.timeline.map(({ state }: Row) => state).slice(-4)).toEqual([
    'REJECTED',
    'READY',
    'SENT',
    'ACCEPTED',
  ]);
  const { contributionDays } = await answered('24-reporting-day', { from: PAID_OUT, to: PAID_OUT });
  expect(contributionDays.map(({ bureau }: Row) => bureau).sort()).toEqual([...BUREAUS].sort());
});

it('corrects what the book had wrong where it was taken, and sends it anew where it was refused', async () => {
  await plant('NIFA', 'RECEIPT', '9003', 'LOAN-OVER-INDEBTED');
  await reportBeside(running, ['--date', FIRST_TERM]);
  const told = await records('REPAY');
  expect(of(told, 'NIFA', 'LOAN-OVER-INDEBTED')).toMatchObject([{ state: 'REJECTED', rule: '9003' }]);

  // The source tells the payment again, with what came in really.
  await loadRecords(
    {
      database: running.gateway.database,
      vault: running.gateway.vault,
      nextId: idGenerator(9),
      clock: systemClock('2026-06-30'),
    },
    {
      source: 'demo',
      target: 'loan_payment',
      records: [
        {
          line: 1,
          values: {
            key: 'loan-over-indebted/1',
            loan: 'loan-over-indebted',
            amount: '7000.00',
            currency: 'CNY',
            paidAt: `${FIRST_TERM}T02:00:00Z`,
          },
        },
      ],
      onReject: (reject) => expect(reject).toBeUndefined(),
    },
  );
  const [taken] = of(told, 'BAIHANG', 'LOAN-OVER-INDEBTED');
  await answered('29-correct', { id: taken?.id });
  for (const { id } of of(told, 'NIFA', 'LOAN-OVER-INDEBTED')) await answered('28-resubmit', { id });
  expect((await reportBeside(running, ['--date', FIRST_TERM])).exitCode).toBe(0);

  const rows = await records();
  expect(statesOf(rows)).toEqual(['ACCEPTED']);
  const corrections = rows.filter(({ eventKind }) => eventKind === 'CORRECT');
  expect([...new Set(corrections.map(({ bureau, opCode }) => `${bureau} ${opCode}`))].sort()).toEqual([
    'BAIHANG M',
    'SHANGHAI_CREDIT M',
  ]);
  for (const bureau of BUREAUS) {
    const counts = (await (await sandbox('GET', `/${SIDES[bureau]}`)).json()) as {
      records: Record<string, { effects: number }>;
    };
    const own = rows.filter((row) => row.bureau === bureau);
    expect(own.map(({ reference }) => counts.records[reference]?.effects)).toEqual(own.map(() => 1));
  }
});
