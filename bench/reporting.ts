import type { ContributionFacts } from '../src/bureaus';
import { type ContributionConnector, type ContributionRecord, contributingBureaus } from '../src/bureaus';
import type { LoanEvent, OriginalLoanEvent } from '../src/ecosystem';
import { Sensitive } from '../src/kernel';
import { residentIdCheckCharacter } from '../src/kernel/identity';
import { loadConfig } from '../src/platform/config';

/**
 * What records cost: built and validated for each bureau in a streaming run, beside a bare JSON.stringify of the same
 * events. Ends with 1 if the memory grows with the number of records.
 */

const RECORDS = 100_000;
/** Loans that are held at a time: each has three events, whose records know each other. */
const LOANS_AT_ONCE = 200;
/** Growth of a run of any length: caches of the runtime and garbage not yet collected, no records. */
const MOST_GROWTH_MB = 64;

const MEGABYTE = 1_048_576;
/** Of the processor, in ms: whatever else the machine does is not counted. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
let broken = 0;

function loan(serial: number): { events: OriginalLoanEvent[]; facts: ContributionFacts } {
  const first17 = `370299${19700101 + (Math.floor(serial / 1_000) % 28)}${String(serial % 1_000).padStart(3, '0')}`;
  const number = String(serial).padStart(8, '0');
  const at = { loanNo: `HT-${number}`, term: 0 };
  const standing = {
    balanceMinor: 1_100_000n,
    overdueMinor: 0n,
    lastPaidOn: '2026-02-15',
    overdueDays: 0,
    overdueTerms: 0,
    overdueTermsEver: 0,
    overdueTermsWorst: 0,
    overdueByAge: { from31to60: 0n, from61to90: 0n, from91to180: 0n, over180: 0n },
    paymentState24m: `${'/'.repeat(22)}*N`,
  };
  const payment = {
    dueOn: '2026-02-15',
    plannedMinor: 105_000n,
    owedMinor: 105_000n,
    paidMinor: 105_000n,
    lastPaidOn: '2026-02-15',
    paidBy: 'BORROWER' as const,
  };
  const late = {
    overdueMinor: 105_000n,
    overdueDays: 1,
    overdueTerms: 1,
    overdueTermsEver: 1,
    overdueTermsWorst: 1,
  };
  return {
    events: [
      { ...at, kind: 'ISSUE', businessDate: '2026-01-15' },
      { ...at, term: 1, kind: 'REPAY', businessDate: '2026-02-15', payment, standing, earlyMinor: 0n },
      {
        ...at,
        term: 2,
        kind: 'OVERDUE',
        businessDate: '2026-03-16',
        payment: { ...payment, dueOn: '2026-03-15', paidMinor: 0n, lastPaidOn: null },
        standing: { ...standing, ...late, paymentState24m: `${'/'.repeat(21)}*N1` },
        earlyMinor: 0n,
      },
    ],
    facts: {
      subject: {
        name: Sensitive.of('林某某'),
        scheme: 'RESIDENT_ID',
        identifier: Sensitive.of(first17 + residentIdCheckCharacter(first17)),
        mobile: Sensitive.of('14000000003'),
        email: Sensitive.of('someone@example.com'),
        mailAddress: Sensitive.of('山东省青岛市示例路1号'),
        residence: Sensitive.of('山东省青岛市示例路1号'),
        postcode: '266000',
        employer: Sensitive.of('示例家电有限公司'),
      },
      loan: {
        accountNo: `ACC-${number}`,
        product: 'CONSUMER',
        security: 'CREDIT',
        currency: 'CNY',
        principalMinor: 1_200_000n,
        instalmentMinor: 105_000n,
        appliedOn: '2026-01-10',
        issuedOn: '2026-01-15',
        dueOn: '2027-01-15',
        termCount: 12,
        months: 12,
        frequency: 'MONTH',
        dueDates: [],
        cycleDays: 30,
        firstDueOn: '2026-02-15',
        graceDays: 3,
        areaCode: '370200',
        guarantors: [],
      },
      madeAt: new Date('2026-06-16T02:00:00+08:00'),
    },
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

function run(connector: ContributionConnector): void {
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
  if (!kept) broken += 1;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records of ${rates.events.toLocaleString('en')} events built and validated, ` +
      `${perSecond(rates.records, rates.buildMs)} records per second of CPU; bare JSON.stringify ${perSecond(rates.events, rates.stringifyMs)} events; ` +
      `RSS +${growth.toFixed(0)} MB after the warm-up (at most ${MOST_GROWTH_MB}); ${rates.parked} parked\n`,
  );
}

/** The same records through the file that the bureau takes, which is made as it is read. */
async function write(connector: ContributionConnector, fileKind: string, most: number): Promise<void> {
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
  if (!kept) broken += 1;
  process.stdout.write(
    `${kept ? 'kept  ' : 'BROKEN'}  ${connector.bureau}: ${rates.records.toLocaleString('en')} records written to a file of ${(bytes / MEGABYTE).toFixed(1)} MB, ` +
      `${Math.round((rates.records / ms) * 1_000).toLocaleString('en')} records per second of CPU with building and validation; RSS +${growth.toFixed(0)} MB\n`,
  );
}

async function main(): Promise<void> {
  const { connectors, close } = contributingBureaus(loadConfig({}).bureaus);
  for (const connector of connectors) run(connector);
  const fileKinds: Record<string, [string, number]> = {
    SHANGHAI_CREDIT: ['NFCS', RECORDS],
    BAIHANG: ['D3', RECORDS],
    // SM2 over megabytes is what takes the time there.
    NIFA: ['NIFA', RECORDS / 10],
  };
  for (const connector of connectors) {
    const [fileKind, most] = fileKinds[connector.bureau] ?? ['', 0];
    await write(connector, fileKind, most);
  }
  await close();
  process.exitCode = broken > 0 ? 1 : 0;
}

void main();
