import type { BusinessDate } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import { neighboursOfHop } from '../edges/edge.loaders';
import type { GraphEdgeKind } from '../graph.codes';
import { nodeKey } from '../node-key';
import { type Walk, walk } from './breadth-first';

export interface Surroundings {
  readonly depth: number;
  readonly maxNodes: number;
  /** In the order of the codes, each once. */
  readonly kinds: readonly GraphEdgeKind[];
  readonly asOf: BusinessDate;
}

/** What stands within some hops of a subject. All subjects of a request are searched by the same statements. */
export const aroundSubject = (
  context: RequestContext,
  subjectId: string,
  { depth, maxNodes, kinds, asOf }: Surroundings,
): Promise<Walk> =>
  walk([nodeKey('SUBJECT', subjectId)], { depth, maxNodes, maxEdges: maxNodes * 10 }, (hop) =>
    context.load(neighboursOfHop, { question: { kinds, direction: 'BOTH', asOf }, ...hop }),
  );
