import { createUnionType, Extensions, Field, Int, ObjectType } from 'type-graphql';
import { money } from '../../../kernel';
import { access, BusinessDateScalar, DecimalScalar, MoneyType, moneyType } from '../../../platform/graphql';
import { decimalOfPpm } from '../../millionths';
import type { Concentration, MoneyPortrait, PaymentPortrait as Portrait } from '../payment-portrait';
import { BehaviourNotKnown, BehaviourSignalType, toNotKnown, toSignal } from './behaviour-signal.type';
import { PortraitRefused } from './portrait-refused.type';

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

export const PaymentPortraitResult = createUnionType({
  name: 'PaymentPortraitResult',
  description: 'A payment and social portrait, or why there is none.',
  types: () => [PaymentPortrait, PortraitRefused] as const,
});

const toConcentration = (found: Concentration | null): CounterpartyConcentration | null =>
  found &&
  Object.assign(new CounterpartyConcentration(), {
    count: found.count,
    largest: decimalOfPpm(found.largestPpm),
    topThree: decimalOfPpm(found.topThreePpm),
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
    weekendShare: decimalOfPpm(found.weekendPpm),
    nightShare: null,
    payers: toConcentration(found.payers),
    payees: toConcentration(found.payees),
  });

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
