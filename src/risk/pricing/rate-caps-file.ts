import { z } from 'zod';
import { isBusinessDate } from '../../kernel';

/** Version of the file's form; a file of another version is refused. */
export const RATE_CAPS_VERSION = 1;

/**
 * Who lends: the law caps them differently. P2P platforms (网络借贷中介), private lending (民间借贷), licensed lenders
 * such as banks and consumer finance (持牌机构), microcredit (小额贷款), commercial factoring (商业保理).
 */
export const LENDER_TYPES = [
  'P2P_PLATFORM',
  'PRIVATE_LENDING',
  'LICENSED_LENDER',
  'MICROCREDIT',
  'FACTORING',
] as const;
export type LenderType = (typeof LENDER_TYPES)[number];

export const lenderType = z.enum(LENDER_TYPES);
export const text = z.string().min(1);
export const bilingual = z.strictObject({ en: text, zh: text });
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isBusinessDate, 'is not a day that exists');

/** Parts of one as text, so that nothing is lost on the way: `0.24` is 24 %. */
export const share = z
  .string()
  .regex(/^\d(\.\d{1,9})?$/)
  .describe('parts of one as text: 0.24 is 24 %');

const cap = z
  .strictObject({
    lenderType,
    from: date.describe('first day'),
    until: date.nullable().describe('first day that it no longer holds; null: it holds'),
    rate: share.optional().describe('the cap, all in, nominal a year; or else lprMultiple'),
    lprMultiple: share.optional().describe('the cap in multiples of the LPR of the day; or else rate'),
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
