/** Pieces that every API type is made of: scalars, money, Relay nodes and connections. They hold no business rule. */
export {
  connectionOf,
  type Edge,
  type PageArguments,
  PageInfo,
  pageArguments,
  pageRequest,
  type TypedConnection,
  toConnection,
} from './connection';
export { describedEnum } from './enum';
export { access, type FieldExtensions } from './extensions';
export { MoneyInput, MoneyType, moneyFromInput, moneyType, moneyTypeOrNull } from './money.type';
export { Node } from './node.type';
export type { Ref } from './ref';
export { BureauCodeScalar, BusinessDateScalar, CurrencyScalar, DecimalScalar } from './scalars';
