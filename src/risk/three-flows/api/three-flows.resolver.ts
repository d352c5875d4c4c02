import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  createUnionType,
  Extensions,
  Field,
  FieldResolver,
  Int,
  Resolver,
  Root,
} from 'type-graphql';
import { Borrower } from '../../../borrowers';
import { Dealer, Order, orderById, Supplier, toOrder } from '../../../ecosystem';
import { addDays, type BusinessDate, CatalogueError } from '../../../kernel';
import { access, BusinessDateScalar } from '../../../platform/graphql';
import type { ListToken } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { policyInForce } from '../../policies/policy.loader';
import { worse } from '../core/reconcile-trade';
import { TradeRefused } from '../core/refuse-trade';
import { reconciledTrades } from '../sources/gather-counterparty';
import { reconciled } from '../sources/gather-trade';
import {
  type TradeWindow,
  tradesOfDealer,
  tradesOfSubject,
  tradesOfSupplier,
} from '../sources/three-flows.loaders';
import { CounterpartyThreeFlows, toCounterparty } from './counterparty.type';
import { ThreeFlows, ThreeFlowsRefused, toRefused, toThreeFlows } from './three-flows.type';

const ThreeFlowsResult = createUnionType({
  name: 'ThreeFlowsResult',
  description: 'The reconciliation of a trade, or why there is none.',
  types: () => [ThreeFlows, ThreeFlowsRefused] as const,
});

const LONGEST_WINDOW_DAYS = 3_660;

@ArgsType()
class ThreeFlowsArguments {
  @Field(() => BusinessDateScalar, {
    nullable: true,
    description:
      'The day to judge by, not after today; the business date if left out. What came later is left out.',
  })
  asOf?: string | null;
}

@ArgsType()
class CounterpartyArguments extends ThreeFlowsArguments {
  @Field(() => Int, {
    defaultValue: 365,
    description: 'Length of the window in days up to `asOf`, 1 to 3660; the newest 500 trades of it count.',
  })
  days!: number;
}

@Resolver(() => Order)
export class OrderThreeFlowsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => ThreeFlowsResult, {
    nullable: true,
    description:
      'The three flows of the trade (三流合一): order, goods, papers and money held against each other.',
  })
  async threeFlows(
    @Root() order: Order,
    @Args(() => ThreeFlowsArguments) { asOf }: ThreeFlowsArguments,
    @Ctx() context: RequestContext,
  ): Promise<ThreeFlows | ThreeFlowsRefused | null> {
    const { limits, version } = await rulesOf(context);
    const found = await reconciled(context, order.key, dayOf(asOf, context), limits);
    if (found === null) return null;
    return found instanceof TradeRefused ? toRefused(order.key, found) : toThreeFlows(found, version);
  }
}

const OF_ALL = 'The three flows (三流合一) of all its trades in a window, and what they come to.';

@Resolver(() => Supplier)
export class SupplierThreeFlowsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => CounterpartyThreeFlows, { description: OF_ALL })
  threeFlows(
    @Root() supplier: Supplier,
    @Args(() => CounterpartyArguments) asked: CounterpartyArguments,
    @Ctx() context: RequestContext,
  ): Promise<CounterpartyThreeFlows> {
    return counterparty(context, tradesOfSupplier, supplier.key, asked);
  }
}

@Resolver(() => Dealer)
export class DealerThreeFlowsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => CounterpartyThreeFlows, { description: OF_ALL })
  threeFlows(
    @Root() dealer: Dealer,
    @Args(() => CounterpartyArguments) asked: CounterpartyArguments,
    @Ctx() context: RequestContext,
  ): Promise<CounterpartyThreeFlows> {
    return counterparty(context, tradesOfDealer, dealer.key, asked);
  }
}

@Resolver(() => Borrower)
export class BorrowerThreeFlowsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => CounterpartyThreeFlows, {
    description: 'The three flows (三流合一) of all that the subject sold or bought in a window.',
  })
  threeFlows(
    @Root() borrower: Borrower,
    @Args(() => CounterpartyArguments) asked: CounterpartyArguments,
    @Ctx() context: RequestContext,
  ): Promise<CounterpartyThreeFlows> {
    return counterparty(context, tradesOfSubject, borrower.subjectId, asked);
  }
}

@Resolver(() => CounterpartyThreeFlows)
export class CounterpartyTradesField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => [ThreeFlows], {
    description: 'The trades themselves, the worst first, then the newest.',
  })
  trades(
    @Root() counterparty: CounterpartyThreeFlows,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 0 to 100.' }) first: number,
  ): ThreeFlows[] {
    if (first < 0 || first > 100)
      throw new CatalogueError('PAGE_SIZE_OUT_OF_RANGE', { argument: 'first', min: 0, max: 100 });
    return [...counterparty.reconciled]
      .sort((a, b) => worse(a.level, b.level))
      .slice(0, first)
      .map((trade) => toThreeFlows(trade, counterparty.policyVersion));
  }
}

@Resolver(() => ThreeFlows)
export class ThreeFlowsOrderField {
  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => Order, { nullable: true, description: 'The order of the trade.' })
  order(@Root() { orderKey }: ThreeFlows, @Ctx() context: RequestContext): Promise<Order | null> {
    return orderOf(context, orderKey);
  }
}

@Resolver(() => ThreeFlowsRefused)
export class ThreeFlowsRefusedOrderField {
  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => Order, { nullable: true, description: 'The order of the trade.' })
  order(@Root() { orderKey }: ThreeFlowsRefused, @Ctx() context: RequestContext): Promise<Order | null> {
    return orderOf(context, orderKey);
  }
}

async function orderOf(context: RequestContext, key: string): Promise<Order | null> {
  const record = await context.load(orderById, key);
  return record && toOrder(record);
}

async function counterparty(
  context: RequestContext,
  token: ListToken<string, TradeWindow>,
  parent: string,
  asked: CounterpartyArguments,
): Promise<CounterpartyThreeFlows> {
  const asOf = dayOf(asked.asOf, context);
  if (asked.days < 1 || asked.days > LONGEST_WINDOW_DAYS)
    throw new CatalogueError('BAD_USER_INPUT', {
      argument: 'days',
      problem: `must be 1 to ${LONGEST_WINDOW_DAYS}`,
    });
  const { limits, version } = await rulesOf(context);
  const window = { from: addDays(asOf, 1 - asked.days), asOf };
  return toCounterparty(await reconciledTrades(context, token, { parent, ...window }, limits), version);
}

/** The rules of today, whatever the day that is judged. */
async function rulesOf(context: RequestContext) {
  const { limits, lenderType, policyVersion } = await context.load(policyInForce, { lenderType: null });
  return { limits: limits.threeFlows, version: `${lenderType}/${policyVersion}` };
}

/** @throws CatalogueError for a day that has not come */
function dayOf(asOf: string | null | undefined, { clock }: RequestContext): BusinessDate {
  const today = clock.businessDate();
  if (asOf != null && asOf > today)
    throw new CatalogueError('BAD_USER_INPUT', { argument: 'asOf', problem: 'must not be after today' });
  return asOf ?? today;
}
