import { z } from 'zod';
import { isBusinessDate } from '../../kernel';
import { LENDER_TYPES } from '../policies/dated';

/** Version of the file's form; a file of another version is refused. */
export const RATE_CAPS_VERSION = 1;

/** Who lends: the law caps them differently. Private lending (民间借贷) is that of anybody without a licence. */
const CAPPED_LENDERS = [...LENDER_TYPES, 'PRIVATE_LENDING'] as const;
export type CappedLender = (typeof CAPPED_LENDERS)[number];

export const cappedLender = z.enum(CAPPED_LENDERS);
export const text = z.string().min(1);
export const bilingual = z.strictObject({ en: text, zh: text });
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isBusinessDate, 'is not a day that exists');

/** Parts of one as text, so that nothing is lost on the way: `0.24` is 24 %. More than the whole is a slip of the pen. */
export const share = z
  .string()
  .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/)
  .describe('parts of one as text, 0 to 1: 0.24 is 24 %');
const multiple = z.string().regex(/^\d(\.\d{1,9})?$/);

const cap = z
  .strictObject({
    lenderType: cappedLender,
    from: date.describe('first day'),
    to: date.nullable().describe('last day, included; null: until further notice'),
    rate: share.optional().describe('the cap, all in, nominal a year; or else lprMultiple'),
    lprMultiple: multiple.optional().describe('the cap in multiples of the LPR of the day; or else rate'),
    basis: bilingual.describe('what it rests on'),
  })
  .refine(({ rate, lprMultiple }) => (rate === undefined) !== (lprMultiple === undefined), {
    message: 'states rate or lprMultiple, one of them',
  });

export const rateCapsSpec = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('rate-caps'),
  version: z.literal(RATE_CAPS_VERSION),
  name: text,
  note: bilingual.describe('what it rests on, and what of it is still to be confirmed'),
  lpr: z
    .array(z.strictObject({ from: date, rate: share }))
    .describe('one-year loan prime rate (LPR), each from its day to that of the next, oldest first'),
  caps: z.array(cap).min(1),
});

export type RateCapsFile = z.infer<typeof rateCapsSpec>;

/** The JSON Schema of a file of rate caps, as rate-caps.schema.json beside this holds it. */
export function rateCapsJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(rateCapsSpec) as Record<string, unknown>;
  return { $schema, title: 'Rate caps', ...schema };
}
