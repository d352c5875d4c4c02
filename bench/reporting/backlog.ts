import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadRecords } from '../../src/bulk-import';
import { contributingBureaus } from '../../src/bureaus';
import { fictionalMobile, fictionalPersonName, fictionalResidentId } from '../../src/demo';
import { recordDay } from '../../src/ecosystem';
import { systemClock } from '../../src/kernel';
import { loadConfig } from '../../src/platform/config';
import { idGenerator } from '../../src/platform/database';
import { Dispatcher } from '../../src/reporting/outbox/dispatcher';
import { openCount } from '../../src/reporting/outbox/outbox.repository';
import { OutboxLoop } from '../../src/reporting/outbox/outbox-loop';
import { OutboxWriter } from '../../src/reporting/outbox/outbox-writer';
import { openStage, type Stage } from '../stage';
import { spent } from './spent';

const BACKLOG = 10_000;
/** Of a loan's payout: one at Baihang, one at NIFA, person and account at Shanghai Credit. */
const RECORDS_OF_A_LOAN = 4;
const LOANS = BACKLOG / RECORDS_OF_A_LOAN;
/** A day on which nothing else in the database happened. */
const PAID_OUT = '2026-02-10';
/** In a row, before it is the other's turn. */
const QUERIES = 50;
/** Between two queries: a client that thinks, so that the gateway is not full of queries alone. */
const PAUSE_MS = 10;
/** What a query may take beside a backlog, in parts of what it takes without. */
const MOST_RATIO = 1.5;

/** Read from the project's folder, where the bench is started. */
const example = (ending: string): string =>
  readFileSync(path.join('examples/operations', `01-composite.${ending}`), 'utf8');
const stored = { ...JSON.parse(example('variables.json')).credit, mode: 'STORED_ONLY' };

/** Loans that were paid out on one day to people who let every bureau be told. */
async function loadLoans({ gateway: { database, vault } }: Stage, bureaus: readonly string[]): Promise<void> {
  const everyone = Array.from({ length: LOANS }, (_, n) => n);
  const hash = createHash('sha256').update('fictional').digest('hex');
  const load = async (
    target: string,
    records: readonly Readonly<Record<string, string>>[],
  ): Promise<void> => {
    const rejects: unknown[] = [];
    await loadRecords(
      { database, vault, nextId: idGenerator(9), clock: systemClock('2026-06-30') },
      {
        source: 'lender',
        target,
        records: records.map((values, line) => ({ line, values })),
        onReject: (reject) => rejects.push(reject),
      },
    );
    if (rejects.length > 0) throw new Error(`${target}: ${JSON.stringify(rejects[0])}`);
  };
  await load(
    'subject',
    everyone.map((n) => ({
      key: `${n}`,
      kind: 'PERSON',
      name: fictionalPersonName(n, 'F'),
      residentId: fictionalResidentId({
        birthDate: `1955-01-${String(1 + Math.floor(n / 1000)).padStart(2, '0')}`,
        sequence: n % 1000,
      }),
      mobile: fictionalMobile(40_000 + n),
      regionCode: '370200',
    })),
  );
  await load(
    'loan',
    everyone.map((n) => ({
      key: `${n}`,
      subject: `${n}`,
      loanNo: `LENDER-${n}`,
      product: 'CONSUMER',
      status: 'CURRENT',
      principal: '12000.00',
      outstanding: '12000.00',
      currency: 'CNY',
      instalment: '1050.00',
      termMonths: '12',
      issuedOn: PAID_OUT,
      dueOn: '2027-02-10',
      overdueDays: '0',
    })),
  );
  await load(
    'loan_instalment',
    everyone.flatMap((n) =>
      Array.from({ length: 12 }, (_, i) => ({
        key: `${n}/${i + 1}`,
        loan: `${n}`,
        number: `${i + 1}`,
        status: 'DUE',
        principal: '1000.00',
        interest: '50.00',
        paid: '0.00',
        currency: 'CNY',
        dueOn:
          i < 10 ? `2026-${String(i + 3).padStart(2, '0')}-10` : `2027-${String(i - 9).padStart(2, '0')}-10`,
      })),
    ),
  );
  await load(
    'consent',
    everyone.flatMap((n) =>
      bureaus.map((bureau) => ({
        key: `${n}/${bureau}`,
        consentNo: `R-${bureau}-${n}`,
        subject: `${n}`,
        bureau,
        type: 'REPORT',
        purposes: 'LOAN_APPROVAL',
        dataCategories: 'LENDING',
        templateVersion: '1',
        textHash: hash,
        signedAt: '2026-01-01T00:00:00Z',
        validFrom: '2026-01-01T00:00:00Z',
        channel: 'APP',
        evidenceHash: hash,
      })),
    ),
  );
}

interface Times {
  /** By the clock, in ms. */
  readonly wall: number[];
  /** Of the processor, in ms: what this process did until the answer, and nothing of what else the machine does. */
  readonly work: number[];
}

/** What so many queries take, one after another. */
async function ask(stage: Stage, borrowers: readonly object[], count: number): Promise<Times> {
  const times: Times = { wall: [], work: [] };
  while (times.wall.length < count) {
    const [started, spentBefore] = [performance.now(), spent()];
    await stage.ask(borrowers, stored);
    times.wall.push(performance.now() - started);
    times.work.push(spent() - spentBefore);
    await sleep(PAUSE_MS);
  }
  return times;
}

function add(to: Times, more: Times): void {
  to.wall.push(...more.wall);
  to.work.push(...more.work);
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN;

/** The outbox of a backlog drains in the process that answers queries. Gives how many promises were broken. */
export async function drainBacklog(root: string): Promise<number> {
  const stage = await openStage(root, example('graphql'), 1);
  const { database, vault } = stage.gateway;
  const { connectors, close } = contributingBureaus(loadConfig(stage.environment).bureaus);
  try {
    await loadLoans(
      stage,
      connectors.map(({ bureau }) => bureau),
    );
    const clock = systemClock('2026-06-30');
    const nextId = idGenerator(10);
    const writer = new OutboxWriter({ connectors, vault, nextId, clock, startOn: PAID_OUT });
    const began = performance.now();
    const { events } = await recordDay({ database, nextId, clock, onRecorded: writer.onRecorded }, PAID_OUT);
    const recording = (performance.now() - began) / 1000;
    const countIn = async (states: string): Promise<number> => {
      const [row] = await database.rows<{ records: string | number }>(
        `SELECT COUNT(*) AS records FROM contribution WHERE state IN (${states})`,
      );
      return Number(row?.records);
    };
    const backlog = await countIn("'READY'");
    if (backlog !== BACKLOG) throw new Error(`${backlog} records are to be sent, not ${BACKLOG}`);
    process.stdout.write(
      `${events} events stored with ${backlog} records in ${recording.toFixed(1)} s on ${database.dialect}\n`,
    );
    const borrowers = stage.fresh(1);
    await ask(stage, borrowers, QUERIES);
    const faults: unknown[] = [];
    const dispatcher = new Dispatcher({ database, vault, nextId, clock, writer, leaseMs: 300_000 });
    const isDrained = async (): Promise<boolean> => {
      const open = await Promise.all(connectors.map(({ bureau }) => openCount(database, bureau)));
      return faults.length > 0 || open.every((count) => count === 0);
    };
    const alone: Times = { wall: [], work: [] };
    const beside: Times = { wall: [], work: [] };
    let draining = 0;
    // In turn, so that whatever else the machine does falls on both.
    while (!(await isDrained())) {
      add(alone, await ask(stage, borrowers, QUERIES));
      const loop = new OutboxLoop(dispatcher, connectors, (fault) => faults.push(fault));
      const started = performance.now();
      loop.start();
      add(beside, await ask(stage, borrowers, 2 * QUERIES));
      await loop.stop();
      draining += (performance.now() - started) / 1000;
    }
    const accepted = await countIn("'ACCEPTED'");
    if (faults.length > 0) throw faults[0];
    const ratio = (of: keyof Times, share: number): number =>
      quantile(beside[of], share) / quantile(alone[of], share);
    const told = (of: keyof Times, share: number): string =>
      `p${share * 100} ${ratio(of, share).toFixed(2)} (${quantile(beside[of], share).toFixed(1)} ms against ${quantile(alone[of], share).toFixed(1)} ms)`;
    const kept =
      accepted === BACKLOG && ratio('work', 0.5) <= MOST_RATIO && ratio('work', 0.95) <= MOST_RATIO;
    process.stdout.write(
      `${kept ? 'kept  ' : 'BROKEN'}  a live query beside a backlog of ${BACKLOG} that drains, against the same without it, at most ` +
        `${MOST_RATIO} of the CPU until its answer: ${told('work', 0.5)}, ${told('work', 0.95)}; ` +
        `by the clock, with what else this machine does: ${told('wall', 0.5)}, ${told('wall', 0.95)}; ` +
        `${beside.wall.length} queries in ${draining.toFixed(1)} s, ${Math.round(accepted / draining)} records accepted per second\n`,
    );
    return kept ? 0 : 1;
  } finally {
    await close();
    await stage.close();
  }
}
