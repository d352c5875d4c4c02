/** The picture can be read, searched, filtered, expanded, arranged and exported, with the keyboard alone too. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import {
  arrangeByForce,
  chooseIn,
  chooseTab,
  type Drawn,
  type DrawnNode,
  detailsOn,
  draw,
  drawnOn,
  drawnWhen,
  idsOf,
  openGraphPanel,
  shownOn,
} from './picture-page';
import { expectNothingWrong, storageOf, type World } from './world';

export function pictureStories(world: World): void {
  beforeAll(() => openGraphPanel(world.page));
  afterEach(() => expectNothingWrong(world));

  it('tells kinds by shape and levels by colour, as its legend says in two languages', async () => {
    const { page } = world;
    const { nodes } = await draw(world, 'circle');
    const shapes = new Map(nodes.map(({ kind, shape }) => [kind, shape]));
    expect(shapes.size).toBeGreaterThan(4);
    expect(new Set(shapes.values()).size).toBe(shapes.size);
    expect(new Set(nodes.map(({ kind, shape }) => `${kind} ${shape}`)).size).toBe(shapes.size);
    const colours = new Map(nodes.map(({ level, fill }) => [level, fill]));
    expect(new Set(colours.values()).size).toBe(colours.size);
    await chooseTab(page, 'Legend');
    const legend = await page.locator('.risk-graph-legend').innerText();
    for (const words of ['severe 严重', 'borrower 主体', 'loan 借款', 'guarantees 担保', 'sells to 销售给'])
      expect(legend).toContain(words);
  });

  it('arranges by distance from the root, or by force', async () => {
    const { page } = world;
    await draw(world, 'ring');
    await chooseTab(page, 'Nodes');
    const near = new Set(
      (await page.evaluate(
        `[...document.querySelectorAll('[data-node]')]
          .filter(({ textContent }) => textContent.includes('distance 1'))
          .map(({ dataset }) => dataset.node)`,
      )) as string[],
    );
    const { nodes } = await drawnOn(page);
    const columns = (part: readonly DrawnNode[]) => part.map(({ x }) => x);
    const rest = nodes.filter(({ id, root }) => !root && !near.has(id));
    expect([near.size, rest.length]).toEqual([4, 4]);
    const first = columns(nodes.filter(({ id }) => near.has(id)));
    expect(Math.min(...first)).toBeGreaterThan(Math.max(...columns(nodes.filter(({ root }) => root))));
    expect(Math.max(...first)).toBeLessThan(Math.min(...columns(rest)));

    await arrangeByForce(page);
    const forced = await drawnOn(page);
    expect(new Set(forced.nodes.map(({ x }) => Math.round(x))).size).toBeGreaterThan(5);
    await chooseIn(page, 'Layout', 'by distance');
  });

  it('searches, and filters by distance, kind of node and kind of edge', async () => {
    const { page } = world;
    const all = await draw(world, 'ring');
    await page.getByLabel('Search nodes').fill('Android');
    await page.getByText('1 found').waitFor();
    const found = await drawnWhen(page, ({ nodes }) => nodes.some(({ faded }) => faded));
    expect(found.nodes.filter(({ faded }) => !faded).map(({ kind }) => kind)).toEqual(['DEVICE']);
    await page.getByLabel('Search nodes').fill('');

    await chooseIn(page, 'Distance', 'up to 1');
    expect((await shownOn(page)).nodes).toHaveLength(5);
    await chooseIn(page, 'Distance', 'any');
    await chooseTab(page, 'Legend');
    await page.getByRole('button', { name: /^device/ }).click();
    const withoutDevices = await shownOn(page);
    expect(withoutDevices.nodes).toHaveLength(all.nodes.length - 1);
    expect(withoutDevices.edges).toHaveLength(all.edges.length - 5);
    await page.getByRole('button', { name: /^device/ }).click();
    await page.getByRole('button', { name: /^reached at/ }).click();
    expect((await shownOn(page)).edges.some(({ kind }) => kind === 'REACHED_AT')).toBe(false);
    await page.getByRole('button', { name: /^reached at/ }).click();
    expect(await shownOn(page)).toEqual(await drawnOn(page));
  });

  it('tells of a node and an edge that is pointed at or clicked, and lets a node be moved', async () => {
    const { page } = world;
    const { nodes, edges } = await draw(world, 'ring');
    const root = nodes.find(({ root }) => root) as DrawnNode;
    const tooltip = page.getByRole('tooltip');
    await page.mouse.move(root.x, root.y);
    await expect(tooltip.innerText()).resolves.toMatch(/主体[\s\S]*root[\s\S]*severe 严重[\s\S]*共用设备/);
    const loan = edges.find(({ kind }) => kind === 'OWES_LOAN');
    const owed = nodes.find(({ id }) => id === loan?.to) as DrawnNode;
    const middle = [(root.x + owed.x) / 2, (root.y + owed.y) / 2] as const;
    await page.mouse.move(...middle);
    await tooltip.getByText('借款').waitFor();
    await page.mouse.click(...middle);
    await detailsOn(page).getByText('owes loan').waitFor();
    await expect(detailsOn(page).innerText()).resolves.toMatch(/since\s+\d{4}-\d\d-\d\d/);

    await page.mouse.move(owed.x, owed.y);
    await page.mouse.down();
    await page.mouse.move(owed.x + 40, owed.y + 30, { steps: 3 });
    await page.mouse.up();
    const moved = (await drawnOn(page)).nodes.find(({ id }) => id === owed.id) as DrawnNode;
    expect(moved.x - owed.x).toBeCloseTo(40, 0);
    expect(moved.y - owed.y).toBeCloseTo(30, 0);
  });

  it('expands a node by a further query under the role of the editor', async () => {
    const { page } = world;
    const before = await draw(world, 'ring');
    const far = before.nodes.filter(({ kind, root }) => kind === 'SUBJECT' && !root).at(-1) as DrawnNode;
    const asked = page.waitForRequest((request) => request.postData()?.includes('ExpandNode') ?? false);
    await page.mouse.dblclick(far.x, far.y);
    const request = await asked;
    expect(JSON.parse(request.postData() ?? '{}').variables).toEqual({ roots: [far.id] });
    expect((await request.allHeaders()).authorization).toMatch(/^Bearer \S+$/);
    const after = await drawnWhen(page, ({ nodes }) => nodes.length > before.nodes.length);
    expect(idsOf(after.nodes)).toEqual(expect.arrayContaining(idsOf(before.nodes)));
    expect(after.nodes.filter(({ root }) => root)).toHaveLength(1);
  });

  it('zooms, moves and fits', async () => {
    const { page } = world;
    const { nodes } = await draw(world, 'ring');
    const apart = ({ nodes: [a, b] }: Drawn) => Math.hypot(a!.x - b!.x, a!.y - b!.y);
    const width = apart({ nodes, edges: [] });
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(apart(await drawnOn(page)) / width).toBeCloseTo(1.3, 1);
    const panel = await page.getByRole('application').boundingBox();
    const corner = [(panel?.x ?? 0) + 8, (panel?.y ?? 0) + (panel?.height ?? 0) - 8] as const;
    await page.mouse.move(...corner);
    await page.mouse.wheel(0, 300);
    await drawnWhen(page, (now) => apart(now) / width < 1.25);
    const before = await drawnOn(page);
    await page.mouse.down();
    await page.mouse.move(corner[0] + 50, corner[1] - 20, { steps: 3 });
    await page.mouse.up();
    const moved = await drawnOn(page);
    expect(moved.nodes[0]!.x - before.nodes[0]!.x).toBeCloseTo(50, 0);
    expect(moved.nodes[0]!.y - before.nodes[0]!.y).toBeCloseTo(-20, 0);
    await page.getByRole('button', { name: 'Fit' }).click();
    expect(apart(await drawnOn(page))).toBeCloseTo(width, 0);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = world;
    const before = await draw(world, 'ring');
    await page.getByLabel('Search nodes').focus();
    const stops: string[] = [];
    for (let stop = 0; stop < 14; stop++) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(FOCUSED));
    }
    const order = ['Layout', 'Distance', 'Highlight', 'PNG', 'SVG', 'Picture of', 'Zoom in', 'Fit', 'Legend'];
    const places = order.map((name) => stops.findIndex((stop) => stop.startsWith(name)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));

    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const announced = await page.locator('.risk-graph-announcement').innerText();
    expect(announced).toMatch(/, distance [12]/);
    await expect(page.locator('.risk-graph-ring').getAttribute('r')).resolves.not.toBe('0');
    await page.keyboard.press('Enter');
    const title = await page.locator('.risk-graph-details h3').innerText();
    expect(announced.startsWith(title)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText('Choose a node or an edge').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Android');
    await page.keyboard.press('Enter');
    await detailsOn(page).getByText('Android').first().waitFor();
    await expect(detailsOn(page).innerText()).resolves.toContain('Risk: high');
    await page.getByLabel('Search nodes').fill('');
    await chooseTab(page, 'Nodes');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('e');
    await drawnWhen(page, ({ nodes }) => nodes.length > before.nodes.length);
  });

  it('exports what is shown as an SVG that parses and a PNG with colours, both masked', async () => {
    const { page } = world;
    const { nodes } = await draw(world, 'ring');
    const svg = (await download(page, 'SVG')).toString();
    const parsed = (await page.evaluate(
      `(() => {
        const drawing = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
        const all = (selector) => [...drawing.querySelectorAll(selector)].map((one) => one.textContent);
        return { errors: all('parsererror'), scripts: all('script'), names: all('.risk-graph-name'), texts: all('text') };
      })()`,
    )) as Record<'errors' | 'scripts' | 'names' | 'texts', string[]>;
    expect([parsed.errors, parsed.scripts]).toEqual([[], []]);
    expect([...parsed.names].sort()).toEqual(nodes.map(({ name }) => name).sort());
    expect(parsed.texts).toEqual(
      expect.arrayContaining(['borrower 主体', 'high 高风险', 'reached at 联系于']),
    );
    expect(parsed.names).toEqual(expect.arrayContaining([expect.stringContaining('****')]));
    expect(parsed.texts.filter((text) => /\d{8}/.test(text))).toEqual([]);

    const png = await download(page, 'PNG');
    expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
    expect(png.readUInt32BE(16)).toBeGreaterThan(800);
    expect(await coloursOf(page, png)).toBeGreaterThan(20);
  });

  it('wears the theme of the page', async () => {
    const { page } = world;
    await draw(world, 'ring');
    const looks = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme });
      const { nodes } = await drawnWhen(page, (drawn) => drawn.nodes.length > 0);
      const ground = await page.evaluate(
        `getComputedStyle(document.querySelector('.risk-graph-canvas')).backgroundColor`,
      );
      return { ground, fill: nodes.find(({ kind }) => kind === 'LOAN')?.fill };
    };
    const [dark, light] = [await looks('dark'), await looks('light')];
    expect(dark.ground).not.toBe(light.ground);
    expect(dark.fill).not.toBe(light.fill);
  });

  it('can be made narrower and wider', async () => {
    const { page } = world;
    await draw(world, 'ring');
    const widthOf = async () => (await page.locator('.risk-graph').boundingBox())?.width ?? 0;
    const wide = await widthOf();
    expect(wide).toBeGreaterThan(600);
    const bar = page.locator('.graphiql-horizontal-drag-bar').first();
    const drag = async (by: number) => {
      const box = await bar.boundingBox();
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 300];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by, y, { steps: 4 });
      await page.mouse.up();
    };
    await drag(-300);
    expect(await widthOf()).toBeCloseTo(wide - 300, -1);
    await drag(400);
    expect(await widthOf()).toBeGreaterThan(wide + 50);
  });

  it('leaves nothing of anybody in the address or in what outlives the tab', async () => {
    const { page } = world;
    expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('');
    const [session, local] = JSON.parse(await storageOf(page)) as [object, object];
    expect(Object.keys(session).length).toBeGreaterThan(0);
    expect(local).toEqual({});
  });
}

/** A string, since the tests are compiled without the browser's types. */
const FOCUSED = `(() => {
  const one = document.activeElement;
  return one.getAttribute('aria-label') ?? one.textContent ?? '';
})()`;

async function download(page: Page, format: 'PNG' | 'SVG'): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: format, exact: true }).click();
  return readFileSync(await (await started).path());
}

/** How many colours an image has, as the browser sees it. */
function coloursOf(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png.toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  })()`);
}
