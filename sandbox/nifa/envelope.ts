import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NIFA_PLATFORM_TEST_KEY } from '../keys';
import { decrypt, encrypt, sign, verify } from './sm2';

/** The platform's unified social credit code, under which it signs. */
const PLATFORM_CODE = '51110000MA00000231';

/** sdatacode of each message of the profile. */
export const DATA_CODE = { inquiry: '11001', resultRequest: '11002', result: '11003' } as const;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const headersSchema = z.object({
  sbankcode: z.string().regex(/^[0-9A-Z]{18}$/),
  sdatacode: z.string().regex(/^\d{5}$/),
  scode: z.string().regex(/^[0-9a-f]{32}$/),
  sign: z.string().regex(/^[0-9a-f]{128}$/),
});
/** An inquiry, and a call with contributions; files have larger blocks. */
const LONGEST_SDATA = 32_768;

interface Member {
  readonly code: string;
  readonly publicKey: string;
}

export type Opened = { readonly clear: unknown } | { readonly msgCode: string; readonly msg: string };

/** Opens what a member sent: envelope, member, digest, signature and encryption in this order, the first fault wins. */
export function open(
  headers: unknown,
  body: unknown,
  dataCode: string,
  member: Member,
  longest = LONGEST_SDATA,
): Opened {
  const head = headersSchema.safeParse(headers);
  const content = z.strictObject({ sdata: z.string().min(196).max(longest) }).safeParse(body);
  if (!head.success)
    return fault('40001', `header ${head.error.issues[0]?.path.join('.')} missing or malformed`);
  if (!content.success) return fault('40002', 'the body must be {"sdata": SM2 ciphertext in hexadecimal}');
  const { sbankcode, sdatacode, scode, sign: signature } = head.data;
  const { sdata } = content.data;
  if (sdatacode !== dataCode) return fault('40003', `sdatacode of this address is ${dataCode}`);
  if (sbankcode !== member.code) return fault('40101', '机构未登记 (sbankcode is no member)');
  if (scode !== md5(sdata)) return fault('40004', 'scode is not the MD5 of sdata');
  if (!verify(sbankcode + sdatacode + scode, signature, member.publicKey, sbankcode)) {
    return fault('40102', '验签失败 (the signature does not fit)');
  }
  const text = decrypt(sdata, NIFA_PLATFORM_TEST_KEY.privateKey);
  if (text === null) return fault('40005', '解密失败 (sdata is not for this platform)');
  try {
    return { clear: JSON.parse(text) };
  } catch {
    return fault('40006', 'sdata holds no JSON');
  }
}

const fault = (msgCode: string, msg: string): Opened => ({ msgCode, msg });

/** What the platform sends to a member: encrypted for it, signed under the platform's own code. */
export function seal(clear: object, memberPublicKey: string) {
  const sdata = encrypt(JSON.stringify(clear), memberPublicKey);
  const head = { sbankcode: PLATFORM_CODE, sdatacode: DATA_CODE.result, scode: md5(sdata) };
  const signed = head.sbankcode + head.sdatacode + head.scode;
  return { ...head, sign: sign(signed, NIFA_PLATFORM_TEST_KEY.privateKey, PLATFORM_CODE), sdata };
}
