import fc from 'fast-check';
import { type Found, readAnswer } from '../../../../src/explorer/ui/src/graph/model/answer/read-answer';
import { looksOf } from '../../../../src/explorer/ui/src/graph/model/drawing/looks';
import { writeSvg } from '../../../../src/explorer/ui/src/graph/model/drawing/svg';
import { layoutByDistance } from '../../../../src/explorer/ui/src/graph/model/layout/layers';
import { emphases, search } from '../../../../src/explorer/ui/src/graph/model/picture/select';
import { aGraph, aMark, aNode, anEdge } from '../../../support/risk-graph-answer';

const found = (data: unknown): Found[] => {
  const reading = readAnswer(JSON.stringify({ data }));
  return reading.state === 'READ' ? reading.found : [];
};
const only = (data: unknown) => {
  const all = found(data);
  expect(all).toHaveLength(1);
  return (all[0] as Found).picture;
};

describe('reading an answer for what can be drawn', () => {
  it('finds graphs wherever they stand, in the order of the answer', () => {
    const graph = aGraph([aNode('a')], []);
    const data = { first: graph, borrowers: [{ riskGraph: graph }, { riskGraph: null }, { again: graph }] };
    expect(found(data).map(({ key }) => key)).toEqual([
      'first',
      'borrowers.0.riskGraph',
      'borrowers.2.again',
    ]);
  });

  it('knows a graph by its shape when the query does not ask for types', () => {
    const { __typename, ...graph } = aGraph(
      [
        { id: 'a', distance: 0 },
        { id: 'b', distance: 1 },
      ],
      [],
    );
    expect(only({ graph }).nodes.map(({ id, root }) => [id, root])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(only({ graph: { edges: [{ from: 'a', to: 'b' }] } }).nodes).toHaveLength(2);
  });

  it('takes no Relay connection for a graph', () => {
    const connection = { nodes: [{ id: 'a' }], edges: [{ cursor: 'x', node: { id: 'a' } }] };
    expect(found({ loans: connection, empty: { nodes: [], edges: [] } })).toEqual([]);
  });

  it('reads paths, circles, rings and owners', () => {
    const path = {
      __typename: 'RiskPath',
      length: 1,
      nodes: [aNode('a'), aNode('b')],
      edges: [anEdge('a', 'b')],
    };
    const members = {
      edges: [{ node: { borrower: { id: 'a', displayName: 'A' } } }, { node: { borrower: { id: 'b' } } }],
    };
    const guarantee = {
      id: 'g',
      guarantor: { id: 'a' },
      debtor: { id: 'b' },
      amount: { value: '12.00', currency: 'CNY' },
    };
    const circle = {
      __typename: 'GuaranteeCircle',
      members,
      guarantees: { nodes: [guarantee, { guarantor: null }] },
    };
    const ring = { members, shared: { nodes: [{ thing: { __typename: 'Device', id: 'phone' } }] } };
    const way = (owner: string, percent: string | null) => ({
      owner: { id: owner },
      paths: [{ subjects: [{ id: owner }, { id: 'holding' }, { id: 'firm' }], percents: [percent, '60'] }],
    });
    const owners = { __typename: 'UltimateOwnership', owners: [way('a', '40'), way('b', null), null] };
    const all = found({ path, circle, ring, owners });
    expect(all.map(({ kind, picture }) => [kind, picture.nodes.length, picture.edges.length])).toEqual([
      ['PATH', 2, 1],
      ['CIRCLE', 2, 1],
      ['RING', 3, 2],
      ['OWNERS', 4, 3],
    ]);
    expect(all[1]?.picture.nodes[0]).toMatchObject({ kind: 'SUBJECT', label: 'A' });
    expect(all[1]?.picture.edges[0]).toMatchObject({
      id: 'g',
      kind: 'GUARANTOR',
      weight: '12.00',
      weightUnit: 'CNY',
    });
    expect(all[2]?.picture.nodes[2]).toMatchObject({ kind: 'DEVICE' });
    expect(all[3]?.picture.nodes.map(({ id, distance }) => [id, distance])).toEqual([
      ['a', 2],
      ['holding', 1],
      ['firm', 0],
      ['b', 2],
    ]);
    expect(all[3]?.picture.edges.map(({ weight }) => weight)).toEqual(['40', '60', null]);
  });

  it('does not say who shares which of several things', () => {
    const ring = {
      members: [{ id: 'a' }, { id: 'b' }],
      shared: [{ thing: { id: 'x' } }, { thing: { id: 'y' } }],
    };
    const picture = only({ ring });
    expect([picture.nodes.length, picture.edges.length]).toEqual([4, 0]);
    expect(picture.gaps).toEqual([expect.stringMatching(/does not say who shares which/)]);
  });

  it('takes the worst of the level and the facts, and the fields of the entity at a glance', () => {
    const loan = aNode('l', {
      kind: 'LOAN',
      entity: {
        __typename: 'Loan',
        id: 'l',
        principal: { value: '12.00', currency: 'CNY' },
        tags: ['a', 'b'],
        deep: {},
      },
      marks: { level: 'WATCH', facts: [aMark('OVERDUE_LOAN', 'WATCH'), aMark('DEFAULTED_LOAN', 'SEVERE')] },
    });
    const [node] = only({ g: aGraph([loan], []) }).nodes;
    expect(node).toMatchObject({
      level: 'SEVERE',
      facts: [
        ['principal', '12.00 CNY'],
        ['tags', 'a, b'],
      ],
    });
    expect(node?.marks[1]).toMatchObject({ code: 'DEFAULTED_LOAN', evidence: 'case 7' });
  });

  it('takes the evidence of the worst indicator for marks', () => {
    const severe = {
      code: 'UNSHIPPED_TRADE',
      level: 'SEVERE',
      text: 'no waybill',
      textZh: '无运单',
      value: '3',
    };
    const indicator = { kind: 'FRAUD', level: 'SEVERE', score: 80, evidence: [severe] };
    const { nodes } = only({
      riskGraph: aGraph(
        [
          aNode('a', { marks: { level: 'NONE', facts: [], worstIndicator: indicator } as never }),
          aNode('b', {
            marks: { level: 'WATCH', facts: [], worstIndicator: { kind: 'OVERDUE', level: 'HIGH' } } as never,
          }),
          aNode('c', { marks: { level: 'NONE', facts: [], worstIndicator: null } as never }),
        ],
        [],
      ),
    });
    expect(nodes.map(({ level }) => level)).toEqual(['SEVERE', 'HIGH', 'NONE']);
    expect(nodes.map(({ marks }) => marks)).toEqual([
      [{ ...severe, value: undefined, since: null, evidence: 'fraud, score 80, 3' }],
      [{ code: 'OVERDUE', level: 'HIGH', text: 'overdue', textZh: null, since: null, evidence: null }],
      [],
    ]);
  });

  it('draws what is there of a broken answer and says what is missing', () => {
    const picture = only({
      g: {
        nodes: [null, { id: 'a', distance: 0, entity: null, marks: null }, { distance: 2 }, 7],
        edges: [null, { from: 'a', to: 'ghost' }, { from: 'a' }, { from: 'a', to: 'a', kind: 7 }],
        truncated: {},
      },
    });
    expect(picture.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['a', 'SUBJECT'],
      ['ghost', 'ABSENT'],
    ]);
    expect(picture.nodes[0]?.facts).toEqual([['entity', 'not stored']]);
    expect(picture.edges.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      ['a', 'ghost', 'EDGE'],
      ['a', 'a', '7'],
    ]);
    expect(picture.gaps).toEqual([
      expect.stringMatching(/^3 of the nodes have no id/),
      expect.stringMatching(/^2 of the edges lack an end/),
      expect.stringMatching(/does not hold 1 of the nodes/),
    ]);
    expect(picture.cuts).toHaveLength(1);
  });

  it('reads the cuts of a truncated graph', () => {
    const cut = { nodeId: 'a', kind: 'USES_DEVICE', reason: 'SUPERNODE', found: 1001, kept: 0 };
    expect(only({ g: aGraph([aNode('a')], [], { cuts: [cut] }) }).cuts).toEqual([cut]);
  });

  it('says that a root is not known, and does not draw it', () => {
    const graph = {
      ...aGraph([aNode('a')], []),
      roots: [{ id: 'a' }, { __typename: 'UnknownNode', id: 'x', reason: 'NOT_FOUND' }],
    };
    const picture = only({ graph });
    expect(picture.nodes).toHaveLength(1);
    expect(picture.gaps).toEqual(['A root is not known (not found): x']);
  });

  it('keeps two edges of one kind between the same ends apart though their ids were not selected', () => {
    const edge = { from: 'a', to: 'b', kind: 'DEAL' };
    expect(new Set(only({ g: { edges: [edge, edge, edge] } }).edges.map(({ id }) => id)).size).toBe(3);
  });

  it.each([
    ['nothing', null, 'NO_ANSWER'],
    ['blanks', ' \n', 'NO_ANSWER'],
    ['text', 'Failed to fetch', 'NOT_JSON'],
    ['a number', '7', 'READ'],
    ['null', 'null', 'READ'],
  ])('takes %s as it comes', (_, answer, state) => {
    expect(readAnswer(answer)).toMatchObject({ state });
  });

  it('passes on the messages of errors', () => {
    expect(readAnswer('{"errors":[{"message":"no"},null],"data":null}')).toEqual({
      state: 'READ',
      found: [],
      errors: ['no', 'an error without a message'],
    });
  });

  it('walks an answer that is nested deeper than calls may be', () => {
    const depth = 100_000;
    expect(readAnswer(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toMatchObject({
      state: 'READ',
      found: [],
    });
  });

  it('never fails on any answer, and all that it finds can be laid out, searched and written', () => {
    const names = [
      'nodes',
      'edges',
      'from',
      'to',
      'id',
      'kind',
      'distance',
      'marks',
      'facts',
      'level',
      'label',
    ];
    const more = [
      'entity',
      'members',
      'sharedNode',
      'truncated',
      'cuts',
      'roots',
      'weight',
      '__typename',
      'x',
    ];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(
          null,
          '',
          'a',
          'b',
          '<&">',
          'RiskGraph',
          'SharedRing',
          'SEVERE',
          -1,
          0,
          2,
          1e9,
          true,
        ),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.constantFrom(...names, ...more), tie('value'), { maxKeys: 8 }),
      ),
    }));
    let drawn = 0;
    fc.assert(
      fc.property(value, (data) => {
        const all = found(data);
        for (const { picture } of all) {
          const ids = new Set(picture.nodes.map(({ id }) => id));
          expect(picture.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
          expect(new Set(picture.edges.map(({ id }) => id)).size).toBe(picture.edges.length);
          const positions = layoutByDistance(picture, { width: 600, height: 400 });
          expect(new Set(positions.keys())).toEqual(ids);
          emphases(picture, all);
          search(picture, 'a');
          expect(writeSvg(picture, positions, looksOf('light'), null)).not.toMatch(/NaN|undefined/);
          drawn += 1;
        }
      }),
      { numRuns: 3_000 },
    );
    expect(drawn).toBeGreaterThan(50);
  });
});
