import { constants, privateDecrypt } from 'node:crypto';
import { z } from 'zod';
import { faultOfResidentId } from '../cast/identity-card';
import { BAIHANG_TEST_KEY } from '../keys';
import { mistakesOf } from '../parameters';

const code = (...allowed: number[]) =>
  z.number().refine((value) => allowed.includes(value), `must be one of ${allowed.join(', ')}`);
const upTo = (max: number) => Array.from({ length: max }, (_, i) => i + 1);
const encrypted = z
  .string()
  .regex(/^[A-Za-z0-9+/]{342}==$/, 'must be the Base64 of an RSA block of 2048 bits');
const optionalText = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .optional();

/** Asked for by reason 1 alone. */
const APPLICATION = ['guaranteeType', 'customType', 'applyAmount'] as const;

const parameters = z
  .strictObject({
    reqID: z.string().regex(/^[A-Za-z0-9]{1,40}$/, 'must be 1 to 40 letters and digits'),
    name: encrypted,
    pid: encrypted,
    mobile: encrypted,
    queryReason: code(...upTo(6)),
    guaranteeType: code(...upTo(6)).optional(),
    customType: code(1, 2, 3, 4, 99).optional(),
    applyAmount: z
      .number()
      .refine(
        (yuan) => yuan > 0 && yuan < 1e11 && /^\d+(\.\d{1,2})?$/.test(String(yuan)),
        'must be yuan above zero with at most two decimals',
      )
      .optional(),
    loanId: z
      .string()
      .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters')
      .optional(),
    loanPurpose: code(...upTo(13), 99),
    homeAddress: optionalText,
    homePhone: optionalText,
    workName: optionalText,
    workAddress: optionalText,
    workPhone: optionalText,
    device: z
      .strictObject({
        deviceType: code(1, 2, 3, 99),
        imei: optionalText,
        mac: optionalText,
        ipAddress: optionalText,
        osName: code(...upTo(7), 99).optional(),
      })
      .optional(),
    empowerno: z
      .string()
      .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks'),
  })
  .superRefine((given, context) => {
    const mistake = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    for (const field of APPLICATION) {
      if (given.queryReason === 1 && given[field] === undefined)
        mistake(field, 'is required for queryReason 1');
      if (given.queryReason !== 1 && given[field] !== undefined) {
        mistake(field, 'must be omitted unless queryReason is 1');
      }
    }
    if ([2, 3].includes(given.queryReason) && given.loanId === undefined) {
      mistake('loanId', 'is required for queryReason 2 and 3');
    }
  });

/** The parameters of C1 by name, identity in clear. */
export type CreditReportQuery = z.infer<typeof parameters>;

export type ReadQuery =
  | { readonly query: CreditReportQuery }
  | { readonly undecipherable: string[] }
  | { readonly mistakes: string[] };

/** Checks and deciphers a request. Mistakes name the parameter and never repeat its value. */
export function readQuery(body: unknown, lenient: boolean): ReadQuery {
  const read = parameters.safeParse(body);
  if (!read.success) return { mistakes: mistakesOf(read.error, body) };
  const clear = {
    name: decipher(read.data.name),
    pid: decipher(read.data.pid),
    mobile: decipher(read.data.mobile),
  };
  const undecipherable = Object.entries(clear).flatMap(([field, text]) => (text === null ? [field] : []));
  const { name, pid, mobile } = clear;
  if (name === null || pid === null || mobile === null) return { undecipherable };
  const idFault = faultOfResidentId(pid, lenient);
  const mistakes = [
    ...(name === '' || name.length > 30 || name !== name.trim() ? ['name must be 1 to 30 characters'] : []),
    ...(idFault ? [`pid ${idFault}`] : []),
    ...(/^1[3-9]\d{9}$/.test(mobile) ? [] : ['mobile must be 11 digits that start with 13 to 19']),
  ];
  return mistakes.length > 0 ? { mistakes } : { query: { ...read.data, name, pid, mobile } };
}

/**
 * The text under RSA PKCS#1 v1.5, null if there is none. Node refuses this padding where it decrypts, so the block is
 * opened raw and read here; that its timing tells good padding from bad is no matter, as the key is public anyway.
 */
export function decipher(base64: string): string | null {
  try {
    const block = privateDecrypt(
      { key: BAIHANG_TEST_KEY.privatePem, padding: constants.RSA_NO_PADDING },
      Buffer.from(base64, 'base64'),
    );
    const end = block.indexOf(0, 2);
    if (block[0] !== 0 || block[1] !== 2 || end < 10) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(block.subarray(end + 1));
  } catch {
    return null;
  }
}
