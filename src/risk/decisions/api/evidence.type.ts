import { Extensions, Field, ObjectType } from 'type-graphql';
import { money, toDecimal } from '../../../kernel';
import { access, DecimalScalar } from '../../../platform/graphql';
import type { MissingReason } from '../../facts/fact';
import { MissingReasonEnum } from '../../indicators/api/indicator.enums';
import type { CaseFile } from '../case/case-file';
import { wordsOf } from '../case/words';
import type { Decision } from '../core/decision';

@Extensions(access('decision:read'))
@ObjectType({
  description:
    'One figure that a decision was made from, as it was then (决策依据): of the score, or of the limit.',
})
export class DecisionEvidence {
  @Field(() => String, { description: 'Its name in the case, such as bureauOpenLenders or monthlyIncome.' })
  name!: string;

  @Field(() => String, { description: 'What it is, in English.' })
  text!: string;

  @Field(() => String, { description: 'What it is, in Chinese (中文说明).' })
  textZh!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The figure as text, amounts in the currency of the loan; null where it was not known.',
  })
  value!: string | null;

  @Field(() => MissingReasonEnum, {
    nullable: true,
    description: 'Why it was not known; null where it was. It never counted as zero.',
  })
  missing!: MissingReason | null;

  @Field(() => String, {
    description: 'Where it came from: the code of a bureau, or loans, ledger, trade, lawsuits.',
  })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: 'When it was so: an instant or a business date; null where the source did not say.',
  })
  observedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the consent that a report was fetched under; null for what needs none.',
  })
  consentNo!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The bin of the scorecard that it fell into (分箱); null for what the score does not look at.',
  })
  bin!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The points that it gave (得分); null for what the score does not look at.',
  })
  points!: string | null;
}

const MINOR = /Minor$/;

/** What the score looked at, then what the limit was made of. */
export function evidenceOf(
  { features, means, request }: CaseFile,
  { score }: Pick<Decision, 'score'>,
): DecisionEvidence[] {
  return Object.entries({ ...features, ...means }).map(([name, { value, ...rest }]) => {
    const { en, zh } = wordsOf(name);
    const scored = score.features.find((feature) => feature.name === name);
    return Object.assign(new DecisionEvidence(), rest, {
      name: name.replace(MINOR, ''),
      text: en,
      textZh: zh,
      value:
        value !== null && MINOR.test(name)
          ? toDecimal(money(BigInt(value), request.currency))
          : (value?.toString() ?? null),
      bin: scored?.bin ?? null,
      points: scored?.points ?? null,
    });
  });
}
