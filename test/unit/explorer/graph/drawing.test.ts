import { edgeWords, shortLabel } from '../../../../src/explorer/ui/src/graph/model/drawing/labels';
import { edgeLook, looksOf, shapeOf } from '../../../../src/explorer/ui/src/graph/model/drawing/looks';
import { boxOf, sceneOf } from '../../../../src/explorer/ui/src/graph/model/drawing/scene';
import { writeSvg } from '../../../../src/explorer/ui/src/graph/model/drawing/svg';
import { layoutByDistance } from '../../../../src/explorer/ui/src/graph/model/layout/layers';
import { type Picture, RISK_LEVELS } from '../../../../src/explorer/ui/src/graph/model/picture/picture';
import {
  chineseOf,
  edgeKindWords,
  nodeKindWords,
  weightWords,
} from '../../../../src/explorer/ui/src/graph/model/picture/words';
import { GRAPH_EDGE_KINDS, GRAPH_NODE_KINDS } from '../../../../src/graph/graph.codes';
import { CIRCLE, pictureOf, SQUARE, WIDE } from '../../../support/pictures';
import { aGraph, aLargeGraph, aNode, anEdge } from '../../../support/risk-graph-answer';

describe('the scene', () => {
  const boxed = (picture: Picture, space = WIDE) => {
    const scene = sceneOf(picture, layoutByDistance(picture, space));
    return { scene, box: boxOf(scene) };
  };

  it('holds each node and each edge between two of them', () => {
    const { scene } = boxed(CIRCLE);
    expect(scene.nodes.map(({ node }) => node.id)).toEqual(['a', 'b', 'c']);
    expect(scene.edges.map(({ edge }) => edge.id)).toEqual(CIRCLE.edges.map(({ id }) => id));
    const alone = sceneOf(CIRCLE, new Map([['a', { x: 0, y: 0 }]]));
    expect([alone.nodes.length, alone.edges.length]).toEqual([1, 0]);
  });

  it('puts no words of an edge on those of another, and leaves out what has no room', () => {
    const fan = Array.from({ length: 12 }, (_, n) => `n${n}`);
    const crowd = pictureOf(
      aGraph(
        [aNode('hub'), ...fan.map((id) => aNode(id, { distance: 1 }))],
        fan.flatMap((id) => [anEdge(id, 'hub'), anEdge('hub', id, 'DEAL')]),
      ),
    );
    const { scene } = boxed(crowd, { width: 500, height: 300 });
    const texts = scene.edges.flatMap(({ words }) => (words === null ? [] : [words]));
    const apart = texts.flatMap((one, index) =>
      texts.slice(index + 1).map((other) => Math.hypot(one.at.x - other.at.x, one.at.y - other.at.y)),
    );
    expect(Math.min(...apart)).toBeGreaterThan(9);
    expect(texts.length).toBeGreaterThan(12);
    const squeezed = sceneOf(crowd, new Map(crowd.nodes.map(({ id }, n) => [id, { x: n * 60, y: 0 }])));
    expect(squeezed.edges.filter(({ words }) => words === null).length).toBeGreaterThan(0);
    expect(squeezed.nodes.filter(({ nameless }) => nameless).length).toBeGreaterThan(0);
    expect(squeezed.nodes.find(({ node }) => node.root)?.nameless).toBe(false);
  });

  it('lies in its box with nodes, names and bows', () => {
    const { scene, box } = boxed(pictureOf(aLargeGraph(200)));
    for (const { at, radius } of scene.nodes) {
      expect(at.x - radius).toBeGreaterThanOrEqual(box.left);
      expect(at.x + radius).toBeLessThanOrEqual(box.left + box.width);
      expect(at.y - radius).toBeGreaterThanOrEqual(box.top);
      expect(at.y + radius).toBeLessThanOrEqual(box.top + box.height);
    }
    expect(boxOf({ nodes: [], edges: [] })).toEqual({ left: 0, top: 0, width: 0, height: 0 });
  });
});

describe('the drawing as SVG', () => {
  const hostile = pictureOf(
    aGraph(
      [
        aNode('a', { label: '</svg><script>"&\u0000' }),
        aNode('b', { distance: 1, label: 'a name that is far too long for the picture' }),
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
    expect(draw(CIRCLE)).not.toContain('opacity="0.2"');
    const emphasis = { key: '', title: '', nodes: new Set(['a']), edges: new Set<string>() };
    expect(draw(CIRCLE, emphasis).match(/opacity="0.2"/g)).toHaveLength(2 * CIRCLE.edges.length + 2);
    const partly = writeSvg(CIRCLE, new Map([['a', { x: 0, y: 0 }]]), looksOf('dark'), null);
    expect(partly).toContain('1 nodes, 0 edges');
    expect(partly).not.toContain('risk-graph-edge');
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
      expect(contrast(edgeLook(looks, kind).colour, looks.background)).toBeGreaterThan(4.5);
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

  it('puts kind and weight on an edge, and cuts long names by their width', () => {
    const [edge] = pictureOf(
      aGraph([aNode('a')], [anEdge('a', 'b', 'TRADES_WITH', { weight: 250, weightUnit: 'FEN' })]),
    ).edges;
    expect(edge && edgeWords(edge)).toBe('sells to · ¥2.5');
    expect([...shortLabel('青岛'.repeat(20))]).toHaveLength(13);
    expect([...shortLabel('ab'.repeat(20))]).toHaveLength(26);
    expect(shortLabel('青岛海晨精密部件示例有限')).toBe('青岛海晨精密部件示例有限');
  });
});
