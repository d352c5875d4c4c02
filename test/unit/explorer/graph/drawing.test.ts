import fc from 'fast-check';
import {
  bendsOf,
  curveOf,
  pointOn,
  wordsNearStart,
} from '../../../../src/explorer/ui/src/graph/model/curves';
import { layoutByForce } from '../../../../src/explorer/ui/src/graph/model/force';
import { layoutByDistance, nodeTowards } from '../../../../src/explorer/ui/src/graph/model/layers';
import { edgeLook, looksOf, shapeOf, shortLabel } from '../../../../src/explorer/ui/src/graph/model/looks';
import { type Picture, RISK_LEVELS } from '../../../../src/explorer/ui/src/graph/model/picture';
import { readAnswer } from '../../../../src/explorer/ui/src/graph/model/read-answer';
import { edgeWords, writeSvg } from '../../../../src/explorer/ui/src/graph/model/svg';
import {
  chineseOf,
  edgeKindWords,
  nodeKindWords,
  weightWords,
} from '../../../../src/explorer/ui/src/graph/model/words';
import { GRAPH_EDGE_KINDS, GRAPH_NODE_KINDS } from '../../../../src/graph/graph.codes';
import { aGraph, aLargeGraph, aNode, anEdge } from '../../../support/risk-graph-answer';

function pictureOf(graph: object): Picture {
  const reading = readAnswer(JSON.stringify(graph));
  if (reading.state !== 'READ' || reading.found[0] === undefined) throw new Error('no graph');
  return reading.found[0].picture;
}

const WIDE = { width: 1200, height: 750 };
const SQUARE = { width: 700, height: 700 };

/** Three firms that guarantee each other round. */
const circle = pictureOf(
  aGraph(
    [aNode('a'), aNode('b', { distance: 1 }), aNode('c', { distance: 1 })],
    [
      anEdge('a', 'b'),
      anEdge('b', 'c'),
      anEdge('c', 'a'),
      anEdge('a', 'b', 'DEAL'),
      anEdge('b', 'a', 'DEAL'),
    ],
  ),
);

describe('the layout by distance', () => {
  it('puts nodes the farther right the more hops they are away', () => {
    const picture = pictureOf(aLargeGraph(200));
    const positions = layoutByDistance(picture, WIDE);
    const span = (distance: number) => {
      const xs = picture.nodes
        .filter((n) => n.distance === distance)
        .map(({ id }) => positions.get(id)?.x ?? Number.NaN);
      return [Math.min(...xs), Math.max(...xs)] as const;
    };
    for (const distance of [1, 2, 3]) expect(span(distance)[0]).toBeGreaterThan(span(distance - 1)[1]);
  });

  it.each([1, 30, 500])(
    'gives each of %i nodes a place of its own, near the aspect of the panel',
    (count) => {
      const positions = [...layoutByDistance(pictureOf(aLargeGraph(count)), WIDE).values()];
      expect(new Set(positions.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
      if (count === 500) {
        const width = Math.max(...positions.map(({ x }) => x));
        const height = Math.max(...positions.map(({ y }) => y));
        expect(width / height).toBeGreaterThan(0.8);
        expect(width / height).toBeLessThan(2.4);
      }
    },
  );

  it('gives the same places again, and takes a panel without a size', () => {
    const picture = pictureOf(aLargeGraph(100));
    expect(layoutByDistance(picture, SQUARE)).toEqual(layoutByDistance(picture, SQUARE));
    for (const space of [
      { width: 0, height: 0 },
      { width: 600, height: 0 },
      { width: 1, height: 1 },
    ]) {
      expect(layoutByDistance(picture, space).size).toBe(100);
    }
    expect(layoutByDistance({ nodes: [], edges: [], cuts: [], gaps: [] }, SQUARE).size).toBe(0);
  });

  it('keeps a band in one column while names can be read, and breaks it up in a small panel', () => {
    const picture = pictureOf(aLargeGraph(9));
    const columns = (space: { width: number; height: number }) =>
      new Set([...layoutByDistance(picture, space).values()].map(({ x }) => x)).size;
    expect(columns(SQUARE)).toBe(2);
    expect(columns({ width: 600, height: 200 })).toBeGreaterThan(2);
  });

  it('uncrosses two chains', () => {
    const picture = pictureOf(
      aGraph(
        [
          aNode('r'),
          aNode('a', { distance: 1 }),
          aNode('b', { distance: 1 }),
          aNode('x', { distance: 2 }),
          aNode('y', { distance: 2 }),
        ],
        [anEdge('r', 'a'), anEdge('r', 'b'), anEdge('a', 'y'), anEdge('b', 'x')],
      ),
    );
    const positions = layoutByDistance(picture, SQUARE);
    const y = (id: string) => positions.get(id)?.y ?? Number.NaN;
    expect(y('a') < y('b')).toBe(y('y') < y('x'));
  });
});

describe('the layout by force', () => {
  it.each([1, 2, 12, 500])('gives each of %i nodes a place of its own, the same each time', (count) => {
    const { edges, ...picture } = pictureOf(aLargeGraph(count));
    const start = layoutByDistance({ edges, ...picture }, WIDE);
    const places = layoutByForce(edges, start);
    expect(layoutByForce(edges, start)).toEqual(places);
    const points = [...places.values()];
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(new Set(points.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
  });

  it('puts neighbours nearer to each other than strangers', () => {
    const picture = pictureOf(
      aGraph(
        ['a', 'b', 'c', 'x', 'y', 'z'].map((id) => aNode(id)),
        [
          anEdge('a', 'b'),
          anEdge('b', 'c'),
          anEdge('c', 'a'),
          anEdge('x', 'y'),
          anEdge('y', 'z'),
          anEdge('z', 'x'),
          anEdge('a', 'a'),
        ],
      ),
    );
    const places = layoutByForce(picture.edges, layoutByDistance(picture, SQUARE));
    const apart = (a: string, b: string) => {
      const [p, q] = [places.get(a), places.get(b)];
      return Math.hypot((p?.x ?? 0) - (q?.x ?? 0), (p?.y ?? 0) - (q?.y ?? 0));
    };
    const within = Math.max(apart('a', 'b'), apart('b', 'c'), apart('x', 'y'), apart('y', 'z'));
    expect(Math.min(apart('a', 'x'), apart('b', 'y'), apart('c', 'z'))).toBeGreaterThan(within);
  });
});

describe('moving by arrow keys', () => {
  const positions = new Map([
    ['root', { x: 0, y: 50 }],
    ['up', { x: 200, y: 0 }],
    ['down', { x: 200, y: 100 }],
  ]);
  it.each([
    ['root', { x: 1, y: 0 }, 'up'],
    ['up', { x: 0, y: 1 }, 'down'],
    ['down', { x: -1, y: 0 }, 'root'],
    ['root', { x: -1, y: 0 }, null],
    ['gone', { x: 1, y: 0 }, 'root'],
  ])('leads from %s by %j to %s', (from, direction, to) => {
    expect(nodeTowards(positions, from, direction)).toBe(to);
  });

  it('reaches every node of a large picture', () => {
    const laidOut = layoutByDistance(pictureOf(aLargeGraph(500)), WIDE);
    const directions = [-1, 1].flatMap((step) => [
      { x: step, y: 0 },
      { x: 0, y: step },
    ]);
    const reached = new Set(['n0']);
    for (const id of reached) {
      for (const direction of directions) {
        const next = nodeTowards(laidOut, id, direction);
        if (next !== null) reached.add(next);
      }
    }
    expect(reached.size).toBe(500);
  });
});

describe('the curves of edges', () => {
  it('keeps parallel edges apart, whichever way they run', () => {
    const positions = layoutByDistance(circle, SQUARE);
    const bends = bendsOf(circle.edges, positions);
    const between = circle.edges.filter(({ from, to }) => [from, to].sort().join() === 'a,b');
    const middles = between.map(({ id, from, to }) => {
      const [a, b] = [positions.get(from), positions.get(to)];
      if (a === undefined || b === undefined) throw new Error('no place');
      const curve = curveOf(a, 10, b, 10, bends.get(id) ?? 0);
      return curve === null ? '' : JSON.stringify(pointOn(curve, 0.5));
    });
    expect(new Set(middles).size).toBe(3);
  });

  it('has words near the end with fewer edges', () => {
    const fan = ['x', 'y', 'z'].map((id) => anEdge(id, 'hub'));
    expect([...wordsNearStart([...fan, anEdge('hub', 'w')]).values()]).toEqual([true, true, true, false]);
  });

  it('starts and ends at the borders of the nodes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), fc.integer({ min: -200, max: 200 }), (length, bend) => {
        const curve = curveOf({ x: 0, y: 0 }, 10, { x: length, y: 0 }, 20, bend);
        if (curve === null) throw new Error('they do not overlap');
        expect(Math.hypot(curve.start.x, curve.start.y)).toBeCloseTo(10);
        expect(Math.hypot(curve.end.x - length, curve.end.y)).toBeCloseTo(20);
      }),
    );
    expect(curveOf({ x: 0, y: 0 }, 10, { x: 5, y: 0 }, 10, 0)).toBeNull();
  });
});

describe('the drawing as SVG', () => {
  const hostile = pictureOf(
    aGraph(
      [
        aNode('a', { label: '</svg><script>"&\u0000' }),
        aNode('b', { distance: 1, label: 'a name that is far too long' }),
      ],
      [anEdge('a', 'b', 'SHAREHOLDER', { weight: '30', weightUnit: 'PERCENT' }), anEdge('a', 'a', 'DEAL')],
    ),
  );
  const draw = (picture: Picture, emphasis: Parameters<typeof writeSvg>[3] = null) =>
    writeSvg(picture, layoutByDistance(picture, SQUARE), looksOf('light'), emphasis);

  it('closes what it opens, and lets no text out of its place', () => {
    const svg = draw(hostile);
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)\b[^>]*?(\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (self !== '/') open.push(name ?? '');
    }
    expect(open).toEqual([]);
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('shareholder · 30 %');
    expect(svg).toContain('&lt;/svg&gt;');
  });

  it('fades what is not set off, and leaves out what has no place', () => {
    expect(draw(circle)).not.toContain('opacity="0.2"');
    const emphasis = { key: '', title: '', nodes: new Set(['a']), edges: new Set<string>() };
    expect(draw(circle, emphasis).match(/opacity="0.2"/g)).toHaveLength(circle.edges.length + 2);
    const partly = writeSvg(circle, new Map([['a', { x: 0, y: 0 }]]), looksOf('dark'), null);
    expect(partly).toContain('1 nodes');
    expect(partly).not.toContain('<path d="M 0 0 Q');
  });
});

describe('looks and words', () => {
  /** Relative luminance of WCAG 2, from 0 for black to 1 for white. */
  function luminance(hex: string): number {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const contrast = (a: string, b: string): number => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };

  it.each(['light', 'dark'] as const)('tells levels apart without colour (%s)', (theme) => {
    const { levels, background, text } = looksOf(theme);
    const looks = RISK_LEVELS.map((level) => levels[level]);
    expect(new Set(looks.map(({ sign }) => sign)).size).toBe(4);
    expect(new Set(looks.map(({ borderWidth }) => borderWidth)).size).toBe(4);
    const [watch, high, severe] = looks.slice(1).map(({ fill }) => luminance(fill));
    expect(watch).toBeGreaterThan((high ?? 1) * 1.3);
    expect(high).toBeGreaterThan((severe ?? 1) * 1.3);
    for (const { fill, border, sign, signColour } of looks) {
      if (sign !== '') expect(contrast(fill, signColour)).toBeGreaterThan(4.5);
      expect(contrast(border, background)).toBeGreaterThan(3);
    }
    expect(contrast(text, background)).toBeGreaterThan(7);
  });

  it.each(['light', 'dark'] as const)('draws edges that can be seen (%s)', (theme) => {
    const looks = looksOf(theme);
    for (const kind of GRAPH_EDGE_KINDS)
      expect(contrast(edgeLook(looks, kind).colour, looks.background)).toBeGreaterThan(3);
  });

  it('has a shape for each kind of node, and words with the Chinese term for each kind of the API', () => {
    const shapes = GRAPH_NODE_KINDS.map((kind) => JSON.stringify(shapeOf(kind)));
    expect(new Set([...shapes, JSON.stringify(shapeOf('SOMETHING_NEW'))]).size).toBe(
      GRAPH_NODE_KINDS.length + 1,
    );
    for (const kind of [...GRAPH_NODE_KINDS, ...GRAPH_EDGE_KINDS])
      expect([kind, chineseOf(kind)]).not.toEqual([kind, '']);
    expect([nodeKindWords('SOMETHING_NEW'), edgeKindWords('SOMETHING_NEW')]).toEqual([
      'something new',
      'something new',
    ]);
  });

  it.each([
    ['50000000', 'FEN', '¥500,000'],
    ['123456', 'FEN', '¥1,235'],
    ['99950', 'FEN', '¥999.5'],
    ['30.5', 'PERCENT', '30.5 %'],
    ['12', 'TIMES', '12×'],
    ['1234', 'USD', '1,234 usd'],
    ['7', null, '7'],
    ['many', 'FEN', 'many fen'],
    [null, 'FEN', null],
  ])('writes the weight %s %s as %s', (weight, unit, words) => {
    expect(weightWords(weight, unit)).toBe(words);
  });

  it('puts kind and weight on an edge, and cuts long names by characters', () => {
    const [edge] = pictureOf(
      aGraph([aNode('a')], [anEdge('a', 'b', 'TRADES_WITH', { weight: 250, weightUnit: 'FEN' })]),
    ).edges;
    expect(edge && edgeWords(edge)).toBe('sells to · ¥2.5');
    expect([...shortLabel('青岛'.repeat(20))]).toHaveLength(18);
  });
});
