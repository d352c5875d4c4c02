import { z } from 'zod';

/** A whole number or decimal as text, or empty for what the bureau does not know. */
const amount = z.string().regex(/^(\d{1,13}(\.\d{1,2})?)?$/);
const count = z.string().regex(/^\d{0,6}$/);
const day = z.string().regex(/^(\d{8})?$/);

const loan = z.object({
  org: z.string().min(1),
  limit: amount,
  openDate: day,
  balance: amount,
  dueDate: day,
  status: z.string().regex(/^\d$/),
  payState24: z.string().regex(/^[/*N1-7CZDGABM#]{24}$/),
});

const application = z.object({ org: z.string().min(1), date: z.string().regex(/^\d{8}$/) });

const guarantee = z.object({
  openDate: day,
  dueDate: day,
  amount,
  balance: amount,
  status: z.string().regex(/^\d$/),
});

const specialDeal = z.object({ type: z.string().regex(/^\d$/), date: day, amount });

const inquiry = z.object({
  querierType: z.string().max(60),
  reason: z.string(),
  date: z.string().regex(/^\d{8}$/),
});

const summary = z.object({ loanCount: count, balance: amount, monthlyDue: amount, currentOverdue: amount });

const report = z.object({
  main: z.object({
    reportNumber: z.string().min(1).max(64),
    reportTime: z.string().regex(/^\d{14}$/),
    queryReason: z.string(),
    name: z.string().min(1),
    certType: z.string(),
    certNo: z.string().min(1),
  }),
  addresses: z.array(z.object({})),
  works: z.array(z.object({})),
  applications: z.array(application),
  summary: summary.nullable(),
  loans: z.array(loan),
  guarantees: z.array(guarantee),
  specialDeals: z.array(specialDeal),
  inquiries: z.array(inquiry),
});

/** The sections of a report that the gateway reads. What else there is, it neither needs nor keeps. */
export type WireReport = z.infer<typeof report>;

export type WireLoan = z.infer<typeof loan>;

export type WireAnswer =
  | { readonly state: '1'; readonly result: WireReport }
  | { readonly state: '2' }
  | { readonly state: '8' | '9' | '10' | '96' };

const answer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('1'), result: report }),
  z.object({ state: z.literal('2') }),
  z.object({ state: z.literal(['8', '9', '10', '96']) }),
]);

/**
 * queryCredit's answer (profile `nfcs-json-1`). Fields nobody announced are passed over; a missing or malformed one, or
 * a state outside the table, makes the whole answer unusable.
 * @returns null for anything that is no such answer
 */
export function readAnswer(json: string): WireAnswer | null {
  try {
    const parsed = answer.safeParse(JSON.parse(json));
    return parsed.success ? (parsed.data as WireAnswer) : null;
  } catch {
    return null;
  }
}

/** Parameters of queryCredit; the bureau takes these and no others, all of them texts. */
export interface WireQuery {
  readonly orgNo: string;
  readonly directSecret: string;
  readonly iplate: '1';
  readonly certType: '0' | '2';
  readonly certNo: string;
  readonly name: string;
  readonly reasonCode: string;
  readonly consentNo: string;
  readonly requestId: string;
  readonly encoding: 'UTF-8';
}
