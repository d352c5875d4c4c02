import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expectNothingWrong, SCREENSHOTS, type World } from './world';

/** The page needs nothing from outside, and the schema's descriptions and the examples are at hand. */
export function editorStories(world: World): void {
  it('runs the composite query of the first tab, from this host alone and without an error', async () => {
    const { page } = world;
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

    expectNothingWrong(world);
  });

  it('documents the schema', async () => {
    const { page } = world;
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Query', { exact: true }).click();
    await docs.getByText('borrowers', { exact: true }).waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'explorer-docs.png') });
  });

  it('opens an example again after its tab was closed', async () => {
    const { page } = world;
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
}

/** The grammar arrives after the text; only then does a keyword stand in a span of its own. */
async function coloured(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor').getByText('query', { exact: true }).first().waitFor();
}

/** The editor keeps in the document only the lines in view, and writes blanks as non-breaking spaces. */
async function answerOf(page: Page): Promise<string> {
  const answer = page.locator('.result-window .view-lines');
  await answer.getByText('data').first().waitFor();
  return (await answer.innerText()).replaceAll('\u00a0', ' ');
}
