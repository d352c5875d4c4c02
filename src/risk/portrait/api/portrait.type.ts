import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../../consent';
import { access, BusinessDateScalar, MoneyType, moneyType } from '../../../platform/graphql';
import type { MissingReason } from '../../facts/fact';
import { MissingReasonEnum } from '../../indicators/api/indicator.enums';
import { RiskMissingInput, toMissingInput } from '../../indicators/api/indicator.type';
import { missingInput } from '../../indicators/judging';
import { ConsentNoField, ObservedAtField, SourceField } from '../../origin.fields';
import type { CreditFile, FileState, Portrait } from '../compose';
import { ITEMS, type ItemCode } from '../items';
import type { Completeness, Freshness, Item, Section, SectionKind } from '../portrait';
import {
  CreditFileStateEnum,
  PortraitItemCodeEnum,
  PortraitSectionEnum,
  type PortraitUnit,
  PortraitUnitEnum,
} from './portrait.enums';

@Extensions(access('risk:read'))
@ObjectType({ description: 'One thing that a section asks, and what is known of it.' })
export class PortraitItem {
  subjectId!: string;
  item!: Item;

  @Field(() => PortraitItemCodeEnum, { description: 'What is asked.' })
  code!: ItemCode;

  @Field(() => String, { description: 'What is asked, in words.' })
  name!: string;

  @Field(() => String, { description: 'What is asked, in Chinese (项目名称).' })
  nameZh!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of whom it is one of several, such as the code of a bureau; null otherwise.',
  })
  about!: string | null;

  @Field(() => PortraitUnitEnum, {
    nullable: true,
    description: 'How the value is to be read; null where it is missing.',
  })
  unit!: PortraitUnit | null;

  @Field(() => [MoneyType], {
    description:
      'The amounts of MONEY, in the order of the currencies: none of it is none at all. Empty for other units.',
  })
  amounts!: MoneyType[];

  @SourceField()
  source!: string;

  @ObservedAtField()
  observedAt!: string | null;

  @ConsentNoField()
  consentNo!: string | null;

  @Field(() => MissingReasonEnum, {
    nullable: true,
    description: 'Why it is missing; null where it is known.',
  })
  missing!: MissingReason | null;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'How new what is known of a section is (时效).' })
export class PortraitFreshness {
  @Field(() => String, {
    nullable: true,
    description: 'When the newest of it was so: an instant or a business date; null where nothing says.',
  })
  newestAt!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Calendar days from then to the business date; null without it.',
  })
  ageDays!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is older than `staleAfterDays`; null where nothing says how old it is.',
  })
  stale!: boolean | null;

  @Field(() => Int, { description: 'After how many calendar days the section is old news.' })
  staleAfterDays!: number;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'How much of what is asked is known (完整度).' })
export class PortraitCompleteness {
  @Field(() => Int, { description: 'Items that are known; that a bureau has no record is known, too.' })
  known!: number;

  @Field(() => Int, { description: 'Items that are asked of such a borrower.' })
  total!: number;

  @Field(() => Float, { description: 'The one by the other, 0 to 1.' })
  share!: number;

  @Field(() => [RiskMissingInput], { description: 'What is missing, each with its reason.' })
  missing!: RiskMissingInput[];
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'One side of a borrower: what is known, how new, how complete, from where.' })
export class PortraitSection {
  @Field(() => PortraitSectionEnum, { description: 'Which side.' })
  kind!: SectionKind;

  @Field(() => [PortraitItem], { description: 'All that is asked, known or missing.' })
  items!: PortraitItem[];

  @Field(() => PortraitFreshness, { description: 'How new it is.' })
  freshness!: PortraitFreshness;

  @Field(() => PortraitCompleteness, { description: 'How complete it is.' })
  completeness!: PortraitCompleteness;

  @Field(() => [String], {
    description: 'Where what is known comes from: codes of bureaus and parts of the gateway, sorted.',
  })
  sources!: readonly string[];
}

@Extensions(access('risk:read'))
@ObjectType('PortraitCreditFile', {
  description: 'Whether anybody is known to have lent to him: the thin file (白户) is said, not guessed.',
})
export class PortraitCreditFile {
  @Field(() => CreditFileStateEnum, { description: 'Which it is.' })
  state!: FileState;

  @Field(() => String, { description: 'In words.' })
  text!: string;

  @Field(() => String, { description: 'In Chinese (中文说明).' })
  textZh!: string;
}

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'A borrower all round (360度用户画像), from what is stored: no bureau is ever asked. What is not known is said with its reason, and is never zero.',
})
export class BorrowerPortrait {
  @Field(() => InquiryPurposeEnum, {
    nullable: true,
    description: 'What stored reports were read for; null: none were.',
  })
  purpose!: InquiryPurpose | null;

  @Field(() => BusinessDateScalar, { description: 'The business date that it stands on.' })
  asOf!: string;

  @Field(() => PortraitCreditFile, { description: 'Whether there is a file at all.' })
  creditFile!: PortraitCreditFile;

  @Field(() => [PortraitSection], { description: 'The sides that were asked for, in the order of the enum.' })
  sections!: PortraitSection[];

  @Field(() => PortraitCompleteness, { description: 'How complete all sections together are.' })
  completeness!: PortraitCompleteness;
}

interface Asked {
  readonly subjectId: string;
  readonly purpose: InquiryPurpose | null;
  /** Null: all of them. */
  readonly kinds: readonly SectionKind[] | null;
}

export const toPortrait = (
  { asOf, creditFile, sections, completeness }: Portrait,
  { subjectId, purpose, kinds }: Asked,
): BorrowerPortrait =>
  Object.assign(new BorrowerPortrait(), {
    purpose,
    asOf,
    creditFile: toCreditFile(creditFile),
    sections: sections
      .filter(({ kind }) => kinds?.includes(kind) ?? true)
      .map((section) => toSection(section, subjectId)),
    completeness: toCompleteness(completeness),
  });

const toCreditFile = ({ state, en, zh }: CreditFile): PortraitCreditFile =>
  Object.assign(new PortraitCreditFile(), { state, text: en, textZh: zh });

const toSection = (
  { kind, items, freshness, completeness, sources }: Section,
  subjectId: string,
): PortraitSection =>
  Object.assign(new PortraitSection(), {
    kind,
    items: items.map((one) => toItem(one, subjectId)),
    freshness: toFreshness(freshness),
    completeness: toCompleteness(completeness),
    sources,
  });

function toItem(item: Item, subjectId: string): PortraitItem {
  const { code, about, fact } = item;
  const shown = fact.known ? fact.value : null;
  return Object.assign(new PortraitItem(), {
    subjectId,
    item,
    code,
    name: ITEMS[code].en,
    nameZh: ITEMS[code].zh,
    about,
    unit: shown?.kind ?? null,
    amounts: shown?.kind === 'MONEY' ? shown.amounts.map(moneyType) : [],
    source: fact.source,
    observedAt: fact.observedAt,
    consentNo: fact.consentNo,
    missing: fact.known ? null : fact.reason,
  });
}

const toFreshness = ({ isStale, ...facts }: Freshness): PortraitFreshness =>
  Object.assign(new PortraitFreshness(), facts, { stale: isStale });

function toCompleteness({ known, total, missing }: Completeness): PortraitCompleteness {
  return Object.assign(new PortraitCompleteness(), {
    known,
    total,
    share: total === 0 ? 1 : known / total,
    missing: missing.map(({ code, about, fact }) => {
      const { en, zh } = ITEMS[code];
      const of = about === null ? { en, zh } : { en: `${en} ${about}`, zh: `${zh}（${about}）` };
      return toMissingInput(missingInput(fact, code, of));
    }),
  });
}
