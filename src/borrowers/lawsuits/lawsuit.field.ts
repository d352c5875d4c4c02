import {
  Args,
  type ClassType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { encodePartId } from '../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyTypeOrNull,
} from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { lawsuitsOfSubject } from '../borrower.loaders';
import type { LawsuitRecord } from '../borrower.records';
import { Borrower } from '../borrower.type';
import type { LawsuitRole, LawsuitStage } from './lawsuit.codes';

const LawsuitRoleEnum = describedEnum<LawsuitRole>('LawsuitRole', 'Part in a case.', {
  PLAINTIFF: 'Sues 原告.',
  DEFENDANT: 'Is sued 被告.',
  THIRD_PARTY: 'Third party 第三人.',
});

const LawsuitStageEnum = describedEnum<LawsuitStage>('LawsuitStage', 'How far a case has come.', {
  FILED: 'Filed 立案.',
  JUDGED: 'Judged 已判决.',
  ENFORCEMENT: 'Under enforcement 执行中.',
  CLOSED: 'Closed 结案.',
});

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'A case before a court in which the subject has a part (诉讼). A court listing is a fact with its number, not a judgement of ours.',
})
class Lawsuit {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Number of the case (案号).' })
  caseNo!: string | null;

  @Field(() => String, { nullable: true, description: 'The court.' })
  court!: string | null;

  @Field(() => String, { nullable: true, description: 'Cause of action (案由).' })
  cause!: string | null;

  @Field(() => LawsuitRoleEnum, { description: 'Part of the subject in the case.' })
  role!: LawsuitRole;

  @Field(() => LawsuitStageEnum, { description: 'How far it has come.' })
  stage!: LawsuitStage;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day of filing.' })
  filedOn!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day of the decision.' })
  decidedOn!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount in dispute.' })
  amount!: MoneyType | null;
}

const LawsuitConnection: ClassType = connectionOf(
  'Lawsuit',
  () => Lawsuit,
  'borrower:read',
  'cases before a court (诉讼).',
);

const toLawsuit = ({ id, amount, ...facts }: LawsuitRecord): Lawsuit =>
  Object.assign(new Lawsuit(), facts, { id: encodePartId('lawsuit', id), amount: moneyTypeOrNull(amount) });

@Resolver(() => Borrower)
export class BorrowerLawsuitsField {
  @FieldResolver(() => LawsuitConnection, {
    description: 'Cases before a court in which the subject has a part (诉讼), newest first.',
  })
  lawsuits(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, lawsuitsOfSubject, page, toLawsuit, { parent: borrower.subjectId });
  }
}
