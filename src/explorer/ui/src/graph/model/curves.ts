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

/** The point at a part of the way, from 0 at the start to 1 at the end. */
export function pointOn({ start, control, end }: Curve, part: number): Point {
  const along = (a: number, b: number, c: number) =>
    (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part ** 2 * c;
  return { x: along(start.x, control.x, end.x), y: along(start.y, control.y, end.y) };
}

/** Half of the widest node, and half of a character of the words, in units of the picture. */
const NODE_HALF = 28;
const CHARACTER_HALF = 3;

/** Where on an edge its words stand, as a part of the way from the end with fewer edges: just clear of the node there. */
export function wordsAt(length: number, words: string): number {
  return Math.min(0.5, Math.max(0.2, (NODE_HALF + CHARACTER_HALF * words.length) / length));
}

/**
 * Whether the words of each edge stand near its start. They stand near the end that has fewer edges: around the other,
 * a hub, and in the middle between two hubs, all edges run together.
 */
export function wordsNearStart(edges: readonly Ends[]): Map<string, boolean> {
  const degrees = new Map<string, number>();
  for (const { from, to } of edges) for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const degree = (id: string) => degrees.get(id) ?? 0;
  return new Map(edges.map(({ id, from, to }) => [id, degree(from) <= degree(to)]));
}

/** The point at a distance from one point on the way to another. */
export function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  };
}
