/** The panel of the risk graph as a user sees it: what is drawn is read from the elements of the page. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runOperation, SCREENSHOTS, type World } from './world';

/** Of the demo's personas; nobody real. */
export const STORIES = {
  ring: { residentId: '37029919960101019X' },
  circle: { creditCode: '91370299MAF000039B' },
  trade: { creditCode: '91370299MAF000063U' },
};

const QUERY = `query Story($key: BorrowerKey!) {
  borrower(key: $key) { ... on Borrower { riskGraph(depth: 2) {
    nodes {
      id kind distance label entity { __typename }
      marks {
        level facts { code level text textZh since evidence }
        worstIndicator { kind level score evidence { code level text textZh value reference } }
      }
    }
    edges { id from to kind weight weightUnit since until source evidence }
    truncated { cuts { nodeId kind reason found kept } }
  } } }
}`;

/** One for each story, and one that never gets an answer. */
export const STORY_TABS = [
  { query: 'query Nobody { __typename }', variables: {} },
  ...Object.values(STORIES).map((key) => ({ query: QUERY, variables: { key } })),
];

const tabOf = (page: Page, story: keyof typeof STORIES) =>
  page.locator('.graphiql-tab', { hasText: 'Story' }).nth(Object.keys(STORIES).indexOf(story));

/** Chooses the tab that has no answer. */
export async function showNothing({ page }: World): Promise<void> {
  await page.locator('.graphiql-tab', { hasText: 'Nobody' }).click();
  await page.getByText('This tab has no answer yet').waitFor();
}

/** Draws a story anew; what an earlier one left in the panel is gone with the tab without an answer. */
export async function draw(world: World, story: keyof typeof STORIES): Promise<Drawn> {
  const { page } = world;
  await showNothing(world);
  await tabOf(page, story).click();
  await runOperation(world, 'Story');
  await page.getByRole('application').waitFor();
  return drawnWhen(page, ({ nodes }) => nodes.length > 0);
}

/** Draws, or does not draw, an answer that no gateway gave. */
export async function answerWith(world: World, answer: object): Promise<void> {
  const { page } = world;
  await showNothing(world);
  await page.route('**/graphql', (route) => route.fulfill({ json: answer }));
  await tabOf(page, 'ring').click();
  await runOperation(world, 'Story');
  await page.unroute('**/graphql');
}

export interface DrawnNode {
  id: string;
  kind: string;
  level: string;
  root: boolean;
  name: string;
  /** The element of its outline, and the corners of it. */
  shape: string;
  fill: string;
  /** Its middle, in pixels of the page. */
  x: number;
  y: number;
  hidden: boolean;
  faded: boolean;
}

export interface DrawnEdge {
  id: string;
  kind: string;
  from: string;
  to: string;
  words: string | null;
  hidden: boolean;
  faded: boolean;
}

export interface Drawn {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
}

/** A string, since the tests are compiled without the browser's types. */
const READ_DRAWING = `(() => {
  const all = (selector) => [...document.querySelectorAll('.risk-graph-drawing ' + selector)];
  const marked = (element, mark) => element.classList.contains('risk-graph-' + mark);
  // As parts of the width, since nodes of one kind differ in size.
  const cornersOf = (outline) => {
    const numbers = (outline.getAttribute('points') ?? '').split(/[ ,]/).map(Number);
    const most = Math.max(...numbers.map(Math.abs)) || 1;
    return numbers.map((number) => Math.round((number / most) * 10)).join(' ');
  };
  const words = new Map(all('.risk-graph-words').map((one) => [one.dataset.of, one.textContent]));
  const common = (element) => ({
    id: element.dataset.id,
    kind: element.dataset.kind,
    hidden: getComputedStyle(element).display === 'none',
    faded: marked(element, 'faded'),
  });
  return {
    nodes: all('.risk-graph-node').map((node) => {
      const outline = node.querySelector('[stroke-width][fill]:not([fill=none]):not(text)');
      const box = outline.getBoundingClientRect();
      return {
        ...common(node),
        level: node.dataset.level,
        root: node.dataset.root === 'true',
        name: node.querySelector('.risk-graph-name').textContent,
        shape: outline.tagName + cornersOf(outline),
        fill: outline.getAttribute('fill'),
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
      };
    }),
    edges: all('.risk-graph-edge').map((edge) => ({
      ...common(edge),
      from: edge.dataset.from,
      to: edge.dataset.to,
      words: words.get(edge.dataset.id) ?? null,
    })),
  };
})()`;

/** What is drawn once it stands still: from one frame to the next nothing has changed. */
export function drawnOn(page: Page): Promise<Drawn> {
  return page.evaluate(`(async () => {
    let [drawn, before] = [${READ_DRAWING}, null];
    while (JSON.stringify(drawn) !== before) {
      before = JSON.stringify(drawn);
      await new Promise(requestAnimationFrame);
      drawn = ${READ_DRAWING};
    }
    return drawn;
  })()`);
}

/** What a filter has left. */
export async function shownOn(page: Page): Promise<Drawn> {
  const { nodes, edges } = await drawnOn(page);
  return { nodes: nodes.filter(({ hidden }) => !hidden), edges: edges.filter(({ hidden }) => !hidden) };
}

/** Until a drawing is as it should be: what was asked for last may still be on its way. */
export async function drawnWhen(page: Page, isSo: (drawn: Drawn) => boolean): Promise<Drawn> {
  for (;;) {
    const drawn = await drawnOn(page);
    if (isSo(drawn)) return drawn;
  }
}

export const idsOf = (parts: readonly { id: string }[]): string[] => parts.map(({ id }) => id).sort();

export async function openGraphPanel(page: Page): Promise<void> {
  if ((await page.locator('.risk-graph').count()) > 0) return;
  await page.getByRole('button', { name: 'Show Risk graph' }).click();
  await page.locator('.risk-graph').waitFor();
}

export const detailsOn = (page: Page) => page.locator('.risk-graph-details');

/** Where it stands now: an earlier reading may be of another size of the panel. */
export async function clickOn(page: Page, id: string): Promise<void> {
  const { nodes } = await drawnWhen(page, (drawn) => drawn.nodes.some((node) => node.id === id));
  const { x, y } = nodes.find((node) => node.id === id) as DrawnNode;
  await page.mouse.click(x, y);
  await detailsOn(page).waitFor();
}

export async function chooseTab(page: Page, name: 'Legend' | 'Details' | 'Nodes'): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

export async function chooseIn(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option });
}

/** Until the last node stands elsewhere. To read all of a large drawing again and again would hold its layout up. */
export async function arrangeByForce(page: Page): Promise<void> {
  const last = page.locator('.risk-graph-drawing .risk-graph-node').last();
  const [id, place] = [await last.getAttribute('data-id'), await last.getAttribute('transform')];
  await chooseIn(page, 'Layout', 'by force');
  await page
    .locator(`.risk-graph-node[data-id="${id}"][transform="${place}"]`)
    .waitFor({ state: 'detached' });
}

/** Takes a picture of the whole page with the panel over all of it, in light and dark. */
export async function photograph(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Enlarge' }).click();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(SCREENSHOTS, `risk-graph-${name}-${colorScheme}.png`) });
  }
  await page.getByRole('button', { name: 'Smaller' }).click();
}
