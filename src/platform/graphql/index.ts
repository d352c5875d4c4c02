/** Pieces that every API type is made of: scalars, money, Relay nodes and connections. They hold no business rule. */
export {
  connectionOf,
  pageArguments,
  pageRequest,
  type TypedConnection,
  toConnection,
} from './connection';
export { describedEnum } from './enum';
export { access, type FieldExtensions } from './extensions';
export { MoneyInput, MoneyType, moneyFromInput, moneyType, moneyTypeOrNull } from './money.type';
export { Node } from './node.type';

export { BureauCodeScalar, BusinessDateScalar, DecimalScalar } from './scalars';
