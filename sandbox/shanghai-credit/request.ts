import { z } from 'zod';
import { faultOfResidentId } from '../cast/identity-card';
import { mistakesOf } from '../parameters';

/** A reference of the caller's own making: printable, no blanks at its ends. */
const reference = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks');

const parameters = z.strictObject({
  orgNo: z.string().regex(/^Q[0-9A-Z]{13}$/, 'must be 14 characters that start with Q'),
  directSecret: z.string().min(1, 'must not be empty').max(128, 'must be at most 128 characters'),
  iplate: z.enum(['1', '3'], 'must be 1 (personal report) or 3 (special trades)'),
  certType: z.enum(['0', '1', '2', '3'], 'must be 0, 1, 2 or 3'),
  certNo: z.string().regex(/^[0-9A-Z]{1,18}$/, 'must be 1 to 18 digits or capital letters'),
  name: z
    .string()
    .min(1, 'must not be empty')
    .max(30, 'must be at most 30 characters')
    .refine((name) => name === name.trim(), 'must not start or end with a blank'),
  reasonCode: z.enum(['01', '02', '08', '25'], 'must be 01, 02, 08 or 25'),
  consentNo: reference,
  requestId: reference,
  encoding: z.enum(['UTF-8'], 'must be UTF-8'),
});

/** The parameters of queryCredit by name. */
export type QueryCredit = z.infer<typeof parameters>;

/** The checked parameters, or one sentence per mistake: names the parameter, never repeats its value. */
export function readQuery(body: unknown, lenient: boolean): QueryCredit | string[] {
  const read = parameters.safeParse(body);
  if (!read.success) return mistakesOf(read.error, body);
  const fault = read.data.certType === '0' ? faultOfResidentId(read.data.certNo, lenient) : null;
  return fault ? [`certNo ${fault}`] : read.data;
}
