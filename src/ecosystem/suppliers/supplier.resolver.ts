import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { keyOfNode } from '../../kernel';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { OrderConnection, ordersOfSupplier, toOrder } from '../trade';
import { supplierById, supplierList } from './supplier.loaders';
import {
  Supplier,
  SupplierConnection,
  SupplierFilterInput,
  SupplierOrderEnum,
  toSupplier,
} from './supplier.type';

@Resolver(() => Supplier)
export class SupplierResolver {
  @Extensions(access('ecosystem:read'))
  @Query(() => Supplier, { nullable: true, description: 'A supplier by its id; null when there is none.' })
  async supplier(
    @Arg('id', () => ID, { description: 'Id of the supplier.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Supplier | null> {
    const record = await context.load(supplierById, keyOfNode(id, 'Supplier'));
    return record && toSupplier(record);
  }

  @Extensions(access('ecosystem:read'))
  @Query(() => SupplierConnection, { description: 'All suppliers.' })
  suppliers(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => SupplierFilterInput, { nullable: true, description: 'Which suppliers.' })
    filter: SupplierFilterInput | null,
    @Arg('orderBy', () => SupplierOrderEnum, { defaultValue: 'SINCE_ASC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    const which = { tier: filter?.tier ?? null, namePrefix: filter?.namePrefix ?? null };
    return connectionFor(context, supplierList, page, toSupplier, { order, filter: which });
  }

  @FieldResolver(() => OrderConnection, {
    description: 'Orders (订单) placed with the supplier, newest first.',
  })
  orders(
    @Root() supplier: Supplier,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, ordersOfSupplier, page, toOrder, { parent: supplier.key });
  }
}
