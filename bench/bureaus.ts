import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../test/support/gateway';
import { BUREAUS, openStage, type SandboxBureau, type Stage } from './stage';

/**
 * What the bureaus' path costs, as ratios against a baseline of the same run; absolute times say more of the machine.
 * Prints one line per promise and ends with 1 if one is broken.
 */

const ROUNDS = 25;
const WARM_UP = 5;
/** Fewer than the five failures that open a breaker which has seen ten calls. */
const HANGING_ROUNDS = 4;
const LARGEST_REQUEST = 200;
const BUREAU_MS = 100;

/** What a bureau's answer takes altogether is 100 ms: NIFA's is two calls. */
const LATENCY: Record<SandboxBureau, object> = {
  'shanghai-credit': { kind: 'latency', ms: BUREAU_MS },
  baihang: { kind: 'latency', ms: BUREAU_MS },
  nifa: { kind: 'latency', ms: BUREAU_MS / 2 },
};
const ALL = Object.keys(BUREAUS) as SandboxBureau[];

/** Read from the project's folder, where the bench is started. */
const example = (ending: string): string =>
  readFileSync(path.join('examples/operations', `01-composite.${ending}`), 'utf8');
const composite = { query: example('graphql'), variables: JSON.parse(example('variables.json')) };
const creditOf = (bureaus: readonly SandboxBureau[]) => ({
  ...composite.variables.credit,
  bureaus: bureaus.map((bureau) => BUREAUS[bureau]),
});

const p50 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? Number.NaN;

let broken = 0;
function report(promise: string, seen: string, kept: boolean): void {
  if (!kept) broken += 1;
  process.stdout.write(`${kept ? 'kept  ' : 'BROKEN'}  ${promise}: ${seen}\n`);
}
const ms = (time: number): string => `${time.toFixed(0)} ms`;

async function timeOf(stage: Stage, bureaus: readonly SandboxBureau[]): Promise<number> {
  const keys = stage.fresh(1);
  const started = performance.now();
  const { data } = await stage.ask(keys, creditOf(bureaus));
  const took = performance.now() - started;
  const outcomes: { __typename: string }[] = data.borrowers[0].creditReports;
  const wrong = outcomes.find(
    ({ __typename }) => !/^(CreditReport|NoRecord|SubjectNotFound)/.test(__typename),
  );
  if (wrong) throw new Error(`a bureau answered ${JSON.stringify(wrong)}`);
  return took;
}

/** Rounds go in turn, so that whatever else the machine does falls on all of them. */
async function threeBureaus(stage: Stage): Promise<void> {
  for (const bureau of ALL) await stage.order(bureau, LATENCY[bureau]);
  for (let i = 0; i < WARM_UP; i += 1) await timeOf(stage, ALL);
  const together: number[] = [];
  const alone = new Map(ALL.map((bureau) => [bureau, [] as number[]]));
  for (let i = 0; i < ROUNDS; i += 1) {
    together.push(await timeOf(stage, ALL));
    for (const bureau of ALL) alone.get(bureau)?.push(await timeOf(stage, [bureau]));
  }
  const [slowest, baseline] = [...alone]
    .map(([bureau, times]) => [bureau, p50(times)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  const ratio = p50(together) / baseline;
  report(
    'a cold composite query of three bureaus takes at most 1.15 of one that asks the slowest alone (p50)',
    `${ratio.toFixed(2)} (${ms(p50(together))} against ${ms(baseline)} of ${slowest}; each bureau answers in ${BUREAU_MS} ms)`,
    ratio <= 1.15,
  );
}

/** In turn as well: what hangs and what does not meets the same machine. */
async function oneHanging(stage: Stage): Promise<void> {
  const others = ALL.filter((bureau) => bureau !== 'baihang');
  const latest = async (): Promise<number[]> =>
    (await Promise.all(others.map((bureau) => stage.latestDurations(bureau, 1)))).flat();
  const [well, ill]: [number[], number[]] = [[], []];
  for (let i = 0; i < HANGING_ROUNDS; i += 1) {
    await timeOf(stage, ALL);
    well.push(...(await latest()));
    await stage.order('baihang', { kind: 'hang' });
    await stage.ask(stage.fresh(1), creditOf(ALL));
    ill.push(...(await latest()));
    await stage.order('baihang', LATENCY.baihang);
  }
  const [without, within] = [p50(well), p50(ill)];
  const ratio = within / without;
  report(
    'with one bureau hanging the others’ outcomes are stored no later than without it (p50, at most 1.15)',
    `${ratio.toFixed(2)} (${ms(within)} against ${ms(without)})`,
    ratio <= 1.15,
  );
}

async function largestRequest(stage: Stage): Promise<void> {
  for (const bureau of ALL) await stage.order(bureau, null);
  let answer: Answer | undefined;
  // By the request's own count: what the gateway looks after each minute by itself is none of it.
  const statements = async (count: number): Promise<number> => {
    answer = await stage.ask(stage.fresh(count), creditOf(ALL));
    return (answer.extensions as { cost: { statements: number } }).cost.statements;
  };
  const one = await statements(1);
  await stage.resetCalls();
  const started = performance.now();
  const many = await statements(LARGEST_REQUEST);
  const took = performance.now() - started;
  report(
    `${LARGEST_REQUEST} borrowers cold at ${ALL.join(', ')} take no more SQL statements than one`,
    `${(many / one).toFixed(2)} (${many} against ${one}, in ${ms(took)})`,
    many <= one,
  );

  const kinds = new Map<string, number>();
  for (const { creditReports } of answer?.data.borrowers ?? []) {
    for (const { __typename } of creditReports) kinds.set(__typename, (kinds.get(__typename) ?? 0) + 1);
  }
  const calls = await stage.calls();
  for (const bureau of ALL) {
    const { total = 0, bySubject = {} } = calls[bureau] ?? {};
    const most = Math.max(...Object.values(bySubject));
    report(
      `${LARGEST_REQUEST} borrowers cold are asked about at most once at ${bureau}`,
      `${total} calls, at most ${most} per subject`,
      total <= LARGEST_REQUEST && most === 1,
    );
  }
  process.stdout.write(`outcomes of that request: ${JSON.stringify(Object.fromEntries(kinds))}\n`);
}

async function main(): Promise<void> {
  const root = path.join(__dirname, '..');
  const rounds = WARM_UP + ROUNDS * 4 + HANGING_ROUNDS * 2;
  // The hanging bureau is given up after two seconds; the largest request gets all the time it needs.
  const small = await openStage(root, composite.query, rounds, { BAIHANG_TIMEOUT_MS: '2000' });
  try {
    await threeBureaus(small);
    await oneHanging(small);
  } finally {
    await small.close();
  }
  const patience = Object.fromEntries(
    Object.values(BUREAUS).map((bureau) => [`${bureau}_TIMEOUT_MS`, '60000']),
  );
  const large = await openStage(root, composite.query, LARGEST_REQUEST + 1, {
    ...patience,
    REQUEST_TIMEOUT_MS: '120000',
  });
  try {
    await largestRequest(large);
  } finally {
    await large.close();
  }
  process.exitCode = broken > 0 ? 1 : 0;
}

void main();
