import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { access, BusinessDateScalar, DecimalScalar, describedEnum } from '../../../platform/graphql';
import type { Outcome } from '../core/decision';
import type { DifferenceKind } from '../shadow/differences';
import { DecisionOutcomeEnum } from './decision.enums';

const DifferenceKindEnum = describedEnum<DifferenceKind>(
  'DecisionDifferenceKind',
  'What came out otherwise in the shadow.',
  {
    OUTCOME: 'What was decided 结果.',
    SCORE: 'Points of the scorecard 评分.',
    PD: 'Probability of default within 12 months 违约概率.',
    RATE: 'Nominal rate a year 利率.',
    LIMIT: 'The limit, in yuan 额度.',
    RULE: 'A rule that only one of them hit, with its effect 命中规则.',
  },
);

@Extensions(access('decision:shadow'))
@ObjectType({ description: 'A model or policy that runs in the shadow.' })
export class DecisionShadowVersion {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'SHA-256 of its content, in hex.' })
  fingerprint!: string;
}

@Extensions(access('decision:shadow'))
@ObjectType({ description: 'One thing in which the shadow differs from the decision.' })
export class DecisionDifference {
  @Field(() => DifferenceKindEnum, { description: 'What it is.' })
  kind!: DifferenceKind;

  @Field(() => String, { nullable: true, description: 'As it was decided; null where there is none.' })
  decided!: string | null;

  @Field(() => String, { nullable: true, description: 'As the shadow has it; null where there is none.' })
  shadow!: string | null;
}

@Extensions(access('decision:shadow'))
@ObjectType({
  description:
    'What a model or policy on trial would have decided (影子运行). It ran beside the decision, on the same case, and decided nothing.',
})
export class DecisionShadow {
  @Field(() => DecisionOutcomeEnum, {
    nullable: true,
    description: 'What it came to; null where it could not decide.',
  })
  outcome!: Outcome | null;

  @Field(() => String, { nullable: true, description: 'Why it could not decide; null where it could.' })
  failure!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its points; null where it could not decide.' })
  score!: string | null;

  @Field(() => DecisionShadowVersion, { description: 'The model that it judged by.' })
  model!: DecisionShadowVersion;

  @Field(() => DecisionShadowVersion, { description: 'The policy that it judged by.' })
  policy!: DecisionShadowVersion;

  @Field(() => [DecisionDifference], {
    description: 'In what it differs, figures first. Empty where it came to the same.',
  })
  differences!: DecisionDifference[];
}

@Extensions(access('decision:shadow'))
@ObjectType({ description: 'Decisions that came out alike, beside a shadow by one model and policy.' })
export class DecisionShadowGroup {
  @Field(() => DecisionOutcomeEnum, { description: 'What was decided.' })
  decided!: Outcome;

  @Field(() => DecisionOutcomeEnum, {
    nullable: true,
    description: 'What the shadow came to; null where it could not decide.',
  })
  shadow!: Outcome | null;

  @Field(() => DecisionShadowVersion, { description: 'The model of the shadow.' })
  model!: DecisionShadowVersion;

  @Field(() => DecisionShadowVersion, { description: 'The policy of the shadow.' })
  policy!: DecisionShadowVersion;

  @Field(() => Int, { description: 'How many decisions.' })
  decisions!: number;
}

@Extensions(access('decision:shadow'))
@ObjectType({ description: 'How a model or policy on trial did beside the decisions of a period.' })
export class DecisionShadowSummary {
  @Field(() => BusinessDateScalar, { description: 'First business date of the decisions.' })
  from!: string;

  @Field(() => BusinessDateScalar, { description: 'Last business date of the decisions.' })
  to!: string;

  @Field(() => Int, { description: 'Decisions that had a shadow.' })
  decisions!: number;

  @Field(() => Int, { description: 'Those in which the shadow came to the same outcome.' })
  agreeing!: number;

  @Field(() => Int, { description: 'Those in which it came to another outcome.' })
  differing!: number;

  @Field(() => Int, { description: 'Those in which it could not decide.' })
  failed!: number;

  @Field(() => [DecisionShadowGroup], {
    description: 'The same by what was decided and what the shadow came to.',
  })
  groups!: DecisionShadowGroup[];
}
