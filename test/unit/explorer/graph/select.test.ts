import { type Found, readAnswer } from '../../../../src/explorer/ui/src/graph/model/answer/read-answer';
import {
  merge,
  neighbourhoodOf,
  type Picture,
} from '../../../../src/explorer/ui/src/graph/model/picture/picture';
import {
  applyFilter,
  emphases,
  kindCounts,
  NO_FILTER,
  search,
} from '../../../../src/explorer/ui/src/graph/model/picture/select';
import { aGraph, aMark, aNode, anEdge } from '../../../support/risk-graph-answer';

const read = (data: object): Found[] => {
  const reading = readAnswer(JSON.stringify({ data }));
  if (reading.state !== 'READ') throw new Error(reading.state);
  return reading.found;
};
const pictureOf = (graph: object): Picture => (read({ graph })[0] as Found).picture;
const ids = (parts: readonly { id: string }[]) => parts.map(({ id }) => id);

/** A root that guarantees b, who uses a device that c uses too. */
const CHAIN = [
  [
    aNode('a'),
    aNode('b', { distance: 1, marks: { level: 'HIGH', facts: [aMark('OVERDUE_LOAN', 'HIGH')] } }),
    aNode('phone', { distance: 2, kind: 'DEVICE', label: 'Android a8…' }),
    aNode('c', { distance: 3, label: '赵某' }),
  ],
  [anEdge('a', 'b'), anEdge('b', 'phone', 'USES_DEVICE'), anEdge('c', 'phone', 'USES_DEVICE')],
] as const;
const chain = pictureOf(aGraph(...CHAIN));

describe('a filter', () => {
  it('leaves all without a wish', () => {
    expect(applyFilter(chain, NO_FILTER)).toEqual(chain);
  });

  it('hides what is farther than the distance', () => {
    const near = applyFilter(chain, { ...NO_FILTER, maxDistance: 1 });
    expect([ids(near.nodes), ids(near.edges)]).toEqual([['a', 'b'], ['a-GUARANTOR-b']]);
  });

  it('hides a kind of node with its edges and with what hung on it alone', () => {
    const rest = applyFilter(chain, { ...NO_FILTER, hiddenNodeKinds: new Set(['DEVICE']) });
    expect([ids(rest.nodes), ids(rest.edges)]).toEqual([['a', 'b'], ['a-GUARANTOR-b']]);
  });

  it('hides a kind of edge, and keeps the root though nothing ties it any more', () => {
    const rest = applyFilter(chain, { ...NO_FILTER, hiddenEdgeKinds: new Set(['GUARANTOR']) });
    expect(ids(rest.nodes)).toEqual(['a', 'b', 'phone', 'c']);
    const bare = applyFilter(chain, { ...NO_FILTER, hiddenEdgeKinds: new Set(['GUARANTOR', 'USES_DEVICE']) });
    expect(ids(bare.nodes)).toEqual(['a']);
  });

  it('keeps a node that never had an edge', () => {
    const lonely = pictureOf(aGraph([aNode('a'), aNode('z', { distance: 1 })], []));
    expect(ids(applyFilter(lonely, NO_FILTER).nodes)).toEqual(['a', 'z']);
  });

  it('counts kinds, most frequent first', () => {
    expect(kindCounts(chain.nodes)).toEqual([
      { kind: 'SUBJECT', count: 3 },
      { kind: 'DEVICE', count: 1 },
    ]);
  });
});

describe('a search', () => {
  it.each([
    ['a name', '赵', ['c']],
    ['a kind in words', 'Device', ['phone']],
    ['a mark', 'overdue loan', ['b']],
    ['a field', 'person', ['a', 'b', 'phone', 'c']],
    ['two words that stand apart', 'android device', ['phone']],
    ['blanks', '  ', []],
    ['what is not there', 'nobody', []],
  ])('finds by %s', (_, wanted, nodes) => {
    expect(search(chain, wanted)).toEqual(nodes);
  });
});

describe('what can be set off', () => {
  const path = {
    __typename: 'RiskPath',
    length: 1,
    nodes: [aNode('a'), aNode('b')],
    edges: [anEdge('a', 'b')],
  };
  const elsewhere = { ...path, nodes: [aNode('x'), aNode('y')], edges: [anEdge('x', 'y')] };
  const circle = { __typename: 'GuaranteeCircle', members: { nodes: [{ id: 'a' }, { id: 'b' }] } };

  it('is each path and circle that lies in the picture, each mark and each kind of edge', () => {
    const found = read({ graph: aGraph(...CHAIN), path, elsewhere, circle });
    const choices = emphases(chain, found);
    expect(choices.map(({ key }) => key)).toEqual([
      'path',
      'circle',
      'mark OVERDUE_LOAN',
      'edges USES_DEVICE',
      'edges GUARANTOR',
    ]);
    expect([...(choices[0]?.nodes ?? [])]).toEqual(['a', 'b']);
    expect([...(choices[1]?.edges ?? [])]).toEqual(['a-GUARANTOR-b']);
  });
});

describe('merging', () => {
  it('draws a node of two pictures once, nearest and worst', () => {
    const other = pictureOf(
      aGraph(
        [
          aNode('b', {
            marks: { level: 'SEVERE', facts: [aMark('OVERDUE_LOAN', 'HIGH'), aMark('SUED', 'SEVERE')] },
          }),
        ],
        [],
      ),
    );
    const both = merge([chain, other]);
    const b = both.nodes.find(({ id }) => id === 'b');
    expect(both.nodes).toHaveLength(4);
    expect(b).toMatchObject({ distance: 0, level: 'SEVERE', root: true });
    expect(b?.marks.map(({ code }) => code)).toEqual(['OVERDUE_LOAN', 'SUED']);
  });

  it('puts a node that was absent in its place', () => {
    const dangling = pictureOf(aGraph([aNode('a')], [anEdge('a', 'b')]));
    expect(merge([dangling, chain]).nodes.find(({ id }) => id === 'b')).toMatchObject({
      kind: 'SUBJECT',
      level: 'HIGH',
    });
    expect(merge([chain, dangling]).nodes.find(({ id }) => id === 'b')).toMatchObject({
      kind: 'SUBJECT',
      level: 'HIGH',
    });
  });

  it('counts the distances of an expanded node from where it stands, and adds no root', () => {
    const around = pictureOf(
      aGraph(
        [aNode('c'), aNode('new', { distance: 1 }), aNode('phone', { distance: 1 })],
        [anEdge('c', 'new')],
      ),
    );
    const c = chain.nodes.find(({ id }) => id === 'c');
    if (c === undefined) throw new Error('the chain lost its end');
    const grown = merge([chain, neighbourhoodOf(c, around)]);
    expect(grown.nodes.map(({ id, distance, root }) => [id, distance, root])).toEqual([
      ['a', 0, true],
      ['b', 1, false],
      ['phone', 2, false],
      ['c', 3, false],
      ['new', 4, false],
    ]);
  });
});
