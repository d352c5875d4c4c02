import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../../borrowers';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../../consent';
import { CatalogueError } from '../../../kernel';
import { access } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import { maskedUnlessPermitted } from '../../../security';
import { composePortrait } from '../compose';
import { materialOf } from '../gather';
import type { SectionKind, Shown } from '../portrait';
import { PortraitSectionEnum } from './portrait.enums';
import { BorrowerPortrait, PortraitItem, toPortrait } from './portrait.type';

@Resolver(() => Borrower)
export class BorrowerPortraitField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => BorrowerPortrait, {
    description:
      'The borrower all round (360度用户画像): identity, ecosystem, trade, credit, behaviour, network and risk, each with freshness, completeness and sources. From what is stored: no bureau is ever asked.',
  })
  async portrait(
    @Root() { subjectId }: Borrower,
    @Arg('purpose', () => InquiryPurposeEnum, {
      nullable: true,
      defaultValue: 'LOAN_APPROVAL',
      description:
        'What it is for: stored reports are read only if they were fetched for it, under a consent of the subject that still holds. Null: no report is read.',
    })
    purpose: InquiryPurpose | null,
    @Arg('sections', () => [PortraitSectionEnum], {
      nullable: true,
      description: 'Which sides to show; null: all of them. Completeness counts all in any case.',
    })
    kinds: SectionKind[] | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<BorrowerPortrait> {
    const material = await materialOf({ subjectId, purpose }, context);
    // The borrower was found by this very request: he is gone since.
    if (!material) throw new CatalogueError('UNAVAILABLE');
    return toPortrait(composePortrait(material), { subjectId, purpose, kinds: kinds ?? null });
  }
}

@Resolver(() => PortraitItem)
export class PortraitItemFields {
  @Extensions(access('risk:read', { personal: true }))
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What is known, as text by its unit; masked without the permission pii:read where it is PERSONAL. Null for MONEY, and where it is missing.',
  })
  value(@Root() { item: { fact }, subjectId }: PortraitItem, @Ctx() context: RequestContext): string | null {
    if (!fact.known || fact.value.kind === 'MONEY') return null;
    if (fact.value.kind !== 'PERSONAL') return plain(fact.value);
    const { field, clear, mask } = fact.value;
    return maskedUnlessPermitted(context, { type: 'Borrower', id: subjectId }, field, clear, mask);
  }
}

function plain(shown: Exclude<Shown, { kind: 'PERSONAL' | 'MONEY' }>): string {
  switch (shown.kind) {
    case 'TEXT':
      return shown.text;
    case 'DAY':
      return shown.day;
    case 'SHARE':
      return shown.share.toFixed(4);
    default:
      return String(shown.count);
  }
}
