import { Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { businessDateOf, money } from '../../kernel';
import { access, MoneyType, moneyType } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { Bureau } from '../directory/bureau.type';
import type { BudgetTaken } from '../inquiry/ledger/ledger.repository';
import { usageOfDay } from './usage.repository';

/** What was taken of budgets today: calls that are out and calls that are spent. */
@Resolver(() => Bureau)
export class BureauUsageFields {
  @Extensions(access('bureau:read'))
  @FieldResolver(() => Int, {
    description:
      "Paid calls of the caller's own client today in Shanghai (当日查询次数), those under way included.",
  })
  async callsToday(@Root() { code }: Bureau, @Ctx() context: RequestContext): Promise<number> {
    return (await today(code, context, context.principal.clientId)).calls;
  }

  @Extensions(access('bureau:read'))
  @FieldResolver(() => MoneyType, { description: 'What those calls cost (当日花费).' })
  async spentToday(@Root() { code }: Bureau, @Ctx() context: RequestContext): Promise<MoneyType> {
    return yuan(await today(code, context, context.principal.clientId));
  }

  @Extensions(access('operations:read'))
  @FieldResolver(() => Int, { description: 'Paid calls of all clients today in Shanghai.' })
  async callsTodayByAll(@Root() { code }: Bureau, @Ctx() context: RequestContext): Promise<number> {
    return (await today(code, context, null)).calls;
  }

  @Extensions(access('operations:read'))
  @FieldResolver(() => MoneyType, { description: 'What the calls of all clients cost today.' })
  async spentTodayByAll(@Root() { code }: Bureau, @Ctx() context: RequestContext): Promise<MoneyType> {
    return yuan(await today(code, context, null));
  }
}

/** @param clientId null: of all clients together */
async function today(bureau: string, context: RequestContext, clientId: string | null): Promise<BudgetTaken> {
  const usage = await context.load(usageOfDay, businessDateOf(context.clock.now()));
  const own = clientId === null ? [...usage.values()] : [usage.get(clientId)];
  const taken = own.flatMap((bureaus) => bureaus?.get(bureau) ?? []);
  return {
    calls: taken.reduce((sum, { calls }) => sum + calls, 0),
    spentMinor: taken.reduce((sum, { spentMinor }) => sum + spentMinor, 0n),
  };
}

const yuan = ({ spentMinor }: BudgetTaken): MoneyType => moneyType(money(spentMinor, 'CNY'));
