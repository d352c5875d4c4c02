import { join } from 'node:path';
import { aGraph, aLargeGraph, aMark, aNode, anEdge } from '../../support/risk-graph-answer';
import {
  answerWith,
  arrangeByForce,
  chooseIn,
  chooseTab,
  drawnOn,
  drawnWhen,
  showNothing,
  shownOn,
} from './picture-page';
import { expectNothingWrong, SCREENSHOTS, type World } from './world';

/** Answers with several graphs, paths, parts, errors or too much, as no demo gives them. */
export function brokenAnswerStories(world: World): void {
  afterEach(() => expectNothingWrong(world));

  it('lets one of several graphs be chosen, or all together', async () => {
    const { page } = world;
    const first = aGraph([aNode('a'), aNode('b', { distance: 1 })], [anEdge('a', 'b')]);
    const second = aGraph([aNode('b'), aNode('c', { distance: 1 })], [anEdge('b', 'c', 'DEAL')]);
    await answerWith(world, { data: { one: first, other: [{ riskGraph: second }] } });
    const ids = async (count: number) =>
      (await drawnWhen(page, ({ nodes }) => nodes.length === count)).nodes.map(({ id }) => id).sort();
    expect(await ids(2)).toEqual(['a', 'b']);
    const choice = page.getByLabel('Graph of the answer');
    await choice.selectOption('other.0.riskGraph');
    await drawnWhen(page, ({ nodes }) => nodes.some(({ id }) => id === 'c'));
    expect(await ids(2)).toEqual(['b', 'c']);
    await choice.selectOption({ label: 'All 2 together' });
    expect(await ids(3)).toEqual(['a', 'b', 'c']);
  });

  it('sets a path off from the graph that it lies in', async () => {
    const { page } = world;
    const [a, b, c] = ['a', 'b', 'c'].map((id, distance) => aNode(id, { distance })) as [
      object,
      object,
      object,
    ];
    const edges = [anEdge('a', 'b'), anEdge('b', 'c', 'DEAL'), anEdge('a', 'c', 'SPOUSE')];
    const path = { __typename: 'RiskPath', length: 1, nodes: [a, c], edges: [edges[2]] };
    await answerWith(world, { data: { riskGraph: aGraph([a, b, c], edges), riskPath: path } });
    await drawnWhen(page, ({ nodes }) => nodes.length === 3);
    await chooseIn(page, 'Highlight', 'Path riskPath: name of a to name of c (2)');
    const drawn = await drawnWhen(page, ({ nodes }) => nodes.some(({ faded }) => faded));
    expect(drawn.nodes.filter(({ faded }) => !faded).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(drawn.edges.filter(({ faded }) => !faded).map(({ kind }) => kind)).toEqual(['SPOUSE']);
  });

  it('draws what is there of a broken and truncated answer, and says what is not', async () => {
    const { page } = world;
    await answerWith(world, {
      errors: [{ message: 'a field failed' }],
      data: {
        g: {
          nodes: [null, { id: 'a', distance: 0, entity: null }],
          edges: [{ from: 'a', to: 'b' }, { from: 'a', to: 'a' }, {}],
          truncated: {
            cuts: [{ nodeId: 'a', kind: 'USES_DEVICE', reason: 'SUPERNODE', found: 253, kept: 0 }],
          },
        },
      },
    });
    await page.getByText(/shared by so many that it links nobody/).waitFor();
    await expect(page.locator('[data-kind=truncated]').innerText()).resolves.toContain('0 of 253 kept');
    await expect(page.locator('[data-kind=problem]').innerText()).resolves.toContain('a field failed');
    await expect(page.locator('[data-kind=gap]').innerText()).resolves.toContain(
      '1 of the edges lack an end',
    );
    const { nodes, edges } = await drawnWhen(page, (drawn) => drawn.nodes.length > 0);
    expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['a', 'SUBJECT'],
      ['b', 'ABSENT'],
    ]);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'b'],
      ['a', 'a'],
    ]);
  });

  it('shows the words of an answer as words, whatever they are', async () => {
    const { page } = world;
    const label = '<img src=x onerror="document.title=1">';
    await answerWith(world, {
      data: {
        riskGraph: aGraph(
          [aNode('a', { label, marks: { level: 'HIGH', facts: [aMark('<b>', 'HIGH')] } })],
          [],
        ),
      },
    });
    const { nodes } = await drawnWhen(page, (drawn) => drawn.nodes.length === 1);
    expect(nodes[0]?.name.startsWith('<img src=x')).toBe(true);
    await chooseTab(page, 'Nodes');
    await page.getByRole('option').filter({ hasText: label }).click();
    await expect(page.title()).resolves.toBe('Borrower Risk Gateway');
  });

  it('says why there is nothing to see', async () => {
    const { page } = world;
    await answerWith(world, { data: { borrower: { id: 'a' } } });
    await page.getByText('The last answer holds no graph.', { exact: true }).waitFor();
    await answerWith(world, { data: null, errors: [{ message: 'not permitted' }] });
    await page.getByText('The last answer holds no graph, but errors: not permitted').waitFor();
    await answerWith(world, { data: { riskPath: { __typename: 'NoPath', maxDepth: 6, complete: true } } });
    await page.getByText('The last answer holds no graph.', { exact: true }).waitFor();
  });

  it('draws 500 nodes, all of which can be arranged, filtered and found', async () => {
    const { page } = world;
    await answerWith(world, { data: { riskGraph: aLargeGraph(500) } });
    const { nodes, edges } = await drawnWhen(page, (drawn) => drawn.nodes.length === 500);
    expect(edges).toHaveLength(997);
    await chooseIn(page, 'Distance', 'up to 2');
    expect((await shownOn(page)).nodes.length).toBeLessThan(100);
    await chooseIn(page, 'Distance', 'any');
    await page.getByLabel('Search nodes').fill('n499');
    await page.getByText('1 found').waitFor();
    await page.getByLabel('Search nodes').fill('');
    await arrangeByForce(page);
    const arranged = await drawnOn(page);
    expect(arranged.nodes.some(({ x }, n) => Math.abs(x - (nodes[n]?.x ?? 0)) > 40)).toBe(true);
    await page.screenshot({ path: join(SCREENSHOTS, 'risk-graph-large.png') });
    await chooseIn(page, 'Layout', 'by distance');
  });

  it('tells what to ask for where a tab has no answer', async () => {
    const { page } = world;
    await showNothing(world);
    expect((await drawnOn(page)).nodes).toEqual([]);
    await page.getByRole('button', { name: 'Open it in a new tab' }).click();
    await page.locator('.graphiql-query-editor').getByText('riskGraph').first().waitFor();
  });
}
