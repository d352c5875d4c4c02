/** How edges bend, so that two of them never lie on each other and none runs through the nodes of its own column. */

import type { PictureEdge } from '../picture/picture';
import type { Point, Positions } from './layers';

type Ends = Pick<PictureEdge, 'id' | 'from' | 'to'>;

/** Between the control points of two parallel edges; the lines are half as far apart, so that their words are too. */
const SPREAD = 56;
/** How far an edge along a column bends, per unit of its length. */
const COLUMN_BEND = 0.28;
/** At the least: around the names of what stands between. */
const LEAST_COLUMN_BEND = 190;
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
  const bend = Math.max(LEAST_COLUMN_BEND, COLUMN_BEND * length);
  return length <= NEXT_IN_COLUMN ? 0 : -Math.sign(b.y - a.y) * bend;
}

/** A quadratic curve; with a second control point a cubic one. */
export interface Curve {
  start: Point;
  control: Point;
  second?: Point;
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

/** Out of a node at its top and back into it. */
export function loopAt({ x, y }: Point, radius: number): Curve {
  const at = (dx: number, dy: number): Point => ({ x: x + dx * radius, y: y + dy * radius });
  return { start: at(-0.5, -0.9), control: at(-2, -3.2), second: at(2, -3.2), end: at(0.5, -0.9) };
}

/** The point at a part of the way, from 0 at the start to 1 at the end. */
export function pointOn({ start, control, second, end }: Curve, part: number): Point {
  const rest = 1 - part;
  const weights =
    second === undefined
      ? [rest ** 2, 2 * part * rest, 0, part ** 2]
      : [rest ** 3, 3 * part * rest ** 2, 3 * part ** 2 * rest, part ** 3];
  const points = [start, control, second ?? control, end];
  const sum = (axis: 'x' | 'y') =>
    points.reduce((total, point, index) => total + point[axis] * (weights[index] ?? 0), 0);
  return { x: sum('x'), y: sum('y') };
}

/** False for a point that is farther from a curve for sure, since a curve stays among its control points. */
export function mayBeNear({ start, control, second, end }: Curve, { x, y }: Point, most: number): boolean {
  const third = second ?? control;
  return (
    x >= Math.min(start.x, control.x, third.x, end.x) - most &&
    x <= Math.max(start.x, control.x, third.x, end.x) + most &&
    y >= Math.min(start.y, control.y, third.y, end.y) - most &&
    y <= Math.max(start.y, control.y, third.y, end.y) + most
  );
}

/** Points along a curve, as near to each other as a hand can point. */
const SAMPLES = 16;

/** How far a point is from a curve, near enough for pointing at it. */
export function distanceTo(curve: Curve, { x, y }: Point): number {
  let least = Number.POSITIVE_INFINITY;
  let before = curve.start;
  for (let step = 1; step <= SAMPLES; step++) {
    const next = pointOn(curve, step / SAMPLES);
    const [dx, dy] = [next.x - before.x, next.y - before.y];
    const along = ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - before.x - part * dx, y - before.y - part * dy));
    before = next;
  }
  return least;
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
