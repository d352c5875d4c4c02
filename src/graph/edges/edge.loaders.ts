import type { BusinessDate } from '../../kernel';
import { sharedLoader } from '../../platform/loaders';
import type { GraphDirection, GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';
import type { Expansion, GraphEdge, Neighbourhood } from '../traversal/graph-port';

/** What is the same for all hops of a traversal. */
export interface GraphQuestion {
  /** In the order of the codes, each once. */
  readonly kinds: readonly GraphEdgeKind[];
  readonly direction: GraphDirection;
  readonly asOf: BusinessDate;
}

/** The nodes of one hop of one traversal. Hops of equal questions are answered by the same statements. */
export interface Hop extends Expansion {
  readonly question: GraphQuestion;
}

/** What the nodes of a hop lead to; a node that leads nowhere is left out. */
export const neighboursOfHop = sharedLoader<Hop, ReadonlyMap<NodeKey, Neighbourhood>>('graph.neighbours', {
  keyOf: (hop) => `${questionOf(hop)} ${hop.upTo}|${hop.frontier.join()}`,
  absent: () => new Map(),
});

/** Hops that may share a statement have the same text. */
export const questionOf = ({ question: { kinds, direction, asOf }, isStart }: Hop): string =>
  `${asOf} ${direction} ${isStart} ${kinds.join()}`;

/** What an edge says beside its ends. */
export interface EdgeFacts {
  /** In `weightUnit`; null where the source gives none. */
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly source: string;
  readonly evidence: string | null;
}

interface EdgesOfDay {
  readonly edges: readonly GraphEdge[];
  readonly asOf: BusinessDate;
}

/** The facts of all edges of an answer, by the key of the edge. */
export const factsOfEdges = sharedLoader<EdgesOfDay, ReadonlyMap<string, EdgeFacts>>('graph.edgeFacts', {
  keyOf: ({ edges, asOf }) => `${asOf}|${edges.map(({ key }) => key).join()}`,
  absent: () => new Map(),
});
