import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { keyOfNode } from '../../kernel';
import { maskIdentifier } from '../../kernel/identity';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { maskedUnlessPermitted } from '../../security';
import { accountById, accountList, ledgerOfAccount, standingOrdersOfAccount } from './account.loaders';
import {
  Account,
  AccountConnection,
  AccountFilterInput,
  AccountOrderEnum,
  LedgerEntry,
  LedgerEntryConnection,
  StandingOrder,
  StandingOrderConnection,
  toAccount,
  toLedgerEntry,
  toStandingOrder,
} from './account.type';

const masked = (number: string): string => maskIdentifier('ACCOUNT_NO', number);

@Resolver(() => Account)
export class AccountResolver {
  @Extensions(access('ecosystem:read'))
  @Query(() => Account, { nullable: true, description: 'An account by its id; null when there is none.' })
  async account(
    @Arg('id', () => ID, { description: 'Id of the account.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Account | null> {
    const record = await context.load(accountById, keyOfNode(id, 'Account'));
    return record && toAccount(record);
  }

  @Extensions(access('ecosystem:read'))
  @Query(() => AccountConnection, { description: 'All accounts.' })
  accounts(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => AccountFilterInput, { nullable: true, description: 'Which accounts.' })
    filter: AccountFilterInput | null,
    @Arg('orderBy', () => AccountOrderEnum, { defaultValue: 'OPENED_AT_DESC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, accountList, page, toAccount, {
      order,
      filter: { status: filter?.status ?? null },
    });
  }

  @Extensions(access('ecosystem:read', { personal: true }))
  @FieldResolver(() => String, {
    description: 'Account number (账号); masked without the permission pii:read.',
  })
  accountNo(@Root() account: Account, @Ctx() context: RequestContext): string {
    return maskedUnlessPermitted(
      context,
      { type: 'Account', id: account.key },
      'accountNo',
      account.number,
      masked,
    );
  }

  @FieldResolver(() => LedgerEntryConnection, { description: 'Bookings (流水), newest first.' })
  ledgerEntries(
    @Root() account: Account,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, ledgerOfAccount, page, toLedgerEntry(account.key), { parent: account.key });
  }

  @FieldResolver(() => StandingOrderConnection, {
    description: 'Standing orders, in the order of their arrival.',
  })
  standingOrders(
    @Root() account: Account,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, standingOrdersOfAccount, page, toStandingOrder(account.key), {
      parent: account.key,
    });
  }
}

@Resolver(() => LedgerEntry)
export class LedgerEntryFields {
  @Extensions(access('ecosystem:read', { personal: true }))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Account of the other side (对手账号); masked without pii:read.',
  })
  counterpartyAccount(@Root() entry: LedgerEntry, @Ctx() context: RequestContext): string | null {
    return counterpartyAccount(entry, context);
  }
}

@Resolver(() => StandingOrder)
export class StandingOrderFields {
  @Extensions(access('ecosystem:read', { personal: true }))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Account of the other side (对手账号); masked without pii:read.',
  })
  counterpartyAccount(@Root() order: StandingOrder, @Ctx() context: RequestContext): string | null {
    return counterpartyAccount(order, context);
  }
}

function counterpartyAccount(
  { counterparty }: LedgerEntry | StandingOrder,
  context: RequestContext,
): string | null {
  if (!counterparty.number) return null;
  const owner = { type: 'Account', id: counterparty.account } as const;
  return maskedUnlessPermitted(context, owner, 'counterpartyAccount', counterparty.number, masked);
}
