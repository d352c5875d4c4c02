import { z } from 'zod';
import { isRealDate } from '../../cast/dates';

const day = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isRealDate(text.replaceAll('-', '')), 'must be a day');
const time = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && isRealDate(text.slice(0, 10).replaceAll('-', '')),
    'must be YYYY-MM-DDTHH:mm:ss',
  );
const yuan = z
  .number()
  .refine((value) => value >= 0 && value < 1e11 && /^\d+(\.\d{1,2})?$/.test(String(value)), 'must be yuan');
const code = (...codes: (number | string)[]) =>
  z
    .union([z.number(), z.string()])
    .refine((value) => codes.includes(value), `must be one of ${codes.join(', ')}`);
const count = z.number().int().min(0).max(9_999);

const always = {
  reqID: z.string().regex(/^[A-Za-z0-9]{1,40}$/, 'must be 1 to 40 letters and digits'),
  opCode: z.enum(['A', 'M', 'D']),
  uploadTs: time,
  name: z.string().min(1).max(400),
  pid: z.string().min(1).max(400),
  mobile: z.string().min(1).max(400),
  loanId: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters'),
  /** Assumed: that the record is objected to: 1 open, 2 upheld, 3 refuted. */
  annotation: z.enum(['1', '2', '3']).optional(),
};

/** The messages by their file tag, and where each takes its calls. Fields of D4 beyond `always` are assumed. */
export const MESSAGES = {
  D2: {
    tag: '#singleLoanAccountInfo',
    path: '/baihang/api/v1/credit/loan/issue',
    schema: z.strictObject({
      ...always,
      originalLoanId: z.string().max(64),
      guaranteeType: code(1, 2, 3, 4, 5, 6),
      loanPurpose: code(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99),
      applyDate: time,
      accountOpenDate: time,
      issueDate: time,
      dueDate: day,
      loanAmount: yuan,
      totalTerm: count.min(1),
      targetRepayDateType: code(1, 2),
      termPeriod: z.number().int().min(-1).max(9_999),
      targetRepayDateList: z.string().max(20_000),
      firstRepaymentDate: day,
      gracePeriod: count,
    }),
  },
  D3: {
    tag: '#singleLoanRepayInfo',
    path: '/baihang/api/v1/credit/loan/track',
    schema: z.strictObject({
      ...always,
      termNo: count,
      termStatus: code('normal', 'overdue', 'thirdPartyPayIn30'),
      targetRepaymentDate: day,
      realRepaymentDate: day.nullable(),
      plannedPayment: yuan,
      targetRepayment: yuan,
      realRepayment: yuan,
      overdueStatus: z.string().regex(/^(D\d{1,5})?$/, 'must be D and days'),
      statusConfirmAt: time,
      overdueAmount: yuan,
      remainingAmount: yuan,
      loanStatus: code(1, 2, 3, 4),
    }),
  },
  D4: {
    tag: '#singleLoanDelayInfo',
    path: '/baihang/api/v1/credit/loan/delay',
    schema: z.strictObject({
      ...always,
      termNo: count,
      delayDate: day,
      originalDueDate: day,
      delayedDueDate: day,
      delayMonths: count,
      delayAmount: yuan,
      remainingAmount: yuan,
      statusConfirmAt: time,
    }),
  },
} as const;

export type MessageType = keyof typeof MESSAGES;

/** A message whose identity is in clear. */
export interface ClearMessage {
  readonly reqID: string;
  readonly opCode: 'A' | 'M' | 'D';
  readonly name: string;
  readonly pid: string;
  readonly mobile: string;
  readonly loanId: string;
  readonly termNo?: number;
  readonly statusConfirmAt?: string;
}
