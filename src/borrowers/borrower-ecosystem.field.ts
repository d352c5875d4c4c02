import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  Account,
  AccountConnection,
  accountsOfSubject,
  Dealer,
  DealerConnection,
  dealershipsOfSubject,
  Loan,
  LoanConnection,
  loansOfSubject,
  Supplier,
  SupplierConnection,
  suppliershipsOfSubject,
  toAccount,
  toDealer,
  toLoan,
  toSupplier,
} from '../ecosystem';
import { access } from '../platform/graphql';
import { connectionFor, ListArguments } from '../platform/lists';
import type { RequestContext } from '../platform/request';
import { holdersOfAccount, subjectById } from './borrower.loaders';
import { Borrower, toBorrower } from './borrower.type';

@Resolver(() => Borrower)
export class BorrowerEcosystemFields {
  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => AccountConnection, {
    description: 'Accounts (账户) that the subject holds in any part, newest first.',
  })
  accounts(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, accountsOfSubject, page, toAccount, { parent: borrower.subjectId });
  }

  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => SupplierConnection, {
    description: 'The subject as a supplier (供应商), longest standing first.',
  })
  supplierships(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, suppliershipsOfSubject, page, toSupplier, { parent: borrower.subjectId });
  }

  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => DealerConnection, {
    description: 'The subject as a dealer (经销商), longest standing first.',
  })
  dealerships(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, dealershipsOfSubject, page, toDealer, { parent: borrower.subjectId });
  }

  @Extensions(access('loan:read'))
  @FieldResolver(() => LoanConnection, {
    description: 'Loans (借款) of this lender to the subject, newest first.',
  })
  loans(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, loansOfSubject, page, toLoan, { parent: borrower.subjectId });
  }
}

const borrowerById = async (subjectId: string, context: RequestContext): Promise<Borrower | null> => {
  const record = await context.load(subjectById, subjectId);
  return record && toBorrower(record);
};

@Resolver(() => Account)
export class AccountHolderField {
  @Extensions(access('borrower:read'))
  @FieldResolver(() => [Borrower], {
    description: 'Who holds the account: owners first. An account has a handful.',
  })
  async holders(@Root() account: Account, @Ctx() context: RequestContext): Promise<Borrower[]> {
    const ids = await context.load(holdersOfAccount, account.key);
    const holders = await Promise.all(ids.map((id) => borrowerById(id, context)));
    return holders.filter((holder) => holder !== null);
  }
}

@Resolver(() => Supplier)
export class SupplierBorrowerField {
  @Extensions(access('borrower:read'))
  @FieldResolver(() => Borrower, { nullable: true, description: 'The firm or person that is the supplier.' })
  borrower(@Root() supplier: Supplier, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerById(supplier.subjectId, context);
  }
}

@Resolver(() => Dealer)
export class DealerBorrowerField {
  @Extensions(access('borrower:read'))
  @FieldResolver(() => Borrower, { nullable: true, description: 'The firm or person that is the dealer.' })
  borrower(@Root() dealer: Dealer, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerById(dealer.subjectId, context);
  }
}

@Resolver(() => Loan)
export class LoanBorrowerField {
  @Extensions(access('borrower:read'))
  @FieldResolver(() => Borrower, { nullable: true, description: 'Who owes it.' })
  borrower(@Root() loan: Loan, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerById(loan.subjectId, context);
  }
}
