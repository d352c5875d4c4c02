import type { GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';

/** An edge as it is stored: from the first node to the second, whichever of them was reached first. */
export interface GraphEdge {
  /** Unique among all edges: its table and the row. */
  readonly key: string;
  readonly kind: GraphEdgeKind;
  readonly from: NodeKey;
  readonly to: NodeKey;
  /** In `weightUnit`; null where the source gives none. */
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly source: string;
  readonly evidence: string | null;
}

/** More edges of one kind than are read of one node. */
export interface Overflow {
  readonly kind: GraphEdgeKind;
  /** How many there are; counting stops at a thousand. */
  readonly found: number;
  /** Whether the node has so many that none was read: a public network, not a ring. */
  readonly supernode: boolean;
}

/** What one node leads to. */
export interface Neighbourhood {
  readonly edges: readonly GraphEdge[];
  readonly overflows: readonly Overflow[];
}

/** The one thing that a traversal asks of the world: what the nodes of a hop lead to, all at once. */
export type Neighbours = (frontier: readonly NodeKey[]) => Promise<ReadonlyMap<NodeKey, Neighbourhood>>;
