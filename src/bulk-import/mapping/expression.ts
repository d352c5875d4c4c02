import { z } from 'zod';
import { isPattern } from './patterns';

/** A column of the row, or an expression over it. */
export type Operand = string | Expression;

export interface Lookup {
  readonly lookup: string;
  readonly match: string;
  readonly with?: Operand | undefined;
  readonly where?: Readonly<Record<string, string>> | undefined;
  readonly take: string;
  readonly pick: 'only' | 'first' | 'last';
  readonly default?: string | undefined;
}

/** How a field gets its text. The operator is the one key that names it; docs/how-to/add-a-mapping.md explains each. */
export type Expression =
  | { readonly column: string }
  | { readonly const: string }
  | {
      readonly date: Operand;
      readonly format: string;
      readonly century?: number | undefined;
      readonly monthOffset?: number | undefined;
    }
  | {
      readonly instant: Operand;
      readonly format: string;
      readonly century?: number | undefined;
      readonly offset: string;
    }
  | { readonly code: Operand; readonly table: string; readonly default?: string | undefined }
  | { readonly concat: readonly Expression[]; readonly separator: string }
  | {
      readonly money: Operand;
      readonly decimal: string;
      readonly thousands?: string | undefined;
      readonly unit: MoneyUnit;
    }
  | { readonly ref: Operand; readonly source: string }
  | Lookup
  | { readonly first: readonly Expression[] }
  | { readonly slice: Operand; readonly from: number; readonly length: number };

/** Powers of ten from the written number to the currency's unit: 分, 元, 万元. */
export const MONEY_UNITS = { FEN: -2, YUAN: 0, WAN: 4 } as const;
export type MoneyUnit = keyof typeof MONEY_UNITS;

// The YAML is read without types, so that `01` stays `01`: every scalar is a text here.
export const anyText = z.string({
  error: ({ input }) => (input === undefined ? 'is missing' : 'must be a text'),
});
export const words = anyText.min(1, 'must not be empty');
const whole = words.regex(/^\d{1,4}$/, 'must be a whole number').transform(Number);
const pattern = words.refine(
  isPattern,
  'must be made of YYYY or YY, MM, DD, and HH, mm, ss where there is a time',
);
const sameCells = z.record(words, anyText);

const operand: z.ZodType<Operand> = z.lazy(() =>
  z.union([words, expression], 'must be a column or an expression'),
);
const list = z.lazy(() => z.array(expression, 'must be a list of expressions').min(1, 'must not be empty'));

const needsCentury = (value: { readonly format: string; readonly century?: number | undefined }) =>
  value.format.includes('YYYY') || value.century !== undefined;
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
    })
    .refine(needsCentury, CENTURY),
  instant: z
    .strictObject({
      instant: operand,
      format: pattern,
      century: whole.optional(),
      offset: words.regex(/^[+-]\d{2}:\d{2}$/, 'must be such as +08:00').default('+08:00'),
    })
    .refine(needsCentury, CENTURY),
  code: z.strictObject({ code: operand, table: words, default: words.optional() }),
  concat: z.strictObject({ concat: list, separator: z.string().default('') }),
  money: z.strictObject({
    money: operand,
    decimal: z.enum(['.', ','], 'must be . or ,').default('.'),
    thousands: z.string().length(1, 'must be one character').optional(),
    unit: z.enum(['FEN', 'YUAN', 'WAN'], 'must be FEN, YUAN or WAN').default('YUAN'),
  }),
  ref: z.strictObject({ ref: operand, source: words }),
  lookup: z.strictObject({
    lookup: words,
    match: words,
    with: operand.optional(),
    where: sameCells.optional(),
    take: words,
    pick: z.enum(['only', 'first', 'last'], 'must be only, first or last').default('only'),
    default: words.optional(),
  }),
  first: z.strictObject({ first: list }),
  slice: z.strictObject({ slice: operand, from: whole.refine((n) => n > 0, 'counts from 1'), length: whole }),
} as const;

const NAMES = Object.keys(OPERATORS) as (keyof typeof OPERATORS)[];

/** Chosen by its operator, so that a mistake is reported where it is and not as a union that fits nowhere. */
export const expression: z.ZodType<Expression> = z.unknown().transform((value, context): Expression => {
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
});

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
  else if ('date' in part) yield* inner('date', part.date);
  else if ('instant' in part) yield* inner('instant', part.instant);
  else if ('money' in part) yield* inner('money', part.money);
  else if ('ref' in part) yield* inner('ref', part.ref);
  else if ('slice' in part) yield* inner('slice', part.slice);
  else if ('code' in part) {
    yield { kind: 'table', name: part.table, path: [...path, 'table'], expression: part };
    yield* inner('code', part.code);
  } else if ('lookup' in part) {
    yield { kind: 'lookup', name: part.lookup, path: [...path, 'lookup'], expression: part };
    yield* inner(part.with === undefined ? 'match' : 'with', part.with ?? part.match);
  } else if ('const' in part) return;
  else {
    const [key, parts] =
      'concat' in part ? (['concat', part.concat] as const) : (['first', part.first] as const);
    for (const [i, each] of parts.entries()) yield* namesIn(each, [...path, key, i]);
  }
}
