import {
  Arg,
  Ctx,
  Extensions,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import {
  correctContribution,
  type NoticeRequest,
  recordAdverseNotice,
  resubmitContribution,
  withdrawContribution,
} from './desk.commands';
import { KEY_DESCRIPTION } from './key-description';

@InputType({ description: 'That a borrower was told before adverse data are reported (不良信息告知).' })
export class AdverseNoticeInput implements NoticeRequest {
  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => String, { description: 'How he was told, as a code such as SMS, CALL or LETTER (告知方式).' })
  channel!: string;

  @Field(() => String, { description: 'SHA-256 of the message or recording (证据哈希): 64 hex digits.' })
  evidenceHash!: string;

  @Field(() => GraphQLISODateTime, { description: 'When he was told; not in the future.' })
  noticedAt!: Date;
}

@Extensions(access('report:write'))
@ObjectType({ description: 'What came of storing a notice.' })
export class AdverseNoticeResult {
  @Field(() => Boolean, {
    description: 'False where a notice of this loan was stored before: that one stays.',
  })
  created!: boolean;

  @Field(() => Int, { description: 'How many records waited for it and may go now.' })
  released!: number;
}

@Extensions(access('report:write'))
@ObjectType({ description: 'Which record was changed.' })
export class ContributionChange {
  @Field(() => ID, { description: 'Id of the record: `contribution` shows what became of it.' })
  id!: string;
}

@Resolver()
export class ReportingMutations {
  @Extensions(access('report:write'))
  @Mutation(() => AdverseNoticeResult, {
    description:
      'Stores that a borrower was told that adverse data of his loan will be reported (登记不良信息告知). Records that waited for it may go.',
  })
  async recordAdverseNotice(
    @Arg('input', () => AdverseNoticeInput, { description: 'The notice.' }) input: AdverseNoticeInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AdverseNoticeResult> {
    const answer = await context.run(recordAdverseNotice, { input, idempotencyKey: idempotencyKey ?? null });
    return Object.assign(new AdverseNoticeResult(), answer);
  }

  @Extensions(access('report:write'))
  @Mutation(() => ContributionChange, {
    description:
      'Builds a record that was refused or held back anew from what is stored now, and sends it under the same key (重报). Amounts are those of the loan book as it is now. One that the bureau has is corrected instead.',
  })
  async resubmitContribution(
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ContributionChange> {
    const input = { id };
    return changed(
      await context.run(resubmitContribution, { input, idempotencyKey: idempotencyKey ?? null }),
    );
  }

  @Extensions(access('report:write'))
  @Mutation(() => ContributionChange, {
    description:
      'Takes back a record (撤回). One that no bureau has is not sent. What a bureau has goes out as taken back to every bureau that has it, as a CORRECT event with `nothingHappened`.',
  })
  async withdrawContribution(
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ContributionChange> {
    const input = { id };
    return changed(
      await context.run(withdrawContribution, { input, idempotencyKey: idempotencyKey ?? null }),
    );
  }
}

@Resolver()
export class CorrectionMutations {
  @Extensions(access('report:write'))
  @Mutation(() => ContributionChange, {
    description:
      'Corrects what a bureau has (更正): mend the loan book first. What the book says now goes out as a modification to every bureau that has what was told, as a CORRECT event of today.',
  })
  async correctContribution(
    @Arg('id', () => ID, { description: 'Id of a record that a bureau has.' }) id: string,
    @Arg('nothingHappened', () => Boolean, {
      defaultValue: false,
      description: 'True where nothing of the kind happened at all: what was told is taken back.',
    })
    nothingHappened: boolean,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ContributionChange> {
    const input = { id, nothingHappened };
    return changed(await context.run(correctContribution, { input, idempotencyKey: idempotencyKey ?? null }));
  }
}

const changed = (id: string): ContributionChange => Object.assign(new ContributionChange(), { id });
