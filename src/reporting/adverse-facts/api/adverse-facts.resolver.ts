import { Arg, Args, Ctx, Extensions, ID, Mutation, Query, Resolver } from 'type-graphql';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { KEY_DESCRIPTION } from '../../api/key-description';
import {
  approveAdverseFact,
  type FactAnswer,
  proposeAdverseFact,
  reportAdverseFact,
} from '../adverse-fact.commands';
import {
  AdverseFactChange,
  AdverseFactConnection,
  AdverseFactFilterInput,
  AdverseFactInput,
  toAdverseFact,
} from './adverse-fact.type';
import { adverseFactList } from './adverse-fact-list.repository';

const ID_DESCRIPTION = 'Id of the adverse fact.';

@Resolver()
export class AdverseFactsResolver {
  @Extensions(access('report:read'))
  @Query(() => AdverseFactConnection, { description: 'Adverse facts (不良事实), the newest first.' })
  adverseFacts(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => AdverseFactFilterInput, { nullable: true, description: 'Which facts.' })
    filter: AdverseFactFilterInput | null,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, adverseFactList, page, toAdverseFact, {
      order: 'ID_DESC',
      filter: { state: filter?.state ?? null },
    });
  }

  @Extensions(access('report:write'))
  @Mutation(() => AdverseFactChange, {
    description:
      'Stores an adverse fact, or with `id` changes one that was not reported (登记不良事实). Nobody is told of it until a second person approved it; a change voids an approval.',
  })
  async proposeAdverseFact(
    @Arg('content', () => AdverseFactInput, { description: 'The fact.' }) content: AdverseFactInput,
    @Arg('id', () => ID, { nullable: true, description: 'Of the fact to be changed; without it a new one.' })
    id: string | null | undefined,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AdverseFactChange> {
    const input = { id: id ?? null, content };
    return changed(await context.run(proposeAdverseFact, { input, idempotencyKey: key ?? null }));
  }

  @Extensions(access('report:write'))
  @Mutation(() => AdverseFactChange, {
    description:
      'Approves exactly the content of a hash (复核). Refused for the person who proposed it, and where the content is another by now.',
  })
  async approveAdverseFact(
    @Arg('id', () => ID, { description: ID_DESCRIPTION }) id: string,
    @Arg('contentHash', () => String, { description: 'The `contentHash` of the fact that was looked at.' })
    contentHash: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AdverseFactChange> {
    const input = { id, contentHash };
    return changed(await context.run(approveAdverseFact, { input, idempotencyKey: key ?? null }));
  }

  @Extensions(access('report:write'))
  @Mutation(() => AdverseFactChange, {
    description:
      'Tells bureaus of an approved fact (报送不良事实). Its records wait until the borrower was told, as all adverse data do.',
  })
  async reportAdverseFact(
    @Arg('id', () => ID, { description: ID_DESCRIPTION }) id: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AdverseFactChange> {
    return changed(await context.run(reportAdverseFact, { input: { id }, idempotencyKey: key ?? null }));
  }
}

const changed = (answer: FactAnswer): AdverseFactChange => Object.assign(new AdverseFactChange(), answer);
