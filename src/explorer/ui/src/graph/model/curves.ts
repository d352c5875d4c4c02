/** How edges bend, so that two of them never lie on each other and none runs through the nodes of its own column. */
import type { Point, Positions } from './layers';
import type { PictureEdge } from './picture';

type Ends = Pick<PictureEdge, 'id' | 'from' | 'to'>;

/** Between the control points of two parallel edges; the lines are half as far apart, so that their words are too. */
const SPREAD = 56;
/** How far an edge along a column bends, per unit of its length. */
const COLUMN_BEND = 0.28;
/** Nodes next to each other in a column: nothing is between them. */
const NEXT_IN_COLUMN = 80;

/**
 * The distance of each edge's control point from the middle between its ends, in units of the picture; positive is to
 * the right of the way from `from` to `to` as the screen shows it.
 */
export function bendsOf(edges: readonly Ends[], positions: Positions): Map<string, number> {
  const pairs = new Map<string, Ends[]>();
  for (const edge of edges) {
    const pair = JSON.stringify([edge.from, edge.to].sort());
    const known = pairs.get(pair);
    if (known === undefined) pairs.set(pair, [edge]);
    else known.push(edge);
  }
  const bends = new Map<string, number>();
  for (const parallel of pairs.values()) {
    for (const [index, edge] of parallel.entries()) {
      // One sign for both directions of a pair, else two edges that run against each other would meet again.
      const sign = edge.from <= edge.to ? 1 : -1;
      const offset = (index - (parallel.length - 1) / 2) * SPREAD;
      bends.set(edge.id, sign * (columnBend(edge, positions) + offset));
    }
  }
  return bends;
}

function columnBend({ from, to }: Ends, positions: Positions): number {
  const [low, high] = from <= to ? [from, to] : [to, from];
  const [a, b] = [positions.get(low), positions.get(high)];
  if (a === undefined || b === undefined || Math.abs(a.x - b.x) > 1) return 0;
  const length = Math.abs(a.y - b.y);
  // Always to the same side of the screen, whichever end is on top.
  return length <= NEXT_IN_COLUMN ? 0 : Math.sign(b.y - a.y) * -COLUMN_BEND * length;
}

/** A quadratic curve. */
export interface Curve {
  start: Point;
  control: Point;
  end: Point;
}

/** From border to border of two round nodes; null when they overlap. */
export function curveOf(a: Point, aRadius: number, b: Point, bRadius: number, bend: number): Curve | null {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length <= aRadius + bRadius) return null;
  const control = {
    x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend,
    y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend,
  };
  return { start: towards(a, control, aRadius), control, end: towards(b, control, bRadius) };
}

export function middleOf({ start, control, end }: Curve): Point {
  return { x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 };
}

/** The point at a distance from one point on the way to another. */
export function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  };
}
