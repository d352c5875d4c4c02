/** Pieces that every API type is made of: scalars, money, Relay nodes and connections. They hold no business rule. */
export { connectionOf, type Edge, type PageArguments, pageArguments, PageInfo, pageRequest, toConnection, type TypedConnection } from './connection';
export { describedEnum } from './enum';
export { access, type FieldExtensions } from './extensions';
export { MoneyInput, MoneyType, moneyFromInput, moneyType, moneyTypeOrNull } from './money.type';
export { Node } from './node.type';
export { BusinessDateScalar, BureauCodeScalar, CurrencyScalar, DecimalScalar } from './scalars';
export type { Ref } from './ref';
