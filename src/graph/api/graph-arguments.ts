import { ArgsType, Field, Int } from 'type-graphql';
import { type BusinessDate, CatalogueError, may, type Permission } from '../../kernel';
import { BusinessDateScalar } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import type { GraphQuestion } from '../edges/edge.loaders';
import { EDGE_TABLES } from '../edges/edge-tables';
import { GRAPH_EDGE_KINDS, type GraphDirection, type GraphEdgeKind } from '../graph.codes';
import type { Cut } from '../traversal/breadth-first';
import { GraphDirectionEnum, GraphEdgeKindEnum } from './graph.enums';

/** What one answer may ask for. Beyond it the answer would be no picture, and the search no look-up. */
export const GRAPH_LIMITS = { roots: 20, depth: 6, maxNodes: 2_000, maxDepth: 10 } as const;

@ArgsType()
class GraphScopeArguments {
  @Field(() => [GraphEdgeKindEnum], {
    nullable: true,
    description: 'Only edges of these kinds; all kinds when it is left out.',
  })
  kinds?: GraphEdgeKind[] | null;

  @Field(() => BusinessDateScalar, {
    nullable: true,
    description:
      'The edges that held on this day (时点); the business date when it is left out. It may not lie in the future.',
  })
  asOf?: BusinessDate | null;
}

@ArgsType()
export class RiskGraphArguments extends GraphScopeArguments {
  @Field(() => Int, { defaultValue: 2, description: 'How many edges to go from the nearest root, 1 to 6.' })
  depth!: number;

  @Field(() => GraphDirectionEnum, { defaultValue: 'BOTH', description: 'Which way to follow edges.' })
  direction!: GraphDirection;

  @Field(() => Int, { defaultValue: 500, description: 'How many nodes at most, roots included, 1 to 2000.' })
  maxNodes!: number;
}

@ArgsType()
export class RiskPathArguments extends GraphScopeArguments {
  @Field(() => Int, { defaultValue: 6, description: 'How many edges the path may have, 1 to 10.' })
  maxDepth!: number;
}

/** @throws CatalogueError GRAPH_LIMIT that names the limit */
export function withinLimit(limit: keyof typeof GRAPH_LIMITS, value: number): void {
  if (value < 1 || value > GRAPH_LIMITS[limit])
    throw new CatalogueError('GRAPH_LIMIT', { limit, min: 1, max: GRAPH_LIMITS[limit] });
}

const PERMISSION_OF = new Map<GraphEdgeKind, Permission>(
  EDGE_TABLES.flatMap(({ kinds, permission }) => kinds.map((kind) => [kind, permission] as const)),
);

/**
 * What the traversal asks for: without the kinds that the caller may not follow, which are cut.
 * @throws CatalogueError BAD_USER_INPUT for a day in the future
 */
export function scopeOf(
  { kinds, asOf }: GraphScopeArguments,
  direction: GraphDirection,
  { principal, clock }: RequestContext,
): { question: GraphQuestion; cuts: Cut[] } {
  const today = clock.businessDate();
  if (asOf && asOf > today)
    throw new CatalogueError('BAD_USER_INPUT', { argument: 'asOf', problem: 'must not lie in the future' });
  const asked = GRAPH_EDGE_KINDS.filter((kind) => !kinds || kinds.includes(kind));
  const permitted = asked.filter((kind) => may(principal, PERMISSION_OF.get(kind) as Permission));
  return {
    question: { kinds: permitted, direction, asOf: asOf ?? today },
    cuts: asked
      .filter((kind) => !permitted.includes(kind))
      .map((kind) => ({ reason: 'NOT_PERMITTED', node: null, kind, found: 0, kept: 0 })),
  };
}
