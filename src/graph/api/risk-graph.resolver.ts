import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Borrower, BorrowerKey, borrowerOf } from '../../borrowers';
import type { BusinessDate } from '../../kernel';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { factsOfEdges, type GraphQuestion, neighboursOfHop } from '../edges/edge.loaders';
import { type NodeKey, nodeKey } from '../node-key';
import { type Cut, walk } from '../traversal/breadth-first';
import type { GraphEdge, Neighbours } from '../traversal/graph-port';
import { shortestPath } from '../traversal/shortest-path';
import { allowanceOf } from './graph-allowance';
import { RiskGraphArguments, RiskPathArguments, scopeOf, withinLimit } from './graph-arguments';
import { rootOf } from './graph-roots';
import {
  RiskGraph,
  RiskGraphEdge,
  RiskGraphTruncation,
  toCut,
  toEdge,
  toNode,
  unknownNode,
} from './risk-graph.type';
import { BorrowerPathResult, NoPath, RiskPath, RiskPathResult } from './risk-path.type';

// An answer with all edges of its nodes; more than that is a tangle nobody reads.
const EDGES_PER_NODE = 10;
/** A path search looks at so many nodes at most. */
const MOST_SEARCHED = 20_000;

@Resolver()
export class RiskGraphResolver {
  @Extensions(access('graph:read'))
  @Query(() => RiskGraph, {
    description:
      'Who and what stands around some borrowers, accounts, devices and so on (风险图谱). All roots are searched together.',
  })
  async riskGraph(
    @Arg('roots', () => [ID], { description: 'Ids of the nodes to begin at, 1 to 20.' }) ids: string[],
    @Args(() => RiskGraphArguments) asked: RiskGraphArguments,
    @Ctx() context: RequestContext,
  ): Promise<RiskGraph> {
    withinLimit('roots', ids.length);
    const roots = await Promise.all(
      ids.map(async (id, index) => ({ id, node: await rootOf(id, `roots[${index}]`, context) })),
    );
    return graphAround(roots, asked, context);
  }

  @Extensions(access('graph:read'))
  @Query(() => RiskPathResult, {
    description: 'A shortest way between two nodes (关联路径), edges followed both ways.',
  })
  async riskPath(
    @Arg('from', () => ID, { description: 'Id of the one end.' }) from: string,
    @Arg('to', () => ID, { description: 'Id of the other end.' }) to: string,
    @Args(() => RiskPathArguments) asked: RiskPathArguments,
    @Ctx() context: RequestContext,
  ): Promise<typeof RiskPathResult> {
    withinLimit('maxDepth', asked.maxDepth);
    const [start, end] = await Promise.all([rootOf(from, 'from', context), rootOf(to, 'to', context)]);
    if (typeof start !== 'string') return unknownNode(from, start.unknown);
    if (typeof end !== 'string') return unknownNode(to, end.unknown);
    return pathBetween(start, end, asked, context);
  }
}

@Resolver(() => Borrower)
export class BorrowerRiskGraphField {
  @Extensions(access('graph:read'))
  @FieldResolver(() => RiskGraph, {
    description:
      'Who and what stands around the borrower (风险图谱). All borrowers of a request are searched together.',
  })
  riskGraph(
    @Root() borrower: Borrower,
    @Args(() => RiskGraphArguments) asked: RiskGraphArguments,
    @Ctx() context: RequestContext,
  ): Promise<RiskGraph> {
    const root = { id: borrower.id, node: nodeKey('SUBJECT', borrower.subjectId) };
    return graphAround([root], asked, context);
  }

  @Extensions(access('graph:read'))
  @FieldResolver(() => BorrowerPathResult, {
    description: 'A shortest way from the borrower to another (关联路径), edges followed both ways.',
  })
  async riskPath(
    @Root() borrower: Borrower,
    @Arg('to', () => BorrowerKey, { description: 'Exactly one key of the other.' }) to: BorrowerKey,
    @Args(() => RiskPathArguments) asked: RiskPathArguments,
    @Ctx() context: RequestContext,
  ): Promise<typeof BorrowerPathResult> {
    withinLimit('maxDepth', asked.maxDepth);
    const other = await borrowerOf(to, context);
    if (!(other instanceof Borrower)) return other;
    const [start, end] = [borrower, other].map(({ subjectId }) => nodeKey('SUBJECT', subjectId));
    return pathBetween(start as NodeKey, end as NodeKey, asked, context);
  }
}

@Resolver(() => RiskGraph)
export class RiskGraphEdgesField {
  @Extensions(access('graph:read'))
  @FieldResolver(() => [RiskGraphEdge], {
    description:
      'The edges that were followed. Both ends are among the nodes, and at least one of them is nearer than `depth`.',
  })
  edges(@Root() { walked, asOf }: RiskGraph, @Ctx() context: RequestContext): Promise<RiskGraphEdge[]> {
    return withFacts(walked, asOf, context);
  }
}

/** Edges as they are shown. One that was deleted since the traversal is left out. */
async function withFacts(
  edges: readonly GraphEdge[],
  asOf: BusinessDate,
  context: RequestContext,
): Promise<RiskGraphEdge[]> {
  if (edges.length === 0) return [];
  const found = await context.load(factsOfEdges, { edges, asOf });
  return edges.flatMap((edge) => {
    const facts = found.get(edge.key);
    return facts ? [toEdge(edge, facts)] : [];
  });
}

/** What the nodes of a hop lead to, in this request. */
const neighboursIn =
  (question: GraphQuestion, context: RequestContext): Neighbours =>
  (hop) =>
    context.load(neighboursOfHop, { question, ...hop });

async function pathBetween(
  start: NodeKey,
  end: NodeKey,
  asked: RiskPathArguments,
  context: RequestContext,
): Promise<RiskPath | NoPath> {
  const { question, cuts } = scopeOf(asked, 'BOTH', context);
  const limits = { maxDepth: asked.maxDepth, maxSearched: MOST_SEARCHED };
  const path = await shortestPath(start, end, limits, neighboursIn(question, context));
  if (!path.found)
    return Object.assign(new NoPath(), {
      maxDepth: asked.maxDepth,
      searchedNodes: path.searched,
      complete: path.complete && cuts.length === 0,
    });
  return Object.assign(new RiskPath(), {
    length: path.edges.length,
    nodes: path.nodes.map((node, distance) => toNode(node, distance, { asOf: question.asOf })),
    edges: await withFacts(path.edges, question.asOf, context),
    asOf: question.asOf,
  });
}

interface AskedRoot {
  readonly id: string;
  readonly node: Awaited<ReturnType<typeof rootOf>>;
}

async function graphAround(
  roots: readonly AskedRoot[],
  asked: RiskGraphArguments,
  context: RequestContext,
): Promise<RiskGraph> {
  const { depth, direction, maxNodes } = asked;
  withinLimit('depth', depth);
  withinLimit('maxNodes', maxNodes);
  const { question, cuts: refused } = scopeOf(asked, direction, context);
  const known = roots.flatMap(({ node }) => (typeof node === 'string' ? [node] : []));
  const { distances, edges, cuts } = await walk(
    known,
    { depth, maxNodes, maxEdges: maxNodes * EDGES_PER_NODE, mayExpand: allowanceOf(context) },
    neighboursIn(question, context),
  );
  const cutsOf = new Map<NodeKey, Cut[]>();
  for (const cut of cuts) if (cut.node !== null) cutsOf.set(cut.node, [...(cutsOf.get(cut.node) ?? []), cut]);
  const nodes = new Map(
    [...distances].map(([key, distance]) => [
      key,
      toNode(key, distance, { asOf: question.asOf, cuts: cutsOf.get(key) }),
    ]),
  );
  const all = [...refused, ...cuts];
  return Object.assign(new RiskGraph(), {
    roots: roots.map(({ id, node }) =>
      typeof node === 'string' ? nodes.get(node) : unknownNode(id, node.unknown),
    ),
    nodes: [...nodes.values()],
    walked: edges,
    truncated: all.length === 0 ? null : Object.assign(new RiskGraphTruncation(), { cuts: all.map(toCut) }),
    asOf: question.asOf,
  });
}
