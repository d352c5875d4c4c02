import type { ContributionConnector, ContributionFacts, ContributionRecord } from '../../src/bureaus';
import type { LoanEvent, OriginalLoanEvent } from '../../src/ecosystem';
import { Sensitive } from '../../src/kernel';
import { arrears, fictionalId, issue, repayment, someFacts } from '../../test/support/loan-contributions';
import { spent } from './spent';

const RECORDS = 100_000;
/** Loans that are held at a time: each has three events, whose records know each other. */
const LOANS_AT_ONCE = 200;
/** Growth of a run of any length: caches of the runtime and garbage not yet collected, no records. */
const MOST_GROWTH_MB = 64;

const MEGABYTE = 1_048_576;
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

/** Builds and validates a day's records, and gives whether the memory stayed. */
function build(connector: ContributionConnector): boolean {
  const rates: Rates = { records: 0, events: 0, buildMs: 0, stringifyMs: 0, parked: 0 };
  let settled = 0;
  let highest = 0;
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
    const { rss } = process.memoryUsage();
    // The first tenth is the warm-up: code is compiled and the heap takes its size.
    if (rates.records < RECORDS / 10) settled = rss;
    highest = Math.max(highest, rss);
    if (rates.records >= RECORDS) break;
  }
  const perSecond = (count: number, ms: number): string =>
    Math.round((count / ms) * 1_000).toLocaleString('en');
  const growth = (highest - settled) / MEGABYTE;
  const kept = growth <= MOST_GROWTH_MB && rates.parked === 0 && characters > 0;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records of ${rates.events.toLocaleString('en')} events built and validated, ` +
      `${perSecond(rates.records, rates.buildMs)} records per second of CPU; bare JSON.stringify ${perSecond(rates.events, rates.stringifyMs)} events; ` +
      `RSS +${growth.toFixed(0)} MB after the warm-up (at most ${MOST_GROWTH_MB}); ${rates.parked} parked\n`,
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
  let settled = 0;
  let highest = 0;
  let bytes = 0;
  let seen = 0;
  for await (const chunk of connector.fileOf(stream(), { fileKind, date: '2026-06-30', sequence: 1 }).bytes) {
    bytes += chunk.length;
    // Chunks are small and many, and asking for the memory is not free.
    if ((seen++ & 0xff) !== 0) continue;
    const { rss } = process.memoryUsage();
    if (rates.records < most / 10) settled = rss;
    highest = Math.max(highest, rss);
  }
  const ms = spent() - started;
  const growth = Math.max(0, highest - settled) / MEGABYTE;
  const kept = growth <= MOST_GROWTH_MB;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records written to a file of ${(bytes / MEGABYTE).toFixed(1)} MB, ` +
      `${Math.round((rates.records / ms) * 1_000).toLocaleString('en')} records per second of CPU with building and validation; RSS +${growth.toFixed(0)} MB\n`,
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
