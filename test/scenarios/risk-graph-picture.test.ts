/**
 * An analyst looks at the risk graph of an answer as a picture: the device ring, the guarantee circle and the fictitious
 * trade of the demo are in it, and all of it can be read, searched, filtered, expanded and exported, with the keyboard
 * alone too. Not covered here: which nodes belong into a graph, which the API's tests look at.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeInBrowser, type WatchedPage } from '../support/browser';
import { startGateway } from '../support/gateway';
import { aLargeGraph } from '../support/risk-graph-answer';

const ROOT = join(__dirname, '../..');
const SCREENSHOTS = join(ROOT, 'var/screenshots');

/** Of the demo's personas; nobody real. */
const STORIES = {
  ring: { residentId: '37029919960101019X' },
  circle: { creditCode: '91370299MAF000039B' },
  trade: { creditCode: '91370299MAF000063U' },
};

const TABS = Object.entries({ nobody: null, ...STORIES });

const QUERY = `query Story($key: BorrowerKey!) {
  borrower(key: $key) { ... on Borrower { riskGraph(depth: 2) {
    nodes { id kind distance label entity { __typename } marks { level facts { code level text textZh since evidence } } }
    edges { id from to kind weight weightUnit since until source evidence }
    truncated { cuts { nodeId kind reason found kept } }
  } } }
}`;

describeInBrowser(
  'the picture of the risk graph',
  (openPage) => {
    let gateway: Awaited<ReturnType<typeof startGateway>>;
    /** One page for all stories, each of which begins with a fresh picture: to load the editor is most of the time. */
    let watched: WatchedPage;
    let page: Page;

    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      gateway = await startGateway({});
      watched = await openPage();
      page = watched.page;
      await openPanel();
    });
    afterAll(() => gateway?.close());
    afterEach(() => {
      expect(watched.failedRequests).toEqual([]);
      expect(watched.consoleErrors).toEqual([]);
      expect([...watched.hosts].filter((host) => host !== '')).toEqual([new URL(gateway.url).host]);
    });

    it('shows the device ring, the guarantee circle and the fictitious trade', async () => {
      await run('ring');
      const ring = await nodes(page);
      expect(ring.filter((node) => node.includes(', borrower,'))).toHaveLength(5);
      expect(ring.filter((node) => node.includes(', device,'))).toHaveLength(1);
      expect(await count(page, 'Edges', 'uses device')).toBe(5);
      await picture(page, 'ring');

      await run('circle');
      expect(
        (await nodes(page)).filter((node) => /^环链示例[甲乙丙]商贸有限公司, borrower/.test(node)),
      ).toHaveLength(3);
      expect(await count(page, 'Edges', 'guarantees')).toBe(3);
      await page.getByLabel('Highlight', { exact: true }).selectOption({ label: 'Edges: guarantees (3)' });
      await picture(page, 'circle');

      await run('trade');
      expect(await count(page, 'Edges', 'sells to')).toBe(1);
      expect(await count(page, 'Edges', 'shareholder')).toBe(2);
      await picture(page, 'trade');
    });

    it('searches, filters and expands under the role of the editor', async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await run('ring');
      const all = await nodes(page);
      await page.getByLabel('Search nodes').fill('Android');
      await page.getByText('1 found').waitFor();

      await page.getByLabel('Distance', { exact: true }).selectOption('1');
      expect((await nodes(page)).every((node) => /, (root|distance 1)/.test(node))).toBe(true);
      await page.getByLabel('Distance', { exact: true }).selectOption('');
      await page.getByRole('tab', { name: 'Legend' }).click();
      await page.getByRole('button', { name: /^device/ }).click();
      expect(await nodes(page)).toHaveLength(all.length - 1);
      await page.getByRole('tab', { name: 'Legend' }).click();
      await page.getByRole('button', { name: /^device/ }).click();

      await page.getByRole('tab', { name: 'Nodes' }).click();
      const asked = page.waitForRequest((request) => request.postData()?.includes('ExpandNode') ?? false);
      await page
        .getByRole('option', { name: /borrower, distance 2/ })
        .first()
        .dblclick();
      expect((await (await asked).allHeaders()).authorization).toMatch(/^Bearer \S+$/);
      await page.getByRole('button', { name: 'Expand (E)', disabled: false }).waitFor();
      expect((await nodes(page)).length).toBeGreaterThan(all.length);
    });

    it('can be used with the keyboard alone', async () => {
      await run('ring');
      await page.getByLabel('Search nodes').focus();
      for (let stops = 0; stops < 20 && !(await isFocused(page, 'application')); stops++)
        await page.keyboard.press('Tab');
      expect(await isFocused(page, 'application')).toBe(true);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      const announced = await page.locator('.risk-graph-announcement').innerText();
      expect(announced).toMatch(/, distance [12]/);
      await page.keyboard.press('Enter');
      const title = await page.locator('.risk-graph-details h3').innerText();
      expect(announced.startsWith(title)).toBe(true);
      await page.keyboard.press('/');
      await page.keyboard.type('Android');
      await page.keyboard.press('Enter');
      await page.locator('.risk-graph-details h3', { hasText: 'Android' }).waitFor();
      await page.locator('.risk-graph-details', { hasText: 'Risk: high' }).waitFor();
    });

    it('exports a PNG with pixels and an SVG that is well formed', async () => {
      await run('ring');
      const png = await download(page, 'PNG');
      expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
      expect(png.readUInt32BE(16)).toBeGreaterThan(800);
      const svg = (await download(page, 'SVG')).toString();
      // A string, since the tests are compiled without the browser's types.
      const parsed = `(() => {
        const drawing = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
        return [drawing.querySelectorAll('parsererror').length, drawing.querySelectorAll('text').length];
      })()`;
      const [errors, texts] = (await page.evaluate(parsed)) as [number, number];
      expect(errors).toBe(0);
      expect(texts).toBeGreaterThan(20);
    });

    it('says what a broken or truncated answer lacks, and draws 500 nodes', async () => {
      await answerWith({
        errors: [{ message: 'a field failed' }],
        data: {
          g: {
            nodes: [null, { id: 'a', distance: 0, entity: null }],
            edges: [{ from: 'a', to: 'b' }, {}],
            truncated: {},
          },
        },
      });
      await run('ring');
      await page.getByText('Truncated: the server left out a part of the graph.').waitFor();
      await page.getByText('a field failed').first().waitFor();
      expect(await nodes(page)).toHaveLength(2);

      await answerWith({ data: { riskGraph: aLargeGraph(500) } });
      await run('circle');
      await page.getByRole('application', { name: /^Picture of 500 nodes/ }).waitFor();
      await page.getByLabel('Layout', { exact: true }).selectOption('force');
      await page.getByRole('button', { name: 'Fit' }).click();
      await picture(page, 'large');
    });

    it('tells what to ask for where an answer holds no graph', async () => {
      await tab('nobody').click();
      await page.getByText('This tab has no answer yet').waitFor();
      await page.getByRole('button', { name: 'Open it in a new tab' }).click();
      await page.locator('.graphiql-query-editor').getByText('riskGraph').first().waitFor();
    });

    /** The explorer with the panel open, and one tab for each story behind a tab that has no answer. */
    async function openPanel(): Promise<void> {
      await page.route('**/graphiql/settings.json', async (route) => {
        const settings = await (await route.fetch()).json();
        // One name for all: GraphiQL sends that of the tab before for a moment after another is chosen.
        const tabs = TABS.map(([title, key]) => ({ title, query: QUERY, variables: { key } }));
        await route.fulfill({ json: { ...settings, tabs } });
      });
      await page.goto(new URL('/graphiql/', gateway.url).href);
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      await page.getByRole('button', { name: 'Show Risk graph' }).click();
      await page.locator('.risk-graph').waitFor();
    }

    const tab = (title: string) =>
      page.locator('.graphiql-tab').nth(TABS.findIndex(([name]) => name === title));

    /** Draws a story anew; what an earlier one left in the panel is gone with the tab without an answer. */
    async function run(story: keyof typeof STORIES): Promise<void> {
      await tab('nobody').click();
      await page.getByText('This tab has no answer yet').waitFor();
      await tab(story).click();
      const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/graphql');
      await page.locator('.graphiql-execute-button').click();
      await (await answered).finished();
      await page.getByRole('application').waitFor();
    }

    /** Instead of the gateway, from now on. */
    async function answerWith(answer: object): Promise<void> {
      await page.unroute('**/graphql');
      await page.route('**/graphql', (route) => route.fulfill({ json: answer }));
    }
  },
  { builtFiles: [join(ROOT, 'dist/explorer/index.html')] },
);

/** The lines of the list beside the picture. */
async function nodes(page: Page): Promise<string[]> {
  await page.getByRole('tab', { name: 'Nodes' }).click();
  return page
    .getByRole('option')
    .filter({ has: page.locator('xpath=self::*[@data-node]') })
    .allInnerTexts();
}

/** How many the legend counts of a kind. */
async function count(page: Page, heading: string, kind: string): Promise<number> {
  await page.getByRole('tab', { name: 'Legend' }).click();
  const list = page.locator(`h3:text-is("${heading}") + ul`);
  return Number(await list.locator('button', { hasText: kind }).locator('.risk-graph-count').innerText());
}

async function picture(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Enlarge' }).click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(SCREENSHOTS, `risk-graph-${name}.png`) });
  await page.getByRole('button', { name: 'Smaller' }).click();
}

function isFocused(page: Page, role: string): Promise<boolean> {
  return page.evaluate(`document.activeElement?.getAttribute('role') === '${role}'`);
}

async function download(page: Page, format: string): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: format }).click();
  return readFileSync(await (await started).path());
}
