import { adjacencyOf } from '../arrays/adjacency';
import { strongComponents } from '../arrays/strong-components';
import type { CircleKind } from './circle.codes';

/** A guarantee circle (担保圈): members and guarantees by their numbers, both ascending. */
export interface FoundCircle {
  readonly kind: CircleKind;
  readonly members: readonly number[];
  /** The guarantees between members, by their place in the input. */
  readonly edges: readonly number[];
  /** Pairs that guarantee each other. */
  readonly mutualPairs: number;
}

/**
 * The guarantee circles among `nodes` subjects, where `from[e]` guarantees `to[e]`: the strongly connected components of
 * two members and more. A guarantee for oneself closes nothing. The kind:
 * MUTUAL where all ways back are direct, so that the pairs form no longer circle (a pair, or a chain of pairs);
 * JOINT where at least three all guarantee each other; RING for everything else.
 */
export function guaranteeCircles(nodes: number, from: Int32Array, to: Int32Array): FoundCircle[] {
  const components = strongComponents(adjacencyOf(nodes, from, to));
  const sizes = new Int32Array(components.count);
  for (const component of components.of) sizes[component] = (sizes[component] as number) + 1;
  const circles = new Map<number, { members: number[]; edges: number[] }>();
  for (let node = 0; node < nodes; node += 1) {
    const component = components.of[node] as number;
    if ((sizes[component] as number) < 2) continue;
    const circle = circles.get(component);
    if (circle) circle.members.push(node);
    else circles.set(component, { members: [node], edges: [] });
  }
  for (let edge = 0; edge < from.length; edge += 1) {
    const [guarantor, debtor] = [from[edge] as number, to[edge] as number];
    if (guarantor === debtor || components.of[guarantor] !== components.of[debtor]) continue;
    circles.get(components.of[guarantor] as number)?.edges.push(edge);
  }
  return [...circles.values()]
    .sort((a, b) => (a.members[0] as number) - (b.members[0] as number))
    .map(({ members, edges }) => ({ members, edges, ...shapeOf(members.length, edges, from, to) }));
}

function shapeOf(
  size: number,
  edges: readonly number[],
  from: Int32Array,
  to: Int32Array,
): Pick<FoundCircle, 'kind' | 'mutualPairs'> {
  // A tie as one number, so that a circle of millions costs eight bytes for each.
  const ties = Float64Array.from(edges, (edge) => tie(from[edge] as number, to[edge] as number)).sort();
  let distinct = 0;
  let twice = 0;
  ties.forEach((one, place) => {
    if (one === ties[place - 1]) return;
    distinct += 1;
    if (holds(ties, tie(one % APART, Math.floor(one / APART)))) twice += 1;
  });
  const mutualPairs = twice / 2;
  if (twice === distinct && mutualPairs === size - 1) return { kind: 'MUTUAL', mutualPairs };
  if (distinct === size * (size - 1)) return { kind: 'JOINT', mutualPairs };
  return { kind: 'RING', mutualPairs };
}

/** Numbers of subjects stay below it, and a pair of them below 2^53. */
const APART = 2 ** 26;
const tie = (from: number, to: number): number => from * APART + to;

function holds(sorted: Float64Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
