import { Arg, Args, ArgsType, Ctx, Extensions, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../../borrowers';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../../consent';
import { nodeKind, nodeRow, RiskGraphMarks } from '../../../graph';
import { access } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import type { LenderType } from '../../policies/dated';
import type { Indicator, IndicatorKind } from '../indicator';
import { indicatorsOfBorrower } from '../indicator.loader';
import { gravityOf } from '../judging';
import { LenderTypeEnum, RiskIndicatorKindEnum } from './indicator.enums';
import { RiskIndicator, toIndicator } from './indicator.type';

@ArgsType()
class IndicatorArguments {
  @Field(() => [RiskIndicatorKindEnum], {
    nullable: true,
    description: 'Which of them; null: all four, in this order.',
  })
  kinds?: IndicatorKind[] | null;

  @Field(() => InquiryPurposeEnum, {
    nullable: true,
    defaultValue: 'LOAN_APPROVAL',
    description:
      'What the judgement is for: stored reports are read only if they were fetched for it, under a consent of the subject that still holds. Null: no report is read.',
  })
  purpose?: InquiryPurpose | null;

  @Field(() => LenderTypeEnum, {
    nullable: true,
    description: 'By whose rules; null: those of the kind of lender that this gateway serves.',
  })
  lenderType?: LenderType | null;
}

@Resolver(() => Borrower)
export class BorrowerIndicatorsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => [RiskIndicator], {
    description:
      'Fraud, multi-platform borrowing, over-indebtedness and overdue habit (四项风险指标), each with its evidence. From what is stored: no bureau is ever asked, and a report that is missing or too old is named.',
  })
  async indicators(
    @Root() borrower: Borrower,
    @Args(() => IndicatorArguments) { kinds, purpose = null, lenderType = null }: IndicatorArguments,
    @Ctx() context: RequestContext,
  ): Promise<RiskIndicator[]> {
    const all = await context.load(indicatorsOfBorrower, {
      subjectId: borrower.subjectId,
      purpose,
      lenderType,
    });
    return all.filter(({ kind }) => kinds?.includes(kind) ?? true).map(toIndicator);
  }
}

@Resolver(() => RiskGraphMarks)
export class GraphNodeIndicatorField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => RiskIndicator, {
    nullable: true,
    description:
      'The worst indicator (最严重指标) of a person or firm at the node, UNKNOWN ones left out; null for other nodes and where nothing was found. Without a purpose no report is read; with one, only under the own consent of who stands here.',
  })
  async worstIndicator(
    @Root() { node }: RiskGraphMarks,
    @Arg('purpose', () => InquiryPurposeEnum, {
      nullable: true,
      description: 'What stored reports may be read for; null, the default: none is read.',
    })
    purpose: InquiryPurpose | null = null,
    @Ctx() context: RequestContext,
  ): Promise<RiskIndicator | null> {
    if (nodeKind(node.key) !== 'SUBJECT') return null;
    const question = { subjectId: nodeRow(node.key), purpose, lenderType: null };
    const worst = worstIn(await context.load(indicatorsOfBorrower, question));
    return worst && toIndicator(worst);
  }
}

/** Null where nothing was found. */
function worstIn(all: readonly Indicator[]): Indicator | null {
  const gravity = ({ level }: Indicator): number => (level === 'UNKNOWN' ? 0 : gravityOf(level));
  return all.reduce<Indicator | null>(
    (worst, one) =>
      gravity(one) > (worst ? gravity(worst) : 0) ||
      (worst !== null && gravity(one) === gravity(worst) && (one.score ?? 0) > (worst.score ?? 0))
        ? one
        : worst,
    null,
  );
}
