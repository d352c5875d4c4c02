import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Loading Chromium on a busy two-core machine takes a few seconds, the editor's first paint a few more. */
const BROWSER_TIMEOUT_MS = 90_000;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Path of a local Chromium: `CHROMIUM_PATH` (which then must exist), else the first known name on PATH; or null. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isExecutable(named))
      throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file`);
    return named;
  }
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page together with everything that went wrong on it, in the order in which it did. */
export interface WatchedPage {
  page: Page;
  failedRequests: string[];
  consoleErrors: string[];
  /** Hosts (with port) of all requests. */
  hosts: Set<string>;
}

/** Opens an empty page in a context of its own: no storage or cache shared with another test. */
export type OpenPage = (options?: { colorScheme?: 'light' | 'dark' }) => Promise<WatchedPage>;

/**
 * A suite that needs a local Chromium and, where given, built files. When one is missing the suite is skipped and
 * its title says why, which the run's summary prints; with REQUIRE_BROWSER=1 it fails instead.
 */
export function describeInBrowser(
  title: string,
  suite: (openPage: OpenPage) => void,
  { builtFiles = [] }: { builtFiles?: string[] } = {},
): void {
  const executablePath = findChromium();
  const missing = builtFiles.find((file) => !existsSync(file));
  if (executablePath !== null && missing === undefined) {
    describe(title, () => {
      jest.setTimeout(BROWSER_TIMEOUT_MS);
      suite(withBrowser(executablePath));
    });
    return;
  }
  const reason =
    executablePath === null
      ? `no Chromium (set CHROMIUM_PATH, or install one of ${NAMES.join(', ')})`
      : `${missing} is missing (run npm run build)`;
  if (process.env.REQUIRE_BROWSER === '1') {
    it(`${title}: has what it needs`, () => {
      throw new Error(reason);
    });
    return;
  }
  describe.skip(`${title} (${reason})`, () => suite(() => Promise.reject(new Error(reason))));
}

/** One browser for the suite, with a temporary profile that Playwright removes when it closes. */
function withBrowser(executablePath: string): OpenPage {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      headless: true,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, BROWSER_TIMEOUT_MS);
  afterAll(() => browser?.close());

  return async ({ colorScheme = 'light' } = {}) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } });
    return watch(await context.newPage());
  };
}

function watch(page: Page): WatchedPage {
  const watched: WatchedPage = { page, failedRequests: [], consoleErrors: [], hosts: new Set() };
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:') watched.hosts.add(url.host);
  });
  page.on('requestfailed', (request) => {
    watched.failedRequests.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) watched.failedRequests.push(`${response.url()}: ${response.status()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') watched.consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => watched.consoleErrors.push(String(error)));
  return watched;
}
