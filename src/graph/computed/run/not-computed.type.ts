import { Extensions, Field, ObjectType } from 'type-graphql';
import { access, describedEnum } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import type { GraphPart } from './computation.codes';
import { type ComputationRecord, computationInForce } from './computation.loaders';

const GraphPartEnum = describedEnum<GraphPart>('GraphPart', 'What is computed over the whole graph.', {
  CIRCLES: 'Guarantee circles 担保圈.',
  RINGS: 'Rings of subjects that share a device or contact point 关联团伙.',
  OWNERS: 'Ultimate owners 最终受益人.',
});

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'Nothing has been computed over the whole graph yet. It does not mean that there is nothing to find: run the command.',
})
export class GraphNotComputed {
  @Field(() => GraphPartEnum, { description: 'What is missing.' })
  part!: GraphPart;

  @Field(() => String, { description: 'What an operator runs.' })
  command!: string;
}

/** Answers from what is in force, or says that there is nothing to answer from. */
export async function whenComputed<Answer>(
  context: RequestContext,
  part: GraphPart,
  answer: (computation: ComputationRecord) => Answer | Promise<Answer>,
): Promise<Answer | GraphNotComputed> {
  const computation = await context.load(computationInForce, part);
  return computation === null
    ? Object.assign(new GraphNotComputed(), { part, command: 'npm run graph:compute' })
    : answer(computation);
}
