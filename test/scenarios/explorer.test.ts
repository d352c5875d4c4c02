/**
 * An analyst opens the explorer in a browser and reads a whole borrower: the page needs nothing from outside, the
 * first tab runs as it stands, another role means another token, and the schema's descriptions are at hand.
 * Not covered here: what the answer holds, which the API tests look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeInBrowser, type WatchedPage } from '../support/browser';
import { startGateway } from '../support/gateway';

const ROOT = join(__dirname, '../..');
const SCREENSHOTS = join(ROOT, 'var/screenshots');

describeInBrowser(
  'the explorer',
  (openPage) => {
    let gateway: Awaited<ReturnType<typeof startGateway>>;
    /** One page for all stories, each of which leaves it usable: to load the editor is most of the time. */
    let watched: WatchedPage;
    let page: Page;
    let loadedAs: string;

    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      gateway = await startGateway({});
      watched = await openPage();
      page = watched.page;
      loadedAs = await bearerOfNextRequest(page, () => openExplorer(page));
    });
    afterAll(() => gateway?.close());

    it('runs the composite query of the first tab, from this host alone and without an error', async () => {
      await expect(page.title()).resolves.toBe('Borrower Risk Gateway');
      await expect(page.locator('.graphiql-query-editor').innerText()).resolves.toMatch(/query\s+Composite/);
      await page.locator('.graphiql-execute-button').click();
      await expect(answerOf(page)).resolves.toContain('"__typename": "Borrower"');
      await coloured(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SCREENSHOTS, `explorer-${colorScheme}.png`) });
      }
      await page.emulateMedia({ colorScheme: 'light' });

      expect(watched.failedRequests).toEqual([]);
      expect(watched.consoleErrors).toEqual([]);
      expect([...watched.hosts]).toEqual([new URL(gateway.url).host]);
    });

    it('documents the schema', async () => {
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      const docs = page.locator('.graphiql-doc-explorer');
      await docs.getByText('Query', { exact: true }).click();
      await docs.getByText('borrowers', { exact: true }).waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, 'explorer-docs.png') });
    });

    it('opens an example again after its tab was closed', async () => {
      const openTabs = page.locator('.graphiql-tab');
      const titles = await openTabs.allInnerTexts();
      await page.getByRole('button', { name: 'Close Tab' }).click();
      await openTabs.nth(titles.length - 1).waitFor({ state: 'detached' });

      await page.getByRole('button', { name: 'Show Examples' }).click();
      await page.locator('.explorer-examples li button').first().click();
      await openTabs
        .nth(titles.length - 1)
        .getByText('Composite')
        .waitFor();
      await page.locator('.graphiql-editor-tool').getByText('"keys"').waitFor();
      await coloured(page);
      await page.screenshot({ path: join(SCREENSHOTS, 'explorer-examples.png') });
    });

    it('sends another token after another role is chosen, and loads the schema again with it', async () => {
      const picker = page.getByLabel('Role');
      await expect(picker.inputValue()).resolves.toBe('analyst');

      const introspectedAs = await bearerOfNextRequest(page, () => picker.selectOption('auditor'));
      const executedAs = await bearerOfNextRequest(page, () =>
        page.locator('.graphiql-execute-button').click(),
      );

      expect(loadedAs).toMatch(/^Bearer \S+$/);
      expect(introspectedAs).toMatch(/^Bearer \S+$/);
      expect(introspectedAs).not.toBe(loadedAs);
      expect(executedAs).toBe(introspectedAs);
    });

    it('keeps the role over a reload, and the token nowhere', async () => {
      const bearer = await bearerOfNextRequest(page, () => page.getByLabel('Role').selectOption('operator'));
      const stored = await storageOf(page);
      expect(stored).toContain('operator');
      expect(stored).not.toContain(bearer.replace('Bearer ', ''));

      await openExplorer(page);
      await expect(page.getByLabel('Role').inputValue()).resolves.toBe('operator');
    });

    it('says so in the page when no token can be had', async () => {
      await page.route('**/graphiql/token', (route) =>
        route.fulfill({ status: 500, json: { error: 'the signing key is gone' } }),
      );
      await page.getByLabel('Role').selectOption('app');
      const alert = page.locator('.explorer-problem[role=alert]');
      await alert.waitFor();
      await expect(alert.innerText()).resolves.toBe('No token for the role app: the signing key is gone');
    });

    it('takes a token of his own where no roles are offered, and keeps it out of the storage', async () => {
      await page.route('**/graphiql/settings.json', async (route) => {
        const settings = await (await route.fetch()).json();
        await route.fulfill({ json: { ...settings, roles: null, businessDate: null } });
      });
      expect(await bearerOfNextRequest(page, () => openExplorer(page))).toBe('');
      await expect(page.getByLabel('Role').count()).resolves.toBe(0);

      const token = await gateway.token('auditor');
      await page.getByLabel('Token').fill(`Bearer ${token} `);
      const introspectedAs = await bearerOfNextRequest(page, () => page.getByLabel('Token').press('Enter'));
      expect(introspectedAs).toBe(`Bearer ${token}`);
      expect(await storageOf(page)).not.toContain(token);
      await page.screenshot({ path: join(SCREENSHOTS, 'explorer-own-token.png') });
    });

    /** Until the editor shows its text and the schema is there. */
    async function openExplorer(page: Page): Promise<void> {
      const schema = page.waitForResponse((response) => isOperation(response.request().url()));
      await page.goto(new URL('/graphiql/', gateway.url).href);
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      await (await schema).finished();
    }

    /** The grammar arrives after the text; only then does a keyword stand in a span of its own. */
    async function coloured(page: Page): Promise<void> {
      await page.locator('.graphiql-query-editor').getByText('query', { exact: true }).first().waitFor();
    }

    async function bearerOfNextRequest(page: Page, act: () => Promise<unknown>): Promise<string> {
      const [request] = await Promise.all([page.waitForRequest((sent) => isOperation(sent.url())), act()]);
      return (await request.allHeaders()).authorization ?? '';
    }

    /** The editor keeps in the document only the lines in view, and writes blanks as non-breaking spaces. */
    async function answerOf(page: Page): Promise<string> {
      const answer = page.locator('.result-window .view-lines');
      await answer.getByText('data').first().waitFor();
      return (await answer.innerText()).replaceAll('\u00a0', ' ');
    }
  },
  { builtFiles: [join(ROOT, 'dist/explorer/index.html')] },
);

/** A string, since the tests are compiled without the browser's types. */
function storageOf(page: Page): Promise<string> {
  return page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])');
}

function isOperation(url: string): boolean {
  return new URL(url).pathname === '/graphql';
}
