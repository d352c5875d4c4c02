/** What all stories of the explorer share: the running product, and a page that has it open. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { WatchedPage } from '../../support/browser';
import type { RunningGateway } from '../../support/gateway';

export const SCREENSHOTS = join(__dirname, '../../../var/screenshots');

/** Filled before the first story. */
export interface World {
  gateway: RunningGateway;
  watched: WatchedPage;
  page: Page;
  /** The `Authorization` of the first request of the page. */
  loadedAs: string;
}

/** Opens tabs of our own beside those of the examples, from the next load of the page on. */
export async function addTabs(
  page: Page,
  tabs: readonly { query: string; variables: object }[],
): Promise<void> {
  await page.route('**/graphiql/settings.json', async (route) => {
    const settings = await (await route.fetch()).json();
    // The first of each group is open from the start.
    const added = tabs.map((tab, index) => {
      const name = `Story ${index}`;
      return { ...tab, title: name, titleZh: '', group: name };
    });
    await route.fulfill({ json: { ...settings, tabs: [...settings.tabs, ...added] } });
  });
}

/** Until the editor shows its text and the schema is there. */
export async function openExplorer({ page, gateway }: World): Promise<void> {
  const schema = page.waitForResponse((response) => isOperation(response.request().url()));
  await page.goto(new URL('/graphiql/', gateway.url).href);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await (await schema).finished();
}

export async function bearerOfNextRequest(page: Page, act: () => Promise<unknown>): Promise<string> {
  const [request] = await Promise.all([page.waitForRequest((sent) => isOperation(sent.url())), act()]);
  return (await request.allHeaders()).authorization ?? '';
}

const isOperation = (url: string): boolean => new URL(url).pathname === '/graphql';

/** What the page has kept. A string, since the tests are compiled without the browser's types. */
export function storageOf(page: Page): Promise<string> {
  return page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])');
}

/** Nothing failed, nothing was logged as an error, and nobody but the gateway was asked. */
export function expectNothingWrong({ watched, gateway }: World): void {
  expect(watched.failedRequests).toEqual([]);
  expect(watched.consoleErrors).toEqual([]);
  expect([...watched.hosts].filter((host) => host !== '')).toEqual([new URL(gateway.url).host]);
}

/** An answer as the page got it. */
export interface Received {
  // biome-ignore lint/suspicious/noExplicitAny: a story reads whatever it asked for
  data?: any;
  errors?: unknown;
}

/** Runs what the editor shows. @param name of its operation, which is the one that must be sent */
export async function runOperation({ page }: World, name: string): Promise<Received> {
  const answered = page.waitForResponse(
    (response) =>
      isOperation(response.url()) && !(response.request().postData() ?? '').includes('IntrospectionQuery'),
  );
  await page.locator('.graphiql-execute-button').click();
  const response = await answered;
  await response.finished();
  const sent = JSON.parse(response.request().postData() ?? '{}') as { operationName?: string };
  expect(sent.operationName).toBe(name);
  return (await response.json()) as Received;
}
