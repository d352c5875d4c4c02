import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'graphql';
import { type Found, readAnswer } from '../../../src/explorer/ui/src/graph/model/answer/read-answer';
import { exampleOperation } from '../../support/example-operation';
import { drawnWhen, idsOf, openGraphPanel } from './picture-page';
import { expectNothingWrong, type Received, runOperation, type World } from './world';

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
  .sort()
  .map((file) => ({ file, ...exampleOperation(file.replace(/\.graphql$/, '')) }))
  // Those that change something, want the id of a row or are for another role have suites of their own.
  .filter(
    ({ query, variables, role }) =>
      role === 'analyst' &&
      !/^mutation/m.test(query) &&
      !JSON.stringify(variables).includes('PUT-THE-ID-HERE'),
  )
  .map(({ file, query: text }) => {
    const operation = parse(text).definitions.find(({ kind }) => kind === 'OperationDefinition');
    const [title = '', titleZh = '', group = ''] = ['Title', '标题', 'Group'].map(
      (word) => new RegExp(`^# ${word}: (.*)$`, 'm').exec(text)?.[1],
    );
    const name = (operation as { name?: { value: string } }).name?.value ?? '';
    return { number: file.slice(0, 2), file, title, titleZh, group, name };
  })
  // All of them are run through the API elsewhere; here the first of each group stands for those that draw nothing.
  .filter(
    ({ number, group }, place, all) =>
      DRAWN[number] !== undefined || all.findIndex((other) => other.group === group) === place,
  );

export function exampleStories(world: World): void {
  afterEach(() => expectNothingWrong(world));

  const answers = new Map<string, Received>();

  it('opens them from their panel, each under its group and with its Chinese title, and runs them without an error', async () => {
    const { page } = world;
    if ((await page.locator('.explorer-examples').count()) === 0)
      await page.getByRole('button', { name: 'Show Examples' }).click();
    for (const { file, title, titleZh, group, name } of examples) {
      const example = page.getByRole('region', { name: group }).getByText(title, { exact: true });
      await expect(example.locator('..').innerText()).resolves.toContain(titleZh);
      await example.click();
      await page.locator('.graphiql-tab-active').getByRole('button', { name, exact: true }).waitFor();
      const answer = await runOperation(world, name);
      expect({ file, errors: answer.errors }).toEqual({ file, errors: undefined });
      answers.set(name, answer);
    }
  });

  it('draws those that hold a graph, a path, circles or owners', async () => {
    const { page } = world;
    await openGraphPanel(page);
    const tab = (name: string) => page.locator('.graphiql-tab').getByRole('button', { name, exact: true });
    for (const { number, name } of examples) {
      const reading = readAnswer(JSON.stringify(answers.get(name)));
      const found = reading.state === 'READ' ? reading.found : [];
      const wanted = DRAWN[number];
      expect({ number, isDrawn: found.length > 0 }).toEqual({ number, isDrawn: wanted !== undefined });
      if (wanted === undefined) continue;
      const { picture } = found.find(({ kind }) => kind === 'GRAPH') ?? (found[0] as Found);
      await tab(name).click();
      const { nodes, edges } = await drawnWhen(page, (drawn) =>
        isDeepStrictEqual(idsOf(drawn.nodes), idsOf(picture.nodes)),
      );
      expect(idsOf(edges)).toEqual(idsOf(picture.edges));
      expect([number, nodes.length >= wanted.nodes, edges.length >= wanted.edges]).toEqual([
        number,
        true,
        true,
      ]);
    }
    const [none] = examples.filter(({ number }) => DRAWN[number] === undefined);
    await tab(none!.name).click();
    await page.getByText('The last answer holds no graph.').waitFor();
  });
}
