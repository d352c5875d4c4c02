import { z } from 'zod';

/** Yuan with at most two decimals. */
const amount = z
  .number()
  .min(0)
  .max(9_999_999_999_999)
  .refine((yuan) => /^\d+(\.\d{1,2})?$/.test(String(yuan)));
const count = z.number().int().min(0).max(999_999);
const bucket = z.string().regex(/^M[0-7]$/);
const day = z.iso.date();

const loanWindow = z.object({
  applyTenantCount: count,
  loanCount: count,
  loanAmount: amount,
  loanTenantCount: count,
  maxLoanAmount: amount,
});

const lineWindow = z.object({ applyTenantCount: count });

/** Windows of 30 days and more are all that the profile has. */
const windowsOf = <Window extends z.ZodType>(window: Window) => ({
  D30: window.optional(),
  D60: window.optional(),
  D90: window.optional(),
  D180: window.optional(),
  D360: window.optional(),
});

const nonRevolvingLoan = z.object({
  summary: z.object({
    openLoanCount: count,
    remainingAmount: amount,
    remainingOverdueAmount: amount,
    maxOverdueStatus: bucket,
  }),
  ...windowsOf(loanWindow),
});

const revolvingLoan = z.object({
  summary: z.object({
    validAccountCount: count,
    creditLimitSum: amount.optional(),
    remainingAmount: amount,
    remainingOverdueAmount: amount,
    maxOverdueStatus: bucket,
  }),
  ...windowsOf(lineWindow),
});

const report = z.object({
  reportHeader: z.object({
    reportId: z.string().min(1).max(64),
    queryResult: z.literal(1),
    reportTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  }),
  personalProfile: z.object({ name: z.string().min(1), pid: z.string().min(1), mobileCount: count }),
  homeInfo: z.array(z.object({})),
  workInfo: z.array(z.object({})),
  nonRevolvingLoan: nonRevolvingLoan.nullable(),
  revolvingLoan: revolvingLoan.nullable(),
  queryHistory: z.array(
    z.object({
      tenantType: z.string().max(60),
      tenantName: z.string().min(1).max(120),
      date: day,
      reason: z.number().int(),
    }),
  ),
});

const noRecord = z.object({ reportHeader: z.object({ queryResult: z.literal(2) }) });

const failure = z.object({ errorCode: z.string().min(1).max(20) });

/** The sections of a report that the gateway reads. What else there is, it neither needs nor keeps. */
export type WireReport = z.infer<typeof report>;

export type WireAnswer = WireReport | z.infer<typeof noRecord> | z.infer<typeof failure>;

const answer = z.union([failure, noRecord, report]);

/**
 * The answer to C1 (profile `baihang-c1-1`). Fields nobody announced are passed over; a missing or malformed one, or a
 * queryResult outside the table, makes the whole answer unusable.
 * @returns null for anything that is no such answer
 */
export function readAnswer(json: string): WireAnswer | null {
  try {
    const parsed = answer.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Message C1: the application, which is at the same time the query. A field that does not apply is left out. */
export interface WireQuery {
  readonly reqID: string;
  /** These three in clear here; the connector encrypts them. */
  readonly name: string;
  readonly pid: string;
  readonly mobile: string;
  readonly queryReason: number;
  readonly guaranteeType?: number;
  readonly customType?: number;
  readonly applyAmount?: number;
  readonly loanId?: string;
  readonly loanPurpose: number;
  readonly empowerno: string;
}
