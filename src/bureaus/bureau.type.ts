import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../consent';
import { money } from '../kernel';
import { access, BureauCodeScalar, describedEnum, MoneyType, moneyType } from '../platform/graphql';
import type { SubjectKind } from './bureau.port';
import type { BureauEntry } from './bureau-directory';

const CoveredKindEnum = describedEnum<SubjectKind>(
  'CoveredKind',
  'A kind of subject that a bureau has reports about.',
  { PERSON: 'Natural persons 自然人.', ENTERPRISE: 'Firms 企业.' },
);

@Extensions(access('bureau:read'))
@ObjectType({ description: 'A credit bureau (征信机构) that this gateway knows. Source: its configuration.' })
export class Bureau {
  @Field(() => BureauCodeScalar, { description: 'Its code, as requests and outcomes name it.' })
  code!: string;

  @Field(() => String, { description: 'Its name in English.' })
  name!: string;

  @Field(() => String, { description: 'Its name in Chinese (机构名称).' })
  nameZh!: string;

  @Field(() => Boolean, {
    description: 'Whether it can be asked now. One that is off answers BureauUnavailable with SWITCHED_OFF.',
  })
  enabled!: boolean;

  @Field(() => [CoveredKindEnum], {
    description: 'Whom it has reports about; of others it answers SubjectNotCovered.',
  })
  covers!: SubjectKind[];

  @Field(() => [InquiryPurposeEnum], { description: 'Purposes that it has a code for (查询原因).' })
  purposes!: InquiryPurpose[];

  @Field(() => Int, { description: 'Age in calendar days up to which a stored report is reused.' })
  reuseDays!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Price of one inquiry, as configured; null while it is switched off.',
  })
  price!: MoneyType | null;
}

export function toBureau({ profile, connector }: BureauEntry): Bureau {
  const { code, name, nameZh, covers, purposes, reuseDays } = profile;
  return Object.assign(new Bureau(), {
    code,
    name,
    nameZh,
    enabled: connector !== null,
    covers: [...covers],
    purposes: [...purposes],
    reuseDays,
    price: connector && moneyType(money(connector.priceMinor, 'CNY')),
  });
}
