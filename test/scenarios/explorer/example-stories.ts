import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { drawnOn, openGraphPanel } from './picture-page';
import { expectNothingWrong, runOperation, type World } from './world';

const FOLDER = join(__dirname, '../../../examples/operations');

/** By the number of the example: what the least is that its answer draws. All others draw nothing. */
const DRAWN: Readonly<Record<string, { nodes: number; edges: number }>> = {
  '12': { nodes: 9, edges: 12 },
  '13': { nodes: 5, edges: 4 },
  '14': { nodes: 3, edges: 3 },
  '15': { nodes: 2, edges: 1 },
  '16': { nodes: 3, edges: 2 },
};

const examples = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  // Those that want the id of a row have suites of their own, which know one.
  .filter(
    (file) =>
      !readFileSync(join(FOLDER, file.replace(/graphql$/, 'variables.json')), 'utf8').includes(
        'PUT-THE-ID-HERE',
      ),
  )
  .sort()
  .map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const operation = parse(text).definitions.find(({ kind }) => kind === 'OperationDefinition');
    const title = /^# Title: (.*)$/m.exec(text)?.[1] ?? '';
    const name = (operation as { name?: { value: string } }).name?.value ?? '';
    return { number: file.slice(0, 2), file, title, name };
  });

export function exampleStories(world: World): void {
  afterEach(() => expectNothingWrong(world));

  it('opens each from its panel, and runs it without an error', async () => {
    const { page } = world;
    if ((await page.locator('.explorer-examples').count()) === 0)
      await page.getByRole('button', { name: 'Show Examples' }).click();
    for (const { file, title, name } of examples) {
      await page.locator('.explorer-examples').getByText(title, { exact: true }).click();
      await page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
      const answer = await runOperation(world, name);
      expect({ file, errors: answer.errors }).toEqual({ file, errors: undefined });
    }
  });

  it('draws those that hold a graph, a path, circles or owners', async () => {
    const { page } = world;
    await openGraphPanel(page);
    for (const { number, name } of examples) {
      await page.locator('.graphiql-tab', { hasText: name }).first().click();
      const wanted = DRAWN[number];
      if (wanted === undefined) {
        await page.getByText('The last answer holds no graph.').waitFor();
        continue;
      }
      await page.getByRole('application').waitFor();
      const { nodes, edges } = await drawnOn(page);
      expect([number, nodes.length >= wanted.nodes, edges.length >= wanted.edges]).toEqual([
        number,
        true,
        true,
      ]);
    }
  });
}
