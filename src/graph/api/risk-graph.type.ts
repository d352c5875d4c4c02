import { createUnionType, Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { Borrower } from '../../borrowers';
import { Account, ContactPoint, Dealer, Device, Loan, Supplier } from '../../ecosystem';
import { type BusinessDate, encodePartId } from '../../kernel';
import { access, BusinessDateScalar, DecimalScalar } from '../../platform/graphql';
import type { EdgeFacts } from '../edges/edge.loaders';
import type { GraphEdgeKind, GraphNodeKind } from '../graph.codes';
import type { MarkLevel } from '../marks/mark';
import { type NodeKey, nodeId, nodeKind } from '../node-key';
import type { Cut, CutReason } from '../traversal/breadth-first';
import type { GraphEdge } from '../traversal/graph-port';
import {
  GraphCutReasonEnum,
  GraphEdgeKindEnum,
  GraphNodeKindEnum,
  GraphRiskLevelEnum,
  UnknownReasonEnum,
} from './graph.enums';
import type { UnknownReason } from './graph-roots';

export const RiskGraphEntity = createUnionType({
  name: 'RiskGraphEntity',
  description: 'What stands at a node of the risk graph.',
  types: () => [Borrower, Account, Supplier, Dealer, Device, ContactPoint, Loan] as const,
});

@Extensions(access('graph:read'))
@ObjectType({ description: 'A fact that speaks against a node (风险标记).' })
export class RiskGraphMark {
  @Field(() => String, {
    description:
      'What it is, such as OVERDUE_LOAN, DEFAULTED_LOAN, SUED, EMULATOR or SUPERNODE. New codes may come.',
  })
  code!: string;

  @Field(() => GraphRiskLevelEnum, { description: 'How much it weighs.' })
  level!: MarkLevel;

  @Field(() => String, { description: 'The fact in English. Holds nothing personal.' })
  text!: string;

  @Field(() => String, { description: 'The fact in Chinese (中文说明). Holds nothing personal.' })
  textZh!: string;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Since when, where that is known.' })
  since!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What shows it, such as the number of a loan or a case.',
  })
  evidence!: string | null;
}

@Extensions(access('graph:read'))
@ObjectType({
  description:
    "What speaks against a node (风险标记), from this lender's own records. What bureaus say of it is asked of the entity, under the subject's own consent.",
})
export class RiskGraphMarks {
  node!: RiskGraphNode;

  @Field(() => GraphRiskLevelEnum, { description: 'The heaviest level among the facts; NONE without any.' })
  level!: MarkLevel;

  @Field(() => [RiskGraphMark], {
    description: 'The facts, those of loans first. Facts that the caller may not read are left out.',
  })
  facts!: RiskGraphMark[];
}

@Extensions(access('graph:read'))
@ObjectType({ description: 'A node of a risk graph: somebody or something, and how far it is from a root.' })
export class RiskGraphNode {
  key!: NodeKey;
  /** What was left out at this very node. */
  cuts!: readonly Cut[];
  /** The day whose edges lead to it, and whose facts speak against it. */
  asOf!: BusinessDate;

  @Field(() => ID, { description: 'Id of what stands here, as `node(id)` takes it.' })
  id!: string;

  @Field(() => GraphNodeKindEnum, { description: 'What stands here.' })
  kind!: GraphNodeKind;

  @Field(() => Int, { description: 'Edges to the nearest root; 0 for a root.' })
  distance!: number;
}

@Extensions(access('graph:read'))
@ObjectType({ description: 'An id that leads to no node of the graph.' })
export class UnknownNode {
  @Field(() => ID, { description: 'The id, as it was asked for.' })
  id!: string;

  @Field(() => UnknownReasonEnum, { description: 'Why.' })
  reason!: UnknownReason;
}

export const RiskGraphRoot = createUnionType({
  name: 'RiskGraphRoot',
  description: 'What became of an id that was asked for as a root.',
  types: () => [RiskGraphNode, UnknownNode] as const,
});

@Extensions(access('graph:read'))
@ObjectType({ description: 'What ties one node to another (关系), as it is stored.' })
export class RiskGraphEdge {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => ID, { description: 'Id of the node it starts from: who guarantees, owns, sells.' })
  from!: string;

  @Field(() => ID, { description: 'Id of the node it leads to: who is guaranteed, owned, sold to.' })
  to!: string;

  @Field(() => GraphEdgeKindEnum, { description: 'What the first is to the second.' })
  kind!: GraphEdgeKind;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Strength in the unit of `weightUnit`: a share, an amount guaranteed, owed or traded, how often a device was used. Null where the source gives none.',
  })
  weight!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Unit of the weight: PERCENT, FEN (hundredths of a yuan), TIMES, or the code of another currency.',
  })
  weightUnit!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'First day; null where it is unknown.' })
  since!: string | null;

  @Field(() => BusinessDateScalar, {
    nullable: true,
    description:
      'Last day, null while it lasts. Of a device the day it was last used, of trade the day of the last order.',
  })
  until!: string | null;

  @Field(() => String, { description: 'The system that it comes from, as the import calls it.' })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What shows it: the number of a contract, loan, supplier or dealer; the part of an account holder; how many orders were traded.',
  })
  evidence!: string | null;
}

@Extensions(access('graph:read'))
@ObjectType({ description: 'Something that is missing in a graph.' })
export class RiskGraphCut {
  @Field(() => GraphCutReasonEnum, { description: 'Why it is missing.' })
  reason!: CutReason;

  @Field(() => ID, {
    nullable: true,
    description: 'The node whose edges are missing; null when the whole graph was cut.',
  })
  nodeId!: string | null;

  @Field(() => GraphEdgeKindEnum, {
    nullable: true,
    description: 'The kind of edges that are missing; null when all kinds are.',
  })
  kind!: GraphEdgeKind | null;

  @Field(() => Int, {
    description:
      'How many there are. Of the edges of one node, at least so many: those of any day are counted, up to a thousand.',
  })
  found!: number;

  @Field(() => Int, { description: 'How many of them were kept.' })
  kept!: number;
}

@Extensions(access('graph:read'))
@ObjectType({ description: 'What is missing in a graph, and why.' })
export class RiskGraphTruncation {
  @Field(() => [RiskGraphCut], { description: 'Each thing that was left out, in the order of the search.' })
  cuts!: RiskGraphCut[];
}

@Extensions(access('graph:read'))
@ObjectType({
  description:
    'Who and what stands around some nodes (风险图谱), as far as asked. A shared device or number is a node of its own.',
})
export class RiskGraph {
  walked!: readonly GraphEdge[];

  @Field(() => [RiskGraphRoot], { description: 'One for each id that was asked for, in their order.' })
  roots!: (typeof RiskGraphRoot)[];

  @Field(() => [RiskGraphNode], {
    description: 'The nodes, nearest first; at one distance always in the same order.',
  })
  nodes!: RiskGraphNode[];

  @Field(() => RiskGraphTruncation, {
    nullable: true,
    description: 'What was left out; null when nothing was.',
  })
  truncated!: RiskGraphTruncation | null;

  @Field(() => BusinessDateScalar, { description: 'The day whose edges it shows.' })
  asOf!: string;
}

export const toNode = (
  key: NodeKey,
  distance: number,
  { asOf, cuts = [] }: { asOf: BusinessDate; cuts?: readonly Cut[] | undefined },
): RiskGraphNode =>
  Object.assign(new RiskGraphNode(), { key, cuts, asOf, id: nodeId(key), kind: nodeKind(key), distance });

export const toEdge = ({ key, from, to, kind }: GraphEdge, facts: EdgeFacts): RiskGraphEdge =>
  Object.assign(new RiskGraphEdge(), facts, {
    id: encodePartId('edge', key),
    kind,
    from: nodeId(from),
    to: nodeId(to),
  });

export const toCut = ({ node, ...facts }: Cut): RiskGraphCut =>
  Object.assign(new RiskGraphCut(), facts, { nodeId: node === null ? null : nodeId(node) });

export const unknownNode = (id: string, reason: UnknownReason): UnknownNode =>
  Object.assign(new UnknownNode(), { id, reason });
