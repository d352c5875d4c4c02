import { Extensions, Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { access, BureauCodeScalar } from '../../platform/graphql';

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Where an answer of a bureau comes from (数据来源).' })
export class ReportProvenance {
  @Field(() => BureauCodeScalar, { description: 'The bureau.' })
  source!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the bureau drew it up (报告时间).' })
  observedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When the gateway received it (获取时间).' })
  retrievedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the consent that it was fetched under (授权编号); null when that consent is no longer kept.',
  })
  consentNo!: string | null;
}
