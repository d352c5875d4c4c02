import type { BusinessDate } from '../../kernel';
import { sharedLoader } from '../../platform/loaders';
import type { GraphDirection, GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';
import type { Neighbourhood } from '../traversal/graph-port';

/** What is the same for all hops of a traversal. Traversals of equal questions share their statements. */
export interface GraphQuestion {
  /** In the order of the codes, each once. */
  readonly kinds: readonly GraphEdgeKind[];
  readonly direction: GraphDirection;
  readonly asOf: BusinessDate;
}

/** The nodes of one hop of one traversal. */
export interface Hop {
  readonly question: GraphQuestion;
  readonly frontier: readonly NodeKey[];
}

/** What the nodes of a hop lead to; a node that leads nowhere is left out. */
export const neighboursOfHop = sharedLoader<Hop, ReadonlyMap<NodeKey, Neighbourhood>>('graph.neighbours', {
  keyOf: ({ question, frontier }) => `${questionText(question)}|${frontier.join()}`,
  absent: () => new Map(),
});

export const questionText = ({ kinds, direction, asOf }: GraphQuestion): string =>
  `${asOf} ${direction} ${kinds.join()}`;
