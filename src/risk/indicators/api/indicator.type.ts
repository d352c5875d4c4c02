import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { access, BusinessDateScalar } from '../../../platform/graphql';
import { ConsentNoField, ObservedAtField, SourceField } from '../../origin.fields';
import { RiskLevelEnum } from '../../risk-level.enum';
import type { Evidence, Indicator, IndicatorKind, MissingInput, RiskLevel } from '../indicator';
import { MissingReasonEnum, RiskIndicatorKindEnum } from './indicator.enums';

@Extensions(access('risk:read'))
@ObjectType({
  description: 'One reason for the level of an indicator, with what shows it (证据). Holds nothing personal.',
})
export class RiskEvidence {
  @Field(() => String, {
    description:
      'Of the rule that found it, such as OVERDUE_LOAN, OPEN_LENDERS or EMULATOR. New codes may come.',
  })
  code!: string;

  @Field(() => RiskLevelEnum, { description: 'How much it weighs; WATCH at most where it is about others.' })
  level!: RiskLevel;

  @Field(() => String, { description: 'What was found, in English.' })
  text!: string;

  @Field(() => String, { description: 'What was found, in Chinese (中文说明).' })
  textZh!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The figure behind it, a decimal number as text; its unit stands in the text. Null where there is none.',
  })
  value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The limit of the policy that it passed, in the unit of the figure; null where none is set.',
  })
  threshold!: string | null;

  @SourceField()
  source!: string;

  @ObservedAtField()
  observedAt!: string | null;

  @ConsentNoField()
  consentNo!: string | null;

  @Field(() => [ID], { description: 'Ids of what shows it, as `node(id)` takes them.' })
  nodeIds!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Number of a loan, case, contract, waybill or article, or the id of a circle or ring as `guaranteeCircles` and `sharedRings` give it; null where there is none.',
  })
  reference!: string | null;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'Something that a judgement would have looked at and could not (缺失信息).' })
export class RiskMissingInput {
  @Field(() => String, { description: 'What is missing, such as BUREAU_REPORT, INCOME or TURNOVER.' })
  input!: string;

  @Field(() => MissingReasonEnum, { description: 'Why.' })
  reason!: MissingInput['reason'];

  @SourceField()
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The place at fault of what is INVALID; null otherwise.',
  })
  place!: string | null;

  @Field(() => String, { description: 'In English.' })
  text!: string;

  @Field(() => String, { description: 'In Chinese (中文说明).' })
  textZh!: string;
}

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'A judgement on a borrower with its evidence (风险指标). It is computed from what is stored, by a dated policy; it never asks a bureau.',
})
export class RiskIndicator {
  @Field(() => RiskIndicatorKindEnum, { description: 'What it tells of.' })
  kind!: IndicatorKind;

  @Field(() => RiskLevelEnum, {
    description: 'That of the worst evidence. UNKNOWN is not NONE: what would show it is missing.',
  })
  level!: Indicator['level'];

  @Field(() => Int, {
    nullable: true,
    description: '0 to 100, higher is worse: it rises with each cause. Null where the level is UNKNOWN.',
  })
  score!: number | null;

  @Field(() => [RiskEvidence], {
    description: 'What speaks for it, the worst first; empty for NONE and UNKNOWN.',
  })
  evidence!: RiskEvidence[];

  @Field(() => [RiskMissingInput], {
    description: 'What was not there to be looked at: with it the level might be worse, never better.',
  })
  missing!: RiskMissingInput[];

  @Field(() => String, { description: 'When the level is UNKNOWN, in English.' })
  nullRule!: string;

  @Field(() => String, { description: 'When the level is UNKNOWN, in Chinese (缺失规则).' })
  nullRuleZh!: string;

  @Field(() => String, { description: 'Version of the computation.' })
  version!: string;

  @Field(() => String, {
    description: 'The policy that gave the limits: kind of lender and version (策略版本).',
  })
  policyVersion!: string;

  @Field(() => BusinessDateScalar, { description: 'The business date that it was computed for.' })
  asOf!: string;
}

export const toIndicator = ({ nullRule, evidence, missing, ...facts }: Indicator): RiskIndicator =>
  Object.assign(new RiskIndicator(), facts, {
    nullRule: nullRule.en,
    nullRuleZh: nullRule.zh,
    evidence: evidence.map(toEvidence),
    missing: missing.map(toMissingInput),
  });

export const toMissingInput = ({ en, zh, ...rest }: MissingInput): RiskMissingInput =>
  Object.assign(new RiskMissingInput(), rest, { text: en, textZh: zh });

const toEvidence = ({ en, zh, ...rest }: Evidence): RiskEvidence =>
  Object.assign(new RiskEvidence(), rest, { text: en, textZh: zh });
