import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CreditReport } from '../../../bureaus';
import { Loan } from '../../../ecosystem';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { Contribution } from '../../api/contribution.type';
import { KEY_DESCRIPTION } from '../../api/key-description';
import { answerObjection, objectToContribution } from '../objection.commands';
import {
  Objection,
  ObjectionAnswerInput,
  ObjectionChange,
  ObjectionConnection,
  ObjectionFilterInput,
  ObjectionInput,
  toObjection,
} from './objection.type';
import {
  disputedAtBureau,
  loanIsDisputed,
  type ObjectionRecord,
  objectionList,
  objectionsOfEvent,
} from './objection-list.repository';

@Resolver()
export class ObjectionsResolver {
  @Extensions(access('report:read'))
  @Query(() => ObjectionConnection, {
    description: 'Objections of borrowers to what bureaus were told (异议), the newest first.',
  })
  objections(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => ObjectionFilterInput, { nullable: true, description: 'Which objections.' })
    input: ObjectionFilterInput | null,
    @Ctx() context: RequestContext,
  ) {
    const today = context.clock.businessDate();
    const { state = null, loanNo = null, overdue } = input ?? {};
    const toNode = (record: ObjectionRecord) => toObjection(record, today);
    return connectionFor(context, objectionList, page, toNode, {
      order: 'ID_DESC',
      filter: { state, loanNo, overdueOn: overdue ? today : null },
    });
  }

  @Extensions(access('report:write'))
  @Mutation(() => ObjectionChange, {
    description:
      'Stores that a borrower objects to a record (提出异议). Every bureau that has what it tells gets a mark on it; the answer is due in 20 days.',
  })
  async objectToContribution(
    @Arg('input', () => ObjectionInput, { description: 'The objection.' }) input: ObjectionInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ObjectionChange> {
    const id = await context.run(objectToContribution, { input, idempotencyKey: idempotencyKey ?? null });
    return Object.assign(new ObjectionChange(), { id });
  }

  @Extensions(access('report:write'))
  @Mutation(() => ObjectionChange, {
    description:
      'Stores how an objection was answered in writing (答复异议), and tells the bureaus. One that is upheld needs `correctContribution` first.',
  })
  async answerObjection(
    @Arg('input', () => ObjectionAnswerInput, { description: 'The answer.' }) input: ObjectionAnswerInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ObjectionChange> {
    const id = await context.run(answerObjection, { input, idempotencyKey: idempotencyKey ?? null });
    return Object.assign(new ObjectionChange(), { id });
  }
}

@Resolver(() => Contribution)
export class ContributionObjectionsField {
  @FieldResolver(() => [Objection], { description: 'Objections to what it tells (异议), the oldest first.' })
  async objections(@Root() contribution: Contribution, @Ctx() context: RequestContext): Promise<Objection[]> {
    const records = await context.load(objectionsOfEvent, contribution.eventKey);
    return records.map((record) => toObjection(record, context.clock.businessDate()));
  }
}

@Resolver(() => Loan)
export class LoanDisputedField {
  @FieldResolver(() => Boolean, {
    description:
      'True where the borrower objects to what bureaus were told of it, and was not answered yet (异议处理中).',
  })
  isDisputed(@Root() loan: Loan, @Ctx() context: RequestContext): Promise<boolean> {
    return context.load(loanIsDisputed, loan.key);
  }
}

@Resolver(() => CreditReport)
export class CreditReportDisputedField {
  @FieldResolver(() => [String], {
    description:
      'Numbers of our own loans that this bureau was told of and that the borrower objects to (异议标注): what the report says of them is in dispute.',
  })
  async disputedLoanNos(@Root() report: CreditReport, @Ctx() context: RequestContext): Promise<string[]> {
    return [...(await context.load(disputedAtBureau, `${report.subjectId} ${report.bureau}`))];
  }
}
