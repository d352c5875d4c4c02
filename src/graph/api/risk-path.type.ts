import { createUnionType, Extensions, Field, Int, ObjectType } from 'type-graphql';
import { AmbiguousIdentity, InvalidKey, NotFound } from '../../borrowers';
import { access, BusinessDateScalar } from '../../platform/graphql';
import { RiskGraphEdge, RiskGraphNode, UnknownNode } from './risk-graph.type';

@Extensions(access('graph:read'))
@ObjectType({ description: 'A shortest way from one node to another (关联路径), edges followed both ways.' })
export class RiskPath {
  @Field(() => Int, { description: 'How many edges; 0 when both ends are one node.' })
  length!: number;

  @Field(() => [RiskGraphNode], {
    description:
      'The nodes from the one end to the other, both included. The distance is that from the one end.',
  })
  nodes!: RiskGraphNode[];

  @Field(() => [RiskGraphEdge], {
    description: 'The edge between each two nodes that follow one another, with its evidence.',
  })
  edges!: RiskGraphEdge[];

  @Field(() => BusinessDateScalar, { description: 'The day whose edges were searched.' })
  asOf!: string;
}

@Extensions(access('graph:read'))
@ObjectType({ description: 'No path was found.' })
export class NoPath {
  @Field(() => Int, { description: 'The most edges that a path was allowed.' })
  maxDepth!: number;

  @Field(() => Int, { description: 'How many nodes were looked at, around both ends together.' })
  searchedNodes!: number;

  @Field(() => Boolean, {
    description:
      'True when there is certainly none of that length. False when the search left something out, such as the users of a public network.',
  })
  complete!: boolean;
}

export const RiskPathResult = createUnionType({
  name: 'RiskPathResult',
  description: 'What a search for a path came to.',
  types: () => [RiskPath, NoPath, UnknownNode] as const,
});

export const BorrowerPathResult = createUnionType({
  name: 'BorrowerPathResult',
  description: 'What a search for a path to the borrower of a key came to, or what was wrong with the key.',
  types: () => [RiskPath, NoPath, NotFound, AmbiguousIdentity, InvalidKey] as const,
});
