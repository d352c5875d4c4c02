import 'reflect-metadata';
import { neighboursOfHop } from '../src/graph/edges/edge.loaders';
import { EdgeRepository } from '../src/graph/edges/edge.repository';
import { GRAPH_EDGE_KINDS } from '../src/graph/graph.codes';
import { nodeKey, nodeRow } from '../src/graph/node-key';
import { type Walk, walk } from '../src/graph/traversal/breadth-first';
import type { Database } from '../src/platform/database';
import { LoaderRegistry } from '../src/platform/loaders';
import { findMariadbProgram, startThrowawayMariadb } from '../test/support/throwaway-mariadb';
import { MOST_SECONDS, recursively } from './graph/baseline';
import { randomNumbers } from './graph/power-law';
import { fillGraph, subjectAt } from './graph/tables';

/**
 * What a traversal of the risk graph costs on MariaDB, against a recursive statement written by hand that returns the same
 * nodes, in the same run. `npm run bench:graph -- 100000,1000000 60 6G`: numbers of edges, how many roots to try, and the server's memory.
 * Prints one line per promise and ends with 1 if one is broken.
 */

const [sizes = '100000', tries = '20', memory = '2G'] = process.argv.slice(2);
const DEPTH = 3;
const LIMITS = { depth: DEPTH, maxNodes: 500, maxEdges: 5_000 };
const QUESTION = { kinds: GRAPH_EDGE_KINDS, direction: 'BOTH', asOf: '2026-06-30' } as const;
/** In a smaller graph a recursion finds too little to be slow. */
const LARGE = 1_000_000;
const WARM_UP = 5;
const TOGETHER = 20;
const AT_ONCE = 2;

const quantile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? Number.NaN;
const p50 = (times: readonly number[]): number => quantile(times, 0.5);
const p95 = (times: readonly number[]): number => quantile(times, 0.95);
const ms = (time: number): string => `${time.toFixed(1)} ms`;

let broken = 0;
function report(promise: string, seen: string, kept: boolean): void {
  if (!kept) broken += 1;
  process.stdout.write(`${kept ? 'kept  ' : 'BROKEN'}  ${promise}: ${seen}\n`);
}
const say = (text: string): void => void process.stdout.write(`        ${text}\n`);

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

/** All roots as one request of the gateway traverses them. */
function traverse(registry: LoaderRegistry, roots: readonly string[]): Promise<Walk[]> {
  const loaders = registry.forRequest(() => ({}));
  return Promise.all(
    roots.map((root) =>
      walk([nodeKey('SUBJECT', root)], LIMITS, (hop) =>
        loaders.load(neighboursOfHop, { question: QUESTION, ...hop }),
      ),
    ),
  );
}

interface Trial {
  readonly ours: number;
  readonly theirs: number;
  readonly isSame: boolean;
  readonly isWhole: boolean;
}

async function oneRoot(database: Database, registry: LoaderRegistry, root: string): Promise<Trial> {
  const [[walked], ours] = await timed(() => traverse(registry, [root]));
  const [found, theirs] = await timed(() => recursively(database, [root], DEPTH));
  const nodes = found?.get(root) ?? new Set();
  const { distances, cuts } = walked as Walk;
  const isSame =
    distances.size === nodes.size && [...distances.keys()].every((key) => nodes.has(nodeRow(key)));
  return { ours, theirs, isSame, isWhole: cuts.length === 0 };
}

async function measure(database: Database, edges: number, roots: number): Promise<number> {
  const registry = new LoaderRegistry(new EdgeRepository(database).loaders);
  const random = randomNumbers(edges + 1);
  const anyRoot = (): string => subjectAt(Math.floor((random() * edges) / 10));
  for (let n = 0; n < WARM_UP; n += 1) await oneRoot(database, registry, anyRoot());

  const trials: Trial[] = [];
  for (let n = 0; n < roots; n += 1) trials.push(await oneRoot(database, registry, anyRoot()));
  // Only where both return the same nodes do their times compare.
  const same = trials.filter(({ isSame }) => isSame);
  const ours = same.map((trial) => trial.ours);
  const theirs = same.map((trial) => trial.theirs);
  say(
    `${edges} edges, depth ${DEPTH}, 500 nodes: the same nodes for ${same.length} of ${trials.length} roots`,
  );
  const ratio50 = p50(ours) / p50(theirs);
  const ratio95 = p95(ours) / p95(theirs);
  report(
    'p50 no slower than the recursive statement',
    `${ms(p50(ours))} / ${ms(p50(theirs))} = ${ratio50.toFixed(2)}`,
    ratio50 <= 1,
  );
  const seen95 = `${ms(p95(ours))} / ${ms(p95(theirs))} = ${ratio95.toFixed(2)}`;
  if (edges >= LARGE) report('p95 a quarter of it at most', seen95, ratio95 <= 0.25);
  else say(`p95: ${seen95}; a quarter at most is promised from ${LARGE} edges on`);
  const whole = same.filter(({ isWhole }) => isWhole);
  if (whole.length > 4)
    say(
      `of these, ${whole.length} whose surroundings fit whole: ${ms(p50(whole.map((t) => t.ours)))} / ${ms(p50(whole.map((t) => t.theirs)))}`,
    );

  await measureTogether(database, registry, Math.max(2, Math.floor(roots / 10)), anyRoot);
  return p50(trials.map((trial) => trial.ours));
}

/**
 * Twenty roots: as the gateway searches them, against one recursive statement for all of them, and against one for each.
 * Of these two run at once: as many as a small machine has cores, because each holds all its rows in memory.
 */
async function measureTogether(
  database: Database,
  registry: LoaderRegistry,
  rounds: number,
  anyRoot: () => string,
): Promise<void> {
  const together: number[] = [];
  const inOne: number[] = [];
  const forEach: number[] = [];
  let stopped = 0;
  for (let n = 0; n < rounds; n += 1) {
    const some = Array.from({ length: TOGETHER }, anyRoot);
    together.push((await timed(() => traverse(registry, some)))[1]);
    const [all, took] = await timed(() => recursively(database, some, DEPTH));
    inOne.push(all === null ? Number.POSITIVE_INFINITY : took);
    const left = [...some];
    const [, tookEach] = await timed(() =>
      Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let root = left.pop(); root !== undefined; root = left.pop())
            if ((await recursively(database, [root], DEPTH)) === null) stopped += 1;
        }),
      ),
    );
    forEach.push(tookEach);
  }
  const slow = inOne.filter((time) => time === Number.POSITIVE_INFINITY).length;
  if (slow + stopped > 0)
    say(
      `stopped after ${MOST_SECONDS} s: ${slow} of ${rounds} statements for all roots, ${stopped} of ${rounds * TOGETHER} for one, which count with that time`,
    );
  const ratio = p50(together) / Math.min(p50(inOne), p50(forEach));
  report(
    `${TOGETHER} roots together a third at most of one statement for all, and of one for each, ${AT_ONCE} at once`,
    `${ms(p50(together))} / ${ms(p50(inOne))} and ${ms(p50(forEach))} = ${ratio.toFixed(2)}`,
    ratio <= 1 / 3,
  );
}

async function main(): Promise<void> {
  const mariadbd = findMariadbProgram('mariadbd');
  if (!mariadbd) throw new Error('the bench needs a MariaDB server on this machine');
  const server = await startThrowawayMariadb(mariadbd, [
    `--innodb-buffer-pool-size=${memory}`,
    '--innodb-log-file-size=512M',
    '--local-infile=ON',
  ]);
  try {
    const medians = new Map<number, number>();
    for (const edges of sizes.split(',').map(Number)) {
      const url = `${server.url}/graph${edges}`;
      await createDatabase(server.url, `graph${edges}`);
      const [database, took] = await timed(() => fillGraph(url, edges));
      say(
        `${edges} edges between ${Math.ceil(edges / 10)} subjects, loaded in ${(took / 1000).toFixed(0)} s`,
      );
      medians.set(edges, await measure(database, edges, Number(tries)));
      await database.close();
    }
    const [[small, before] = [0, 0], ...larger] = [...medians];
    for (const [edges, now] of larger)
      report(
        `p50 at ${edges} edges within 1.3 of p50 at ${small}`,
        `${ms(now)} / ${ms(before)} = ${(now / before).toFixed(2)}`,
        now <= 1.3 * before,
      );
  } finally {
    await server.stop();
  }
}

async function createDatabase(server: string, name: string): Promise<void> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: server });
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
}

main().then(
  () => {
    process.exitCode = broken > 0 ? 1 : 0;
  },
  (error) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exitCode = 1;
  },
);
