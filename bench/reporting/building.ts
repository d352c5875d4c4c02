import type { ContributionConnector, ContributionFacts, ContributionRecord } from '../../src/bureaus';
import type { LoanEvent, OriginalLoanEvent } from '../../src/ecosystem';
import { Sensitive } from '../../src/kernel';
import { arrears, fictionalId, issue, repayment, someFacts } from '../../test/support/loan-contributions';
import { MEGABYTE, MemoryWatch } from './memory';
import { spent } from './spent';

const RECORDS = 100_000;
/** Loans that are held at a time: each has three events, whose records know each other. */
const LOANS_AT_ONCE = 200;
/** Of a run of any length. One that kept what it built would hold some hundred. */
const MOST_GROWTH_MB = 4;

function loan(serial: number): { events: OriginalLoanEvent[]; facts: ContributionFacts } {
  const number = String(serial).padStart(8, '0');
  const loanNo = `HT-${number}`;
  return {
    events: [issue, repayment(), arrears()].map((event) => ({ ...event, loanNo })),
    facts: someFacts({ accountNo: `ACC-${number}` }, { identifier: Sensitive.of(fictionalId(serial)) }),
  };
}

type Life = ReturnType<typeof loan>;

function* lives(): Generator<Life[]> {
  for (let serial = 0; ; serial += LOANS_AT_ONCE)
    yield Array.from({ length: LOANS_AT_ONCE }, (_, i) => loan(serial + i));
}

/** JSON has no bigint; what it costs to do without them is not the baseline's to pay. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each)));

interface Rates {
  records: number;
  events: number;
  buildMs: number;
  stringifyMs: number;
  parked: number;
}

function contribute(
  connector: ContributionConnector,
  { events, facts }: Life,
  rates: Rates,
): ContributionRecord[] {
  const known: ContributionRecord[] = [];
  for (const event of events) {
    const outcome = connector.recordsFor(event as LoanEvent, facts);
    if (outcome.kind === 'REFUSED') throw new Error(`refused: ${JSON.stringify(outcome.findings)}`);
    for (const record of outcome.records) {
      if (connector.validate(record, known).kind === 'PARKED') rates.parked += 1;
      known.push(record);
    }
  }
  return known;
}

const held = ({ growthMb }: MemoryWatch): string =>
  `${growthMb.toFixed(1)} MB more held at the end than after a tenth (at most ${MOST_GROWTH_MB})`;

/** Builds and validates a day's records, and gives whether the memory stayed. */
function build(connector: ContributionConnector): boolean {
  const rates: Rates = { records: 0, events: 0, buildMs: 0, stringifyMs: 0, parked: 0 };
  const memory = new MemoryWatch();
  let characters = 0;
  for (const batch of lives()) {
    const bare = batch.flatMap(({ events }) => events.map(plain));
    const started = spent();
    for (const life of batch) rates.records += contribute(connector, life, rates).length;
    const builtAt = spent();
    for (const event of bare) characters += JSON.stringify(event).length;
    rates.buildMs += builtAt - started;
    rates.stringifyMs += spent() - builtAt;
    rates.events += bare.length;
    memory.look(rates.records, RECORDS);
    if (rates.records >= RECORDS) break;
  }
  const perSecond = (count: number, ms: number): string =>
    Math.round((count / ms) * 1_000).toLocaleString('en');
  const kept = memory.growthMb <= MOST_GROWTH_MB && rates.parked === 0 && characters > 0;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records of ${rates.events.toLocaleString('en')} events built and validated, ` +
      `${perSecond(rates.records, rates.buildMs)} records per second of CPU; bare JSON.stringify ${perSecond(rates.events, rates.stringifyMs)} events; ` +
      `${held(memory)}; ${rates.parked} parked\n`,
  );
  return kept;
}

/** The same records through the file that the bureau takes, which is made as it is read. */
async function write(connector: ContributionConnector, fileKind: string, most: number): Promise<boolean> {
  const rates: Rates = { records: 0, events: 0, buildMs: 0, stringifyMs: 0, parked: 0 };
  function* stream(): Generator<ContributionRecord> {
    for (const batch of lives())
      for (const life of batch)
        for (const record of contribute(connector, life, rates)) {
          if (record.fileKind !== fileKind) continue;
          if (rates.records === most) return;
          rates.records += 1;
          yield record;
        }
  }
  const started = spent();
  const memory = new MemoryWatch();
  let bytes = 0;
  for await (const chunk of connector.fileOf(stream(), { fileKind, date: '2026-06-30', sequence: 1 }).bytes) {
    bytes += chunk.length;
    memory.look(rates.records, most);
  }
  const ms = spent() - started;
  const kept = memory.growthMb <= MOST_GROWTH_MB;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records written to a file of ${(bytes / MEGABYTE).toFixed(1)} MB, ` +
      `${Math.round((rates.records / ms) * 1_000).toLocaleString('en')} records per second of CPU with building and validation; ${held(memory)}\n`,
  );
  return kept;
}

/** What records cost, built and written; gives how many promises were broken. */
export async function buildRecords(connectors: readonly ContributionConnector[]): Promise<number> {
  const fileKinds: Record<string, [string, number]> = {
    SHANGHAI_CREDIT: ['NFCS', RECORDS],
    BAIHANG: ['D3', RECORDS],
    // SM2 over megabytes is what takes the time there.
    NIFA: ['NIFA', RECORDS / 10],
  };
  const kept: boolean[] = connectors.map(build);
  for (const connector of connectors) {
    const [fileKind, most] = fileKinds[connector.bureau] ?? ['', 0];
    kept.push(await write(connector, fileKind, most));
  }
  return kept.filter((each) => !each).length;
}
