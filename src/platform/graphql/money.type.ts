import { Extensions, Field, InputType, ObjectType } from 'type-graphql';
import { CatalogueError, fromDecimal, type Money, toDecimal } from '../../kernel';
import { access } from './extensions';
import { CurrencyScalar, DecimalScalar } from './scalars';

@Extensions(access('service:read'))
@ObjectType('Money', { description: 'An amount of money (金额): an exact decimal and its currency.' })
export class MoneyType {
  @Field(() => DecimalScalar, {
    description: 'The amount in major units with all digits of the currency, such as "20000.00".',
  })
  value!: string;

  @Field(() => CurrencyScalar, { description: 'The currency, ISO 4217.' })
  currency!: string;
}

@InputType({ description: 'An amount of money (金额).' })
export class MoneyInput {
  @Field(() => DecimalScalar, {
    description: 'The amount in major units; no finer than the currency allows.',
  })
  value!: string;

  @Field(() => CurrencyScalar, { description: 'The currency, ISO 4217.' })
  currency!: string;
}

export function moneyType(amount: Money): MoneyType {
  return Object.assign(new MoneyType(), { value: toDecimal(amount), currency: amount.currency });
}

export const moneyTypeOrNull = (amount: Money | null): MoneyType | null =>
  amount === null ? null : moneyType(amount);

/** @throws CatalogueError BAD_USER_INPUT that names the argument. */
export function moneyFromInput(input: MoneyInput, argument: string): Money {
  try {
    return fromDecimal(input.value, input.currency);
  } catch {
    throw new CatalogueError('BAD_USER_INPUT', { argument, problem: 'no amount of this currency' });
  }
}
