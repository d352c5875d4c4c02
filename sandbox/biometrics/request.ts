import { z } from 'zod';
import { faultOfResidentId } from '../cast/identity-card';
import { mistakesOf } from '../parameters';

const reference = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks');

const parameters = z.strictObject({
  requestId: reference,
  modality: z.enum(['FACE', 'FINGERPRINT'], 'must be FACE or FINGERPRINT'),
  captureToken: z.string().regex(/^ct_[A-Za-z0-9]{16,48}$/, 'must be a token that the capture gave'),
  idType: z.enum(['RESIDENT_ID', 'PASSPORT'], 'must be RESIDENT_ID or PASSPORT'),
  certNo: z.string().regex(/^[0-9A-Z]{1,18}$/, 'must be 1 to 18 digits or capital letters'),
  name: z.string().min(1, 'must not be empty').max(30, 'must be at most 30 characters'),
  consentNo: reference,
});

/** The parameters of a verification by name. */
export type Verification = z.infer<typeof parameters>;

/** The checked parameters, or one sentence per mistake: names the parameter, never repeats its value. */
export function readVerification(body: unknown, lenient: boolean): Verification | string[] {
  const read = parameters.safeParse(body);
  if (!read.success) return mistakesOf(read.error, body);
  const { idType, certNo } = read.data;
  const fault = idType === 'RESIDENT_ID' ? faultOfResidentId(certNo, lenient) : null;
  return fault ? [`certNo ${fault}`] : read.data;
}
