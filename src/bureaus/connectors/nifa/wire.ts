import { z } from 'zod';

const amount = z.string().regex(/^\d{1,13}\.\d\d$/);
const count = z.number().int().min(0).max(999_999);

const failure = z
  .object({ msgCode: z.string().regex(/^\d{5}$/) })
  .refine(({ msgCode }) => msgCode !== '20000');

const accepted = z.object({ msgCode: z.literal('20000'), ticket: z.string().regex(/^[0-9A-F]{32}$/) });

const pending = z.object({
  msgCode: z.literal('20000'),
  state: z.literal('PENDING'),
  retryAfterMs: z.number().int().min(0),
});

/** The envelope is read by whoever opens it. */
const done = z.looseObject({ msgCode: z.literal('20000'), state: z.literal('DONE') });

const members = { requestId: z.string(), idNumber: z.string(), answeredMembers: count, askedMembers: count };

const result = z
  .discriminatedUnion('result', [
    z.object({
      ...members,
      result: z.literal('FOUND'),
      aggregatedAt: z.string().regex(/^\d{14}$/),
      existingLoanCount: count,
      existingLenderCount: count,
      existingLoanAmount: amount,
      overdueAmount: amount,
      recentInquiries: z.object({ D30: count, D90: count }),
    }),
    z.object({ ...members, result: z.literal('NO_RECORD') }),
  ])
  .refine(({ answeredMembers, askedMembers }) => answeredMembers <= askedMembers);

export type WireFailure = z.infer<typeof failure>;
export type WireTicket = WireFailure | z.infer<typeof accepted>;
export type WireProgress = WireFailure | z.infer<typeof pending> | z.infer<typeof done>;
export type WireResult = z.infer<typeof result>;

const reader =
  <Value>(form: z.ZodType<Value>) =>
  (json: string): Value | null => {
    try {
      const read = form.safeParse(JSON.parse(json));
      return read.success ? read.data : null;
    } catch {
      return null;
    }
  };

/** Each gives null for what is not of the profile `nifa-assumed-1`; fields nobody announced are passed over. */
export const readTicket = reader<WireTicket>(z.union([accepted, failure]));
export const readProgress = reader<WireProgress>(z.union([pending, done, failure]));
export const readResult = reader<WireResult>(result);

/** The inquiry, inside its envelope. */
export interface WireInquiry {
  readonly requestId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly reason: '01' | '02';
  readonly consentNo: string;
}
