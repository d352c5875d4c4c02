import { z } from 'zod';
import { isPattern } from './patterns';

/** A column of the row, or an expression over it. */
export type Operand = string | Expression;

/** Which of several rows a lookup takes from; `sum` adds their numbers. */
export const PICKS = ['only', 'first', 'last', 'min', 'max', 'sum'] as const;
export type Pick = (typeof PICKS)[number];

/** Texts that cells must have; of a list any one. */
export type Where = Readonly<Record<string, string | readonly string[]>>;

export interface Lookup {
  readonly lookup: string;
  readonly match: string;
  readonly with?: Operand | undefined;
  readonly where?: Where | undefined;
  /** A column of the other file, or an expression over it. */
  readonly take: Operand;
  readonly pick: Pick;
  readonly default?: string | undefined;
}

/** What becomes of a text that cannot be read: the row is a reject, or the field is empty and a warning is counted. */
export type OnBad = 'reject' | 'null';

/** How a field gets its text. The operator is the one key that names it; docs/how-to/add-a-mapping.md explains each. */
export type Expression =
  | { readonly column: string }
  | { readonly const: string }
  | {
      readonly date: Operand;
      readonly format: string | readonly string[];
      readonly century?: number | undefined;
      readonly monthOffset?: number | undefined;
      readonly onBad: OnBad;
    }
  | {
      readonly instant: Operand;
      readonly format: string | readonly string[];
      readonly century?: number | undefined;
      readonly offset: string;
      readonly onBad: OnBad;
    }
  | {
      readonly code: Operand;
      readonly table: string;
      readonly default?: string | undefined;
      readonly onBad: OnBad;
    }
  | { readonly concat: readonly Expression[]; readonly separator: string }
  | {
      readonly money: Operand;
      readonly decimal: string;
      readonly thousands?: string | undefined;
      readonly unit: MoneyUnit;
      readonly into: MoneyUnit;
      readonly onBad: OnBad;
    }
  | {
      readonly number: Operand;
      readonly decimal: string;
      readonly thousands?: string | undefined;
      readonly onBad: OnBad;
    }
  | { readonly ref: Operand; readonly source: string }
  | Lookup
  | { readonly first: readonly Expression[] }
  | { readonly slice: Operand; readonly from: number; readonly length: number }
  | { readonly split: Operand; readonly by: string; readonly part: number }
  | { readonly pad: Operand; readonly length: number; readonly with: string }
  | { readonly replace: Operand; readonly text: string; readonly with: string }
  | { readonly digest: Operand; readonly length: number };

/** Powers of ten from the written number to the currency's unit: 分, 元, 万元. */
export const MONEY_UNITS = { FEN: -2, YUAN: 0, WAN: 4 } as const;
export type MoneyUnit = keyof typeof MONEY_UNITS;

// The YAML is read without types, so that `01` stays `01`: every scalar is a text here.
export const anyText = z.string({
  error: ({ input }) => (input === undefined ? 'is missing' : 'must be a text'),
});
export const words = anyText.min(1, 'must not be empty');
const whole = words.regex(/^\d{1,4}$/, 'must be a whole number').transform(Number);
const onePattern = words.refine(
  isPattern,
  'must be made of YYYY or YY, MM, M or MMM, DD or D, and HH, mm, ss where there is a time',
);
const pattern = z.union([onePattern, z.array(onePattern).min(1, 'must not be empty')]);
/** Texts by column name; of a list any one. */
export const sameCells = z.record(words, z.union([anyText, z.array(anyText).min(1, 'must not be empty')]));
const onBad = z.enum(['reject', 'null'], 'must be reject or null').default('reject');
const oneCharacter = z.string().length(1, 'must be one character');
const fromOne = whole.refine((n) => n > 0, 'counts from 1');

const operand: z.ZodType<Operand> = z.lazy(() =>
  z.union([words, expression], 'must be a column or an expression'),
);
const list = z.lazy(() => z.array(expression, 'must be a list of expressions').min(1, 'must not be empty'));

const needsCentury = (value: {
  readonly format: string | readonly string[];
  readonly century?: number | undefined;
}) => [value.format].flat().every((format) => format.includes('YYYY')) || value.century !== undefined;
const CENTURY = 'a format with YY needs `century`, such as 1900';

const OPERATORS = {
  column: z.strictObject({ column: words }),
  const: z.strictObject({ const: words }),
  date: z
    .strictObject({
      date: operand,
      format: pattern,
      century: whole.optional(),
      monthOffset: whole.optional(),
      onBad,
    })
    .refine(needsCentury, CENTURY),
  instant: z
    .strictObject({
      instant: operand,
      format: pattern,
      century: whole.optional(),
      offset: words.regex(/^[+-]\d{2}:\d{2}$/, 'must be such as +08:00').default('+08:00'),
      onBad,
    })
    .refine(needsCentury, CENTURY),
  code: z.strictObject({ code: operand, table: words, default: words.optional(), onBad }),
  concat: z.strictObject({ concat: list, separator: z.string().default('') }),
  money: z.strictObject({
    money: operand,
    decimal: z.enum(['.', ','], 'must be . or ,').default('.'),
    thousands: oneCharacter.optional(),
    unit: z.enum(['FEN', 'YUAN', 'WAN'], 'must be FEN, YUAN or WAN').default('YUAN'),
    into: z.enum(['FEN', 'YUAN', 'WAN'], 'must be FEN, YUAN or WAN').default('YUAN'),
    onBad,
  }),
  number: z.strictObject({
    number: operand,
    decimal: z.enum(['.', ','], 'must be . or ,').default('.'),
    thousands: oneCharacter.optional(),
    onBad,
  }),
  ref: z.strictObject({ ref: operand, source: words }),
  lookup: z.strictObject({
    lookup: words,
    match: words,
    with: operand.optional(),
    where: sameCells.optional(),
    take: operand,
    pick: z.enum(PICKS, `must be one of ${PICKS.join(', ')}`).default('only'),
    default: words.optional(),
  }),
  first: z.strictObject({ first: list }),
  slice: z.strictObject({ slice: operand, from: fromOne, length: whole }),
  split: z.strictObject({ split: operand, by: anyText.min(1, 'must not be empty'), part: fromOne }),
  pad: z.strictObject({ pad: operand, length: fromOne, with: oneCharacter.default('0') }),
  replace: z.strictObject({
    replace: operand,
    text: anyText.min(1, 'must not be empty'),
    with: anyText.default(''),
  }),
  digest: z.strictObject({
    digest: operand,
    length: fromOne.refine((n) => n >= 8 && n <= 64, 'must be 8 to 64').default(16),
  }),
} as const;

/** The form of every operator by itself, for the schema that editors use. */
export const anyOperator = z.union(Object.values(OPERATORS));

const NAMES = Object.keys(OPERATORS) as (keyof typeof OPERATORS)[];

/** Name of the form of an expression in the schema that editors use. */
export const EXPRESSION_ID = 'expression';

/** Chosen by its operator, so that a mistake is reported where it is and not as a union that fits nowhere. */
export const expression: z.ZodType<Expression> = z
  .unknown()
  .transform((value, context): Expression => {
    const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    const [operator, other] = NAMES.filter((name) => name in record);
    if (!operator || other) {
      const message = `an expression has exactly one of ${NAMES.join(', ')}`;
      context.issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    }
    const parsed = OPERATORS[operator].safeParse(value);
    if (parsed.success) return parsed.data as Expression;
    for (const issue of parsed.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const message = keys.length ? `\`${operator}\` has no \`${keys[0]}\`` : issue.message;
      context.issues.push({ code: 'custom', message, path: [...issue.path, ...keys], input: value });
    }
    return z.NEVER;
  })
  .meta({ id: EXPRESSION_ID });

/** Every part of an expression that names something, with its path inside the expression. */
export function* namesIn(
  part: Operand,
  path: readonly (string | number)[] = [],
): Generator<{
  readonly kind: 'column' | 'table' | 'lookup';
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly expression: Expression | null;
}> {
  if (typeof part === 'string') {
    yield { kind: 'column', name: part, path, expression: null };
    return;
  }
  const inner = (key: string, value: Operand) => namesIn(value, [...path, key]);
  if ('column' in part)
    yield { kind: 'column', name: part.column, path: [...path, 'column'], expression: part };
  else if ('lookup' in part) {
    yield { kind: 'lookup', name: part.lookup, path: [...path, 'lookup'], expression: part };
    yield* inner(part.with === undefined ? 'match' : 'with', part.with ?? part.match);
  } else if ('const' in part) return;
  else if ('concat' in part || 'first' in part) {
    const [key, parts] =
      'concat' in part ? (['concat', part.concat] as const) : (['first', part.first] as const);
    for (const [i, each] of parts.entries()) yield* namesIn(each, [...path, key, i]);
  } else {
    if ('code' in part) yield { kind: 'table', name: part.table, path: [...path, 'table'], expression: part };
    const operator = NAMES.find((name) => name in part)!;
    yield* inner(operator, (part as unknown as Record<string, Operand>)[operator]!);
  }
}
