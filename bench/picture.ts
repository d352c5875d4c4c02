import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { chromium, type Page } from 'playwright-core';
import { explorerPlugin } from '../src/explorer';
import { findChromium } from '../test/support/browser';
import { aLargeGraph } from '../test/support/risk-graph-answer';

/**
 * Whether the picture of a risk graph is fluent: how often a local Chromium paints while the explorer draws, moves and
 * arranges 500 nodes. `npm run bench:picture -- 500`. Wants the built page (`npm run build`). Prints one line per promise
 * and ends with 1 if one is broken.
 */

const [count = '500'] = process.argv.slice(2);
const NODES = Number(count);
/** Slower than 30 frames in a second is seen as stutter. */
const FLUENT_MS = 1000 / 30;
const MOVES = 90;

let broken = 0;
function report(promise: string, seen: string, kept: boolean): void {
  if (!kept) broken += 1;
  process.stdout.write(`${kept ? 'kept  ' : 'BROKEN'}  ${promise}: ${seen}\n`);
}

/** The page with a gateway behind it that knows the schema, and one answer to every question. */
async function servePage(): Promise<FastifyInstance> {
  const introspected = introspectionFromSchema(buildSchema(readFileSync('schema.graphql', 'utf8')));
  const answer = { data: { riskGraph: aLargeGraph(NODES) } };
  const app = fastify();
  app.post('/graphql', async (request) =>
    (request.body as { query: string }).query.includes('__schema') ? { data: introspected } : answer,
  );
  const query = 'query Large { riskGraph(roots: ["x"]) { nodes { id } } }';
  const tab = { title: 'Large', titleZh: '大图', group: 'Bench', query, variables: {} };
  await app.register(
    explorerPlugin({
      directory: path.resolve('dist/explorer'),
      endpoint: '/graphql',
      tabs: [tab],
      roles: null,
      businessDate: null,
    }),
  );
  return app;
}

/** Times between the frames that are painted while something is done. Strings, since the page's types are not ours. */
async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<number[]> {
  await page.evaluate(`window.frames$ = [];
    window.counting$ = requestAnimationFrame(function paint(at) {
      window.frames$.push(at);
      window.counting$ = requestAnimationFrame(paint);
    })`);
  await work();
  const at = (await page.evaluate('cancelAnimationFrame(window.counting$), window.frames$')) as number[];
  return at.slice(1).map((time, n) => time - at[n]!);
}

const quantile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? Number.NaN;

function reportFrames(doing: string, frames: readonly number[]): void {
  const [p50, p95] = [quantile(frames, 0.5), quantile(frames, 0.95)];
  report(
    `${NODES} nodes stay fluent while ${doing}: p50 within ${FLUENT_MS.toFixed(0)} ms`,
    `${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${frames.length} frames`,
    p50 <= FLUENT_MS,
  );
}

async function measure(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/graphiql/`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.getByRole('button', { name: 'Show Risk graph' }).click();
  await page.locator('.graphiql-execute-button').click();
  const nodes = page.locator('.risk-graph-drawing .risk-graph-node');
  await nodes.nth(NODES - 1).waitFor({ state: 'attached' });
  const region = await page.getByRole('application').boundingBox();
  if (region === null) throw new Error('the picture has no place on the page');
  // A corner without a node, so that the hand takes hold of the picture.
  const [x, y] = [region.x + 6, region.y + 6];
  const panned = await framesDuring(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + region.width / 2, y + region.height / 2, { steps: MOVES });
    await page.mouse.up();
  });
  reportFrames('it is moved', panned);
  const pointed = await framesDuring(page, () =>
    page.mouse.move(region.x + region.width - 6, region.y + region.height - 6, { steps: MOVES }),
  );
  reportFrames('a hand points along it', pointed);
  const last = await nodes.last().getAttribute('transform');
  const arranged = await framesDuring(page, async () => {
    await page.getByLabel('Layout', { exact: true }).selectOption('force');
    await page
      .locator(`.risk-graph-node[data-id="n${NODES - 1}"][transform="${last}"]`)
      .waitFor({ state: 'detached' });
  });
  reportFrames('it is arranged by force', arranged);
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('the bench needs a local Chromium');
  const app = await servePage();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await measure(await browser.newPage({ viewport: { width: 1440, height: 900 } }), url);
  } finally {
    await browser.close();
    await app.close();
  }
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
