import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isBusinessDate } from '../../kernel';

/** A scalar that is a string of a certain form on both sides. The message names the form, never the value. */
function textScalar(
  name: string,
  description: string,
  form: string,
  holds: (text: string) => boolean,
): GraphQLScalarType<string> {
  const checked = (value: unknown): string => {
    if (typeof value === 'string' && holds(value)) return value;
    throw new GraphQLError(`${name} must be ${form}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: checked,
    parseLiteral: (node) => checked(node.kind === Kind.STRING ? node.value : null),
  });
}

export const DecimalScalar = textScalar(
  'Decimal',
  'An exact decimal number as text, such as "20000.00". Never a float.',
  'a decimal number as text, such as "20000.00"',
  (text) => /^[+-]?\d{1,16}(\.\d{1,9})?$/.test(text),
);

export const CurrencyScalar = textScalar(
  'Currency',
  'A currency by its ISO 4217 code (币种), such as CNY.',
  'an ISO 4217 code of three capital letters, such as CNY',
  (text) => /^[A-Z]{3}$/.test(text),
);

export const BusinessDateScalar = textScalar(
  'BusinessDate',
  'A calendar day in Asia/Shanghai (营业日期), YYYY-MM-DD.',
  'an existing date YYYY-MM-DD',
  isBusinessDate,
);

export const BureauCodeScalar = textScalar(
  'BureauCode',
  'The code of a credit bureau (征信机构), such as SHANGHAI_CREDIT. The query `bureaus` lists those that exist here, so that a new bureau needs no change of the schema.',
  'a code of capital letters, digits and underscores',
  (text) => /^[A-Z][A-Z0-9_]{1,23}$/.test(text),
);
