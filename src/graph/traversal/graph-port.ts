import type { GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';

/** An edge as it is stored: from the first node to the second, whichever of them was reached first. */
export interface GraphEdge {
  /** Unique among all edges, and the same on every run. */
  readonly key: string;
  readonly kind: GraphEdgeKind;
  readonly from: NodeKey;
  readonly to: NodeKey;
}

/** More edges of one kind, in one direction, than are read of one node. */
export interface Overflow {
  readonly kind: GraphEdgeKind;
  /** Whether they start from the node, or lead to it. */
  readonly outward: boolean;
  /** At least so many are there. */
  readonly found: number;
}

/** What one node leads to. */
export interface Neighbourhood {
  readonly edges: readonly GraphEdge[];
  readonly overflows: readonly Overflow[];
}

/** The nodes of one hop, and what is asked of them. */
export interface Expansion {
  readonly frontier: readonly NodeKey[];
  /** The traversal begins here: of an overflow some edges are given, otherwise none. */
  readonly isStart: boolean;
  /** Only edges to nodes up to this row are asked for; more may come. Null: all. */
  readonly upTo: string | null;
}

/**
 * The one thing that a traversal asks of the world: what the nodes of a hop lead to, all at once. A node that leads
 * nowhere may be left out.
 */
export type Neighbours = (hop: Expansion) => Promise<ReadonlyMap<NodeKey, Neighbourhood>>;

/** The same order on every run and database. */
export const compareEdges = (a: GraphEdge, b: GraphEdge): number =>
  a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
