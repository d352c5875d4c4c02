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
  DecimalScalar,
  describedEnum,
} from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { relationsOfSubject, subjectById } from '../borrower.loaders';
import type { RelationRecord } from '../borrower.records';
import { Borrower, toBorrower } from '../borrower.type';
import type { RelationKind } from './relation.codes';

const RelationKindEnum = describedEnum<RelationKind>(
  'RelationKind',
  'What the first subject is to the second.',
  {
    LEGAL_REPRESENTATIVE: 'Represents it by law 法定代表人.',
    SHAREHOLDER: 'Holds a share of it 股东.',
    EXECUTIVE: 'Manages it 高管.',
    SUPERVISOR: 'Supervises it 监事.',
    GUARANTOR: 'Guarantees its debt 担保人.',
    SPOUSE: 'Is married to him or her 配偶.',
    FAMILY: 'Is otherwise related 亲属.',
    CONTACT: 'Is named as a contact 联系人.',
    BRANCH: 'Is a branch of it 分支机构.',
    INVESTOR: 'Has invested in it 投资方.',
    CREDITOR: 'Has a claim on it 债权人.',
    DEAL: 'Trades with it 交易对手.',
  },
);

@Extensions(access('borrower:read'))
@ObjectType({ description: 'What ties a subject to another (关系), seen from the one asked about.' })
class Relation {
  otherSubjectId!: string;

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => RelationKindEnum, { description: 'What the first subject is to the second.' })
  kind!: RelationKind;

  @Field(() => Boolean, {
    description: 'True when the subject asked about is the first: it guarantees, it represents.',
  })
  outgoing!: boolean;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Strength in the unit of `weightUnit`; null where the source gives none.',
  })
  weight!: string | null;

  @Field(() => String, { nullable: true, description: 'Unit of the weight, such as PERCENT or FEN.' })
  weightUnit!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'First day.' })
  since!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Last day; null while it lasts.' })
  until!: string | null;

  @Field(() => String, { nullable: true, description: 'What shows it, such as a contract number.' })
  evidence!: string | null;
}

const RelationConnection: ClassType = connectionOf(
  'Relation',
  () => Relation,
  'borrower:read',
  'relations between subjects (关系).',
);

const toRelation = ({ id, ...facts }: RelationRecord): Relation =>
  Object.assign(new Relation(), facts, {
    id: encodePartId(facts.outgoing ? 'relation-out' : 'relation-in', id),
  });

@Resolver(() => Borrower)
export class BorrowerRelationsField {
  @FieldResolver(() => RelationConnection, {
    description: 'What ties the subject to others, in both directions, by kind.',
  })
  relations(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, relationsOfSubject, page, toRelation, { parent: borrower.subjectId });
  }
}

@Resolver(() => Relation)
export class RelationFields {
  @FieldResolver(() => Borrower, { nullable: true, description: 'The other subject.' })
  async other(@Root() relation: Relation, @Ctx() context: RequestContext): Promise<Borrower | null> {
    const record = await context.load(subjectById, relation.otherSubjectId);
    return record && toBorrower(record);
  }
}
