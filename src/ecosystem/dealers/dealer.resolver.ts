import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { keyOfNode } from '../../kernel';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { OrderConnection, ordersOfDealer, toOrder } from '../trade';
import { dealerById, dealerList } from './dealer.loaders';
import { Dealer, DealerConnection, DealerFilterInput, DealerOrderEnum, toDealer } from './dealer.type';

@Resolver(() => Dealer)
export class DealerResolver {
  @Extensions(access('ecosystem:read'))
  @Query(() => Dealer, { nullable: true, description: 'A dealer by its id; null when there is none.' })
  async dealer(
    @Arg('id', () => ID, { description: 'Id of the dealer.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Dealer | null> {
    const record = await context.load(dealerById, keyOfNode(id, 'Dealer'));
    return record && toDealer(record);
  }

  @Extensions(access('ecosystem:read'))
  @Query(() => DealerConnection, { description: 'All dealers.' })
  dealers(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => DealerFilterInput, { nullable: true, description: 'Which dealers.' })
    filter: DealerFilterInput | null,
    @Arg('orderBy', () => DealerOrderEnum, { defaultValue: 'SINCE_ASC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    const which = { level: filter?.level ?? null, namePrefix: filter?.namePrefix ?? null };
    return connectionFor(context, dealerList, page, toDealer, { order, filter: which });
  }

  @FieldResolver(() => OrderConnection, { description: 'Orders (订单) placed by the dealer, newest first.' })
  orders(
    @Root() dealer: Dealer,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, ordersOfDealer, page, toOrder, { parent: dealer.key });
  }
}
