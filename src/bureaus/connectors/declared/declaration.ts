import { z } from 'zod';
import { INQUIRY_PURPOSES } from '../../../consent';
import { IDENTITY_SCHEMES } from '../../../kernel/identity';
import { dataClassOf, isOutboundField } from '../outbound-data';

/** RFC 6901: empty, or parts that begin with a slash. */
const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer such as /report/loans');

const codes = z.array(z.string().min(1)).min(1);

/** A text that is exactly `$` and the name of a field stands for its value. */
export const isPlaceholder = (text: string): boolean => text.startsWith('$');

const placeholder = z.string().superRefine((text, context) => {
  if (!isPlaceholder(text)) return;
  const problem = problemOfField(text.slice(1));
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

type Template = string | number | boolean | Template[] | { [key: string]: Template };

const template: z.ZodType<Template> = z.lazy(() =>
  z.union([placeholder, z.number(), z.boolean(), z.array(template), z.record(z.string(), template)]),
);

const outboundField = z.string().superRefine((field, context) => {
  const problem = problemOfField(field);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

function problemOfField(field: string): string | null {
  const dataClass = dataClassOf(field);
  if (dataClass === 'FORBIDDEN') return `${field} must not be sent to a bureau (征信业管理条例 Art. 14)`;
  if (isOutboundField(field)) return null;
  return `${field} is no data that an inquiry has`;
}

/** A secret is named by its file, never written down here. */
const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('basic'),
    user: z.string().regex(/^[^:\s]+$/),
    secretFile: z.string().min(1),
  }),
  z.strictObject({ kind: z.literal('bearer'), secretFile: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('header'),
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of a header'),
    secretFile: z.string().min(1),
  }),
]);

const days = z.number().int().min(1).max(3_650);

const figures = z.strictObject({
  reportNo: pointer.optional(),
  openLoanCount: pointer.optional(),
  openLenderCount: pointer.optional(),
  openBalance: pointer.optional(),
  overdueAmount: pointer.optional(),
  monthlyDue: pointer.optional(),
  creditLine: pointer.optional(),
  lineBalance: pointer.optional(),
  worstDelinquency24m: pointer.optional(),
  paymentState24m: pointer.optional(),
  mobileCount: pointer.optional(),
  addressCount: pointer.optional(),
  employerCount: pointer.optional(),
  applications: z
    .array(
      z.strictObject({
        days,
        applicationCount: pointer.optional(),
        institutionCount: pointer.optional(),
        bankCount: pointer.optional(),
        nonBankCount: pointer.optional(),
        nightCount: pointer.optional(),
      }),
    )
    .optional(),
  issuedLoans: z
    .array(
      z.strictObject({
        days,
        loanCount: pointer.optional(),
        institutionCount: pointer.optional(),
        amount: pointer.optional(),
        largest: pointer.optional(),
      }),
    )
    .optional(),
  inquiries: z
    .array(
      z.strictObject({
        days,
        inquiryCount: pointer.optional(),
        approvalCount: pointer.optional(),
        institutionCount: pointer.optional(),
      }),
    )
    .optional(),
});

const response = z.strictObject({
  outcome: z.strictObject({
    at: pointer,
    found: codes,
    noRecord: codes,
    identityMismatch: codes.optional(),
    credentials: codes.optional(),
    parameters: codes.optional(),
  }),
  /** Where the answer repeats whom it is about: whatever is about somebody else is refused. */
  samePerson: z.strictObject({ identifier: pointer, name: pointer.optional() }),
  observedAt: pointer,
  amountsIn: z.enum(['YUAN', 'FEN'], 'must be YUAN or FEN').default('YUAN'),
  figures,
});

/** Of what is kept of an inquiry, which the application's particulars are not. */
const keptField = z.string().superRefine((text, context) => {
  if (!isPlaceholder(text)) return;
  const field = text.slice(1);
  const problem = field.startsWith('application.')
    ? `${field} is not kept with an inquiry`
    : problemOfField(field);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

/** How the bureau is asked what became of an inquiry. It answers as it does to an inquiry, or that it cannot yet. */
const lookUp = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be a URL of https: or http:' }),
  request: z.record(z.string(), keptField),
  /** Codes, where the outcome's code is, for an inquiry that the bureau never took. */
  notTaken: codes.optional(),
});

const declaration = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/, 'must be 2 to 32 capital letters, digits and underscores'),
  name: z.string().min(1).max(120),
  nameZh: z.string().min(1).max(120),
  enabled: z.boolean().default(true),
  covers: z.array(z.enum(['PERSON', 'ENTERPRISE'])).min(1),
  url: z.url({ protocol: /^https?$/, error: 'must be a URL of https: or http:' }),
  auth,
  /** At the end of a leased line (专线): its address may be a private one. */
  leasedLine: z.boolean().default(false),
  timeoutMs: z.number().int().min(100).max(60_000).default(8_000),
  priceFen: z.number().int().min(0).max(1_000_000),
  reuseDays: z.number().int().min(0).max(365),
  /** Schemes that it can be asked by, best first. */
  schemes: z.array(z.enum(IDENTITY_SCHEMES)).min(1),
  /** The bureau's code for each purpose that it has one for. */
  purposes: z
    .partialRecord(z.enum(INQUIRY_PURPOSES), z.string().min(1))
    .refine((purposes) => Object.keys(purposes).length > 0, 'must name at least one purpose'),
  /** The bureau's own codes for values of ours, by field; `*` is for all others, so that no message fails for a value. */
  codes: z
    .record(
      outboundField,
      z
        .record(z.string(), z.string().min(1))
        .refine((table) => Object.hasOwn(table, '*'), 'must have a code for all other values under "*"'),
    )
    .default({}),
  request: z.record(z.string(), template),
  /** Fields of the template that are left out when they are not known; all others are required. */
  optional: z.array(outboundField).default([]),
  response,
  lookUp: lookUp.optional(),
});

export const declarationFile = z.strictObject({ bureaus: z.array(declaration).min(1) });

export type Declaration = z.infer<typeof declaration>;
export type RequestTemplate = Template;
