/**
 * The layout by force (Fruchterman and Reingold): nodes repel each other, edges pull their ends together, and the steps
 * become smaller until all stands still. It begins with the places by distance and has no chance in it, so the same
 * answer gives the same picture. 500 nodes are 125,000 pairs a step, which is some milliseconds.
 */

import type { PictureEdge } from '../picture/picture';
import type { Point, Positions } from './layers';

const STEPS = 150;
/** The length at which the pull of an edge and the push of its ends are even. */
const REST_LENGTH = 95;
const REST_SQUARED = REST_LENGTH ** 2;
const FIRST_STEP = 120;
/** Towards the middle, so that parts that hang on nothing do not drift away. */
const GRAVITY = 0.02;

/** Pauses after each step, so that a page can do other things in between; the places come last. */
export function* layoutByForce(
  edges: readonly Pick<PictureEdge, 'from' | 'to'>[],
  start: Positions,
): Generator<void, Map<string, Point>> {
  const ids = [...start.keys()];
  const index = new Map(ids.map((id, at) => [id, at]));
  const x = Float64Array.from(ids, (id) => start.get(id)?.x ?? 0);
  // Nodes of one column would pull and push along it for ever: each is moved aside by a little of its own.
  const y = Float64Array.from(ids, (id, at) => (start.get(id)?.y ?? 0) + Math.sin(at * 12.9898));
  for (let at = 0; at < ids.length; at++) x[at] = (x[at] ?? 0) + Math.cos(at * 78.233);
  const pulls = edges.flatMap(({ from, to }): [number, number][] => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined || a === b ? [] : [[a, b]];
  });
  for (let step = 0; step < STEPS; step++) {
    const longest = FIRST_STEP * (1 - step / STEPS);
    moveAll(x, y, pulls, longest);
    yield;
  }
  return new Map(ids.map((id, at) => [id, { x: Math.round(x[at] ?? 0), y: Math.round(y[at] ?? 0) }]));
}

function moveAll(
  x: Float64Array,
  y: Float64Array,
  pulls: readonly [number, number][],
  longest: number,
): void {
  const count = x.length;
  const fx = new Float64Array(count);
  const fy = new Float64Array(count);
  const [middleX, middleY] = [mean(x), mean(y)];
  // The one loop that counts: numbers of its own, no calls and no arrays in it.
  for (let a = 0; a < count; a++) {
    const ax = x[a] as number;
    const ay = y[a] as number;
    let sumX = (middleX - ax) * GRAVITY;
    let sumY = (middleY - ay) * GRAVITY;
    for (let b = 0; b < count; b++) {
      const dx = ax - (x[b] as number);
      const dy = ay - (y[b] as number);
      const push = REST_SQUARED / (1 + dx * dx + dy * dy);
      sumX += dx * push;
      sumY += dy * push;
    }
    fx[a] = sumX;
    fy[a] = sumY;
  }
  for (const [a, b] of pulls) {
    const dx = (x[a] as number) - (x[b] as number);
    const dy = (y[a] as number) - (y[b] as number);
    const pull = Math.sqrt(dx * dx + dy * dy) / REST_LENGTH;
    fx[a] = (fx[a] as number) - dx * pull;
    fy[a] = (fy[a] as number) - dy * pull;
    fx[b] = (fx[b] as number) + dx * pull;
    fy[b] = (fy[b] as number) + dy * pull;
  }
  for (let at = 0; at < count; at++) {
    const dx = fx[at] as number;
    const dy = fy[at] as number;
    const shorten = Math.min(1, longest / (Math.sqrt(dx * dx + dy * dy) || 1));
    x[at] = (x[at] as number) + dx * shorten;
    y[at] = (y[at] as number) + dy * shorten;
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
