/**
 * An analyst opens the explorer in a browser and reads a whole borrower: the page needs nothing from outside, the
 * first tab runs as it stands, another role means another token, and the schema's descriptions are at hand.
 * Not covered here: what the answer holds, which the API tests look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { startGateway } from '../support/gateway';

const ROOT = join(__dirname, '../..');
const SCREENSHOTS = join(ROOT, 'var/screenshots');

describeInBrowser(
  'the explorer',
  (openPage) => {
    let gateway: Awaited<ReturnType<typeof startGateway>>;

    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      gateway = await startGateway({});
    });
    afterAll(() => gateway?.close());

    it('loads from this host alone, without a failed request or a console error', async () => {
      const { page, failedRequests, consoleErrors, hosts } = await openPage();
      await openExplorer(page);
      await page.locator('.graphiql-execute-button').click();
      await expect(answerOf(page)).resolves.toContain('"data"');

      expect(failedRequests).toEqual([]);
      expect(consoleErrors).toEqual([]);
      expect([...hosts]).toEqual([new URL(gateway.url).host]);
      await expect(page.title()).resolves.toBe('Borrower Risk Gateway');
    });

    it.each(['light', 'dark'] as const)(
      'runs the composite query of the first tab (%s)',
      async (colorScheme) => {
        const { page } = await openPage({ colorScheme });
        await openExplorer(page);
        await expect(page.locator('.graphiql-query-editor').innerText()).resolves.toMatch(
          /query\s+Composite/,
        );

        await page.locator('.graphiql-execute-button').click();
        await expect(answerOf(page)).resolves.toContain('"__typename": "Borrower"');
        await coloured(page);
        await page.screenshot({ path: join(SCREENSHOTS, `explorer-${colorScheme}.png`) });
      },
    );

    it('sends another token after another role is chosen, and loads the schema again with it', async () => {
      const { page } = await openPage();
      const loadedAs = await bearerOfNextRequest(page, () => openExplorer(page));
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
      const { page } = await openPage();
      await openExplorer(page);
      const bearer = await bearerOfNextRequest(page, () => page.getByLabel('Role').selectOption('operator'));
      const stored = await storageOf(page);
      expect(stored).toContain('operator');
      expect(stored).not.toContain(bearer.replace('Bearer ', ''));

      await openExplorer(page);
      await expect(page.getByLabel('Role').inputValue()).resolves.toBe('operator');
    });

    it('says so in the page when no token can be had', async () => {
      const { page } = await openPage();
      await page.route('**/graphiql/token', (route) =>
        route.fulfill({ status: 500, json: { error: 'the signing key is gone' } }),
      );
      await page.goto(new URL('/graphiql/', gateway.url).href);
      const alert = page.locator('.explorer-problem[role=alert]');
      await alert.waitFor();
      await expect(alert.innerText()).resolves.toBe('No token for the role analyst: the signing key is gone');
    });

    it('takes a token of his own where no roles are offered, and keeps it out of the storage', async () => {
      const { page } = await openPage();
      await page.route('**/graphiql/settings.json', async (route) => {
        const settings = await (await route.fetch()).json();
        await route.fulfill({ json: { ...settings, roles: null, businessDate: null } });
      });
      const loadedAs = await bearerOfNextRequest(page, () => openExplorer(page));
      expect(loadedAs).toBe('');
      await expect(page.getByLabel('Role').count()).resolves.toBe(0);

      const token = await gateway.token('auditor');
      await page.getByLabel('Token').fill(`Bearer ${token} `);
      const introspectedAs = await bearerOfNextRequest(page, () => page.getByLabel('Token').press('Enter'));
      expect(introspectedAs).toBe(`Bearer ${token}`);
      expect(await storageOf(page)).not.toContain(token);
      await page.screenshot({ path: join(SCREENSHOTS, 'explorer-own-token.png') });
    });

    it('documents the schema', async () => {
      const { page } = await openPage();
      await openExplorer(page);
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      const docs = page.locator('.graphiql-doc-explorer');
      await docs.getByText('Query', { exact: true }).click();
      await docs.getByText('borrowers', { exact: true }).waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, 'explorer-docs.png') });
    });

    it('opens an example again after its tab was closed', async () => {
      const { page } = await openPage();
      await openExplorer(page);
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
