import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { keyOfNode } from '../../kernel';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { instalmentsOfLoan, loanById, loanList, paymentsOfLoan } from './loan.loaders';
import {
  Loan,
  LoanConnection,
  LoanFilterInput,
  LoanInstalmentConnection,
  LoanOrderEnum,
  LoanPaymentConnection,
  toInstalment,
  toLoan,
  toLoanPayment,
} from './loan.type';

@Resolver(() => Loan)
export class LoanResolver {
  @Extensions(access('loan:read'))
  @Query(() => Loan, { nullable: true, description: 'A loan by its id; null when there is none.' })
  async loan(
    @Arg('id', () => ID, { description: 'Id of the loan.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Loan | null> {
    const record = await context.load(loanById, keyOfNode(id, 'Loan'));
    return record && toLoan(record);
  }

  @Extensions(access('loan:read'))
  @Query(() => LoanConnection, { description: "All loans of the lender's own book." })
  loans(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => LoanFilterInput, { nullable: true, description: 'Which loans.' })
    filter: LoanFilterInput | null,
    @Arg('orderBy', () => LoanOrderEnum, { defaultValue: 'ISSUED_AT_DESC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, loanList, page, toLoan, {
      order,
      filter: { status: filter?.status ?? null },
    });
  }

  @FieldResolver(() => LoanInstalmentConnection, { description: 'Instalments, by number.' })
  instalments(
    @Root() loan: Loan,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, instalmentsOfLoan, page, toInstalment, { parent: loan.key });
  }

  @FieldResolver(() => LoanPaymentConnection, { description: 'Payments, newest first.' })
  payments(
    @Root() loan: Loan,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, paymentsOfLoan, page, toLoanPayment, { parent: loan.key });
  }
}
