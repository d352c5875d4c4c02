import { createUnionType, Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId, money } from '../../kernel';
import {
  access,
  BusinessDateScalar,
  DecimalScalar,
  describedEnum,
  MoneyType,
  moneyType,
} from '../../platform/graphql';
import type { RiskLevel } from '../indicators/indicator';
import { RiskLevelEnum } from '../risk-level.enum';
import type { BehaviourRefused } from './behaviour-facts';
import type { DeviceScene as Scene } from './device-scene';
import type { Concentration, MoneyPortrait, PaymentPortrait as Portrait } from './payment-portrait';
import { BEHAVIOUR_SIGNALS, type BehaviourSignal, type BehaviourSignalCode, type NotKnown } from './signal';

const SignalEnum = describedEnum<BehaviourSignalCode>(
  'BehaviourSignalCode',
  'What behaviour shows.',
  Object.fromEntries(
    Object.entries(BEHAVIOUR_SIGNALS).map(([code, { en, zh }]) => [code, `${en.slice(0, -1)} ${zh}.`]),
  ) as Record<BehaviourSignalCode, string>,
);

@Extensions(access('risk:read'))
@ObjectType('BehaviourSignal', {
  description:
    'Something that behaviour shows. It is shown to be looked at: by itself it leads to a review at most.',
})
class BehaviourSignalType {
  @Field(() => SignalEnum, { description: 'What it is.' })
  code!: BehaviourSignalCode;

  @Field(() => RiskLevelEnum, { description: 'How much it weighs; WATCH where it is about others.' })
  level!: RiskLevel;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;

  @Field(() => String, { description: 'What was found: a count, or a share in percent.' })
  value!: string;

  @Field(() => String, { description: 'The limit that it passed, in the same unit.' })
  threshold!: string;

  @Field(() => [ID], {
    description:
      'Devices and contact points that show it: `node(id)` takes them. None for money: other accounts are known by digests.',
  })
  nodeIds!: string[];
}

@Extensions(access('risk:read'))
@ObjectType({
  description: 'Something that would be looked at and that no source tells: not known, which is not zero.',
})
class BehaviourNotKnown {
  @Field(() => String, { description: 'What: TIME_OF_DAY, PLACE, PROXY, LEDGER or DEVICE.' })
  input!: string;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'How much of the money goes through how few other accounts (对手集中度).' })
class CounterpartyConcentration {
  @Field(() => Int, { description: 'Other accounts.' })
  count!: number;

  @Field(() => DecimalScalar, { description: 'Share of the largest, 0 to 1, of what has a counterparty.' })
  largest!: string;

  @Field(() => DecimalScalar, { description: 'Share of the three largest together, 0 to 1.' })
  topThree!: string;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'How money of one currency came and went over the window.' })
class PaymentMoney {
  @Field(() => MoneyType, { description: 'What came in.' })
  moneyIn!: MoneyType;

  @Field(() => MoneyType, { description: 'What went out.' })
  moneyOut!: MoneyType;

  @Field(() => Int, { description: 'Bookings (流水笔数).' })
  bookings!: number;

  @Field(() => Int, { description: 'Whole months from the first booking in the window on.' })
  months!: number;

  @Field(() => Int, { description: 'Of these, months in which income-like money came in (类收入).' })
  incomeMonths!: number;

  @Field(() => MoneyType, {
    description: 'Income-like money of the median month: not borrowed, refunded, or from an own account.',
  })
  monthlyIncome!: MoneyType;

  @Field(() => Int, { description: 'Accounts from which money came in three months or more.' })
  regularPayers!: number;

  @Field(() => DecimalScalar, { description: 'Share of bookings on Saturdays and Sundays, 0 to 1.' })
  weekendShare!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Share of bookings at night, 0 to 1; null: no source tells the time of a booking.',
  })
  nightShare!: string | null;

  @Field(() => CounterpartyConcentration, {
    nullable: true,
    description: 'Who pays; null where no booking says.',
  })
  payers!: CounterpartyConcentration | null;

  @Field(() => CounterpartyConcentration, {
    nullable: true,
    description: 'Who is paid; null where no booking says.',
  })
  payees!: CounterpartyConcentration | null;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'Persons and firms that stand in one relation to the borrower, in either part.' })
class RelationCount {
  @Field(() => String, { description: 'The relation, as in `relations`.' })
  kind!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'How a borrower pays and is paid, and whom he stands near (支付社交画像). Source: ledger and relations, at their last import.',
})
export class PaymentPortrait {
  @Field(() => BusinessDateScalar, { description: 'First day of the window.' })
  from!: string;

  @Field(() => BusinessDateScalar, { description: 'Last day of the window.' })
  asOf!: string;

  @Field(() => [PaymentMoney], { description: 'By currency; empty where there are no bookings.' })
  currencies!: PaymentMoney[];

  @Field(() => Int, { description: 'Numbers, addresses and mailboxes at which he is reached.' })
  contactPoints!: number;

  @Field(() => Int, { description: 'Of these, those at which others are reached, too.' })
  sharedContactPoints!: number;

  @Field(() => [RelationCount], { description: 'Those tied to him, by relation.' })
  relations!: RelationCount[];

  @Field(() => [BehaviourSignalType], { description: 'What is worth a look: WATCH at most.' })
  signals!: BehaviourSignalType[];

  @Field(() => [BehaviourNotKnown], { description: 'What no source tells.' })
  missing!: BehaviourNotKnown[];
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'A device that a borrower used.' })
class SceneDevice {
  @Field(() => ID, { description: 'Id of the device: `node(id)` takes it.' })
  deviceId!: string;

  @Field(() => Boolean, { description: 'Whether it gave itself away as an emulator (模拟器).' })
  emulator!: boolean;

  @Field(() => Int, { description: 'How often he used it.' })
  times!: number;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'When he first used it.' })
  firstSeenOn!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'When he last used it.' })
  lastSeenOn!: string | null;

  @Field(() => Int, { description: 'Borrowers who used it, himself among them.' })
  users!: number;

  @Field(() => Boolean, {
    description: 'Whether it has so many users that it says nothing of any (公共设备).',
  })
  public!: boolean;
}

@Extensions(access('risk:read'))
@ObjectType({
  description: 'From which devices a borrower comes (设备及场景侦测). Source: the app, at its last import.',
})
export class DeviceScene {
  @Field(() => BusinessDateScalar, { description: 'The day on which it was judged.' })
  asOf!: string;

  @Field(() => [SceneDevice], { description: 'Devices, the last used first; at most 100.' })
  devices!: SceneDevice[];

  @Field(() => Int, { description: 'Devices first used within 30 days (新设备): velocity.' })
  newDevices!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether he was in two places faster than one travels; null: no source tells a place.',
  })
  impossibleTravel!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a proxy or VPN was used (代理); null: no source tells.',
  })
  proxy!: boolean | null;

  @Field(() => [BehaviourSignalType], { description: 'What is worth a look.' })
  signals!: BehaviourSignalType[];

  @Field(() => [BehaviourNotKnown], { description: 'What no source tells.' })
  missing!: BehaviourNotKnown[];
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'A portrait that cannot be made: a value behind it cannot be.' })
export class PortraitRefused {
  @Field(() => String, { description: 'The place of the value, such as `cells[0].sumMinor`.' })
  place!: string;

  @Field(() => String, { description: 'What is wrong with it: NEGATIVE, FUTURE, NOT_A_DATE or NOT_WHOLE.' })
  problem!: string;
}

export const PaymentPortraitResult = createUnionType({
  name: 'PaymentPortraitResult',
  description: 'A payment and social portrait, or why there is none.',
  types: () => [PaymentPortrait, PortraitRefused] as const,
});

export const DeviceSceneResult = createUnionType({
  name: 'DeviceSceneResult',
  description: 'Device and scene, or why nothing is said.',
  types: () => [DeviceScene, PortraitRefused] as const,
});

const decimal = (ppm: bigint): string =>
  `${ppm / 1_000_000n}.${(ppm % 1_000_000n).toString().padStart(6, '0')}`;

const toConcentration = (found: Concentration | null): CounterpartyConcentration | null =>
  found &&
  Object.assign(new CounterpartyConcentration(), {
    count: found.count,
    largest: decimal(found.largestPpm),
    topThree: decimal(found.topThreePpm),
  });

const toMoney = (found: MoneyPortrait): PaymentMoney =>
  Object.assign(new PaymentMoney(), {
    moneyIn: moneyType(money(found.inMinor, found.currency)),
    moneyOut: moneyType(money(found.outMinor, found.currency)),
    monthlyIncome: moneyType(money(found.monthlyIncomeMinor, found.currency)),
    bookings: found.bookings,
    months: found.months,
    incomeMonths: found.incomeMonths,
    regularPayers: found.regularPayers,
    weekendShare: decimal(found.weekendPpm),
    nightShare: null,
    payers: toConcentration(found.payers),
    payees: toConcentration(found.payees),
  });

const toSignal = ({ shown, ...signal }: BehaviourSignal): BehaviourSignalType =>
  Object.assign(new BehaviourSignalType(), BEHAVIOUR_SIGNALS[signal.code], signal, {
    nodeIds: shown.map(({ kind, id }) => encodeNodeId(kind, id)),
  });

const toNotKnown = (one: NotKnown): BehaviourNotKnown => Object.assign(new BehaviourNotKnown(), one);

export const toPaymentPortrait = (from: string, found: Portrait): PaymentPortrait =>
  Object.assign(new PaymentPortrait(), {
    from,
    asOf: found.asOf,
    currencies: found.currencies.map(toMoney),
    contactPoints: found.social.contactPoints,
    sharedContactPoints: found.social.sharedContactPoints.length,
    relations: found.social.relations.map((one) => Object.assign(new RelationCount(), one)),
    signals: found.signals.map(toSignal),
    missing: found.missing.map(toNotKnown),
  });

export const toDeviceScene = (found: Scene): DeviceScene =>
  Object.assign(new DeviceScene(), {
    asOf: found.asOf,
    devices: found.devices.map(({ deviceId, isEmulator, isPublic, ...use }) =>
      Object.assign(new SceneDevice(), use, {
        deviceId: encodeNodeId('Device', deviceId),
        emulator: isEmulator,
        public: isPublic,
      }),
    ),
    newDevices: found.newDevices,
    impossibleTravel: null,
    proxy: null,
    signals: found.signals.map(toSignal),
    missing: found.missing.map(toNotKnown),
  });

export const toRefusedPortrait = ({ place, problem }: BehaviourRefused): PortraitRefused =>
  Object.assign(new PortraitRefused(), { place, problem });
