import fc from 'fast-check';
import {
  bendsOf,
  curveOf,
  distanceTo,
  loopAt,
  mayBeNear,
  pointOn,
  wordsNearStart,
} from '../../../../src/explorer/ui/src/graph/model/layout/curves';
import { layoutByForce } from '../../../../src/explorer/ui/src/graph/model/layout/force';
import { layoutByDistance, nodeTowards } from '../../../../src/explorer/ui/src/graph/model/layout/layers';
import {
  fitted,
  inPicture,
  onScreen,
  zoomedAt,
} from '../../../../src/explorer/ui/src/graph/model/layout/viewport';
import { CIRCLE, pictureOf, SQUARE, WIDE } from '../../../support/pictures';
import { aGraph, aLargeGraph, aNode, anEdge } from '../../../support/risk-graph-answer';

/** What a computation in steps comes to. */
function endOf<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

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
    const places = endOf(layoutByForce(edges, start));
    expect(endOf(layoutByForce(edges, start))).toEqual(places);
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
    const places = endOf(layoutByForce(picture.edges, layoutByDistance(picture, SQUARE)));
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
    const positions = layoutByDistance(CIRCLE, SQUARE);
    const bends = bendsOf(CIRCLE.edges, positions);
    const between = CIRCLE.edges.filter(({ from, to }) => [from, to].sort().join() === 'a,b');
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

describe('pointing at a curve', () => {
  const coordinate = fc.integer({ min: -400, max: 400 });
  const point = fc.record({ x: coordinate, y: coordinate });
  const curve = fc.oneof(
    fc.record({ start: point, control: point, end: point }),
    point.map((at) => loopAt(at, 20)),
  );

  it('is near where the curve runs', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0, max: 1, noNaN: true }), (line, part) => {
        // The samples of a curve are straight between each other.
        expect(distanceTo(line, pointOn(line, part))).toBeLessThan(4);
      }),
    );
  });

  it('passes over a curve only when it is far', () => {
    fc.assert(
      fc.property(curve, point, (line, at) => {
        if (!mayBeNear(line, at, 7)) expect(distanceTo(line, at)).toBeGreaterThan(7);
      }),
    );
  });
});

describe('the view', () => {
  const size = fc.integer({ min: 60, max: 2_000 });
  const side = fc.integer({ min: -3_000, max: 3_000 });
  const box = fc.record({ left: side, top: side, width: size, height: size });
  const space = fc.record({ width: size, height: size });

  it('shows the whole of a picture in the middle of the panel, and no node over-large', () => {
    fc.assert(
      fc.property(box, space, (all, panel) => {
        const view = fitted(all, panel);
        const corner = onScreen(view, { x: all.left, y: all.top });
        const other = onScreen(view, { x: all.left + all.width, y: all.top + all.height });
        expect(corner.x + other.x).toBeCloseTo(panel.width);
        expect(corner.y + other.y).toBeCloseTo(panel.height);
        expect(view.zoom).toBeLessThanOrEqual(1.4);
        if (view.zoom > 0.05) expect(Math.min(corner.x, corner.y)).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps in its place what it is zoomed at, within limits', () => {
    fc.assert(
      fc.property(box, space, fc.double({ min: 0.01, max: 100, noNaN: true }), (all, panel, factor) => {
        const view = fitted(all, panel);
        const at = { x: panel.width / 3, y: panel.height / 5 };
        const zoomed = zoomedAt(view, at, factor);
        const [before, after] = [inPicture(view, at), inPicture(zoomed, at)];
        expect(after.x).toBeCloseTo(before.x, 4);
        expect(after.y).toBeCloseTo(before.y, 4);
        expect(zoomed.zoom).toBeGreaterThanOrEqual(0.05);
        expect(zoomed.zoom).toBeLessThanOrEqual(4);
      }),
    );
  });
});
