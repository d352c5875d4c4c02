import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../consent';
import { money } from '../../kernel';
import { access, BureauCodeScalar, describedEnum, MoneyType, moneyType } from '../../platform/graphql';
import type { SubjectKind } from '../bureau.port';
import type { LaneState } from '../inquiry/lane/bureau-lane';
import { type BureauEntry, isEnabled } from './bureau-directory';
import { NOTHING_SEEN } from './call-window';

type BureauState = LaneState | 'OFF';

const CoveredKindEnum = describedEnum<SubjectKind>(
  'CoveredKind',
  'A kind of subject that a bureau has reports about.',
  { PERSON: 'Natural persons 自然人.', ENTERPRISE: 'Firms 企业.' },
);

const BureauStateEnum = describedEnum<BureauState>(
  'BureauState',
  'Whether calls to a bureau pass (熔断状态).',
  {
    CLOSED: 'The circuit is closed: calls pass 正常.',
    OPEN: 'It failed several times and is left alone for a while 熔断.',
    HALF_OPEN: 'One call may try whether it is well again 试探.',
    OFF: 'It is not switched on here 未接入.',
  },
);

@Extensions(access('service:read'))
@ObjectType({
  description:
    'A credit bureau (征信机构) that this gateway knows. Source: its configuration; state, error rate and latency are what the answering process has seen in the last ten minutes, of at most 200 calls.',
})
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

  @Field(() => BureauStateEnum, { description: 'Whether calls pass now.' })
  state!: BureauState;

  @Field(() => Int, { description: 'How many calls the next three figures are of, 0 to 200.' })
  callsSeen!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the calls that brought no usable answer (错误率), 0 to 1: no connection, a failure of the bureau, a bad or lost answer. Null without calls.',
  })
  errorRate!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds that half of the calls stayed within. Null without calls.',
  })
  latencyP50Ms!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds that 95 of 100 calls stayed within. Null without calls.',
  })
  latencyP95Ms!: number | null;
}

export function toBureau(entry: BureauEntry): Bureau {
  const { profile, connector } = entry;
  const { calls, errorRate, p50Ms, p95Ms } = isEnabled(entry) ? entry.window.figures : NOTHING_SEEN;
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
    state: isEnabled(entry) ? entry.lane.state : 'OFF',
    callsSeen: calls,
    errorRate,
    latencyP50Ms: p50Ms,
    latencyP95Ms: p95Ms,
  });
}
