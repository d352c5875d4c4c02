import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sensitive } from '../../../kernel';
import type { Sm2 } from '../../../platform/crypto';

/** Both sides of the exchange: unified social credit codes, and keys in hexadecimal. */
export interface EnvelopeKeys {
  readonly memberCode: string;
  readonly privateKey: Sensitive<string>;
  readonly platformCode: string;
  readonly platformPublicKey: string;
}

/** sdatacode of each message of the profile. */
export const DATA_CODE = { inquiry: '11001', resultRequest: '11002', result: '11003' } as const;

export interface SealedRequest {
  readonly headers: Readonly<Record<'sbankcode' | 'sdatacode' | 'scode' | 'sign', string>>;
  readonly body: { readonly sdata: string };
}

const sealed = z.object({
  sbankcode: z.string(),
  sdatacode: z.string(),
  scode: z.string(),
  sign: z.string(),
  sdata: z.string().max(262_144),
});

// The platform asks for it; what guards the message is the signature over it.
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** A message to the platform: encrypted for it, signed with our credit code as SM2 user id. */
export async function seal(
  clear: object,
  dataCode: string,
  { memberCode, privateKey, platformPublicKey }: EnvelopeKeys,
  sm2: Sm2,
): Promise<SealedRequest> {
  const sdata = await sm2.encrypt(JSON.stringify(clear), platformPublicKey);
  const head = { sbankcode: memberCode, sdatacode: dataCode, scode: md5(sdata) };
  const sign = await sm2.sign(head.sbankcode + head.sdatacode + head.scode, privateKey.reveal(), memberCode);
  return { headers: { ...head, sign }, body: { sdata } };
}

/**
 * The text inside a result of the platform.
 * @returns null unless it is signed by the platform, unchanged, and encrypted for us
 */
export async function open(
  message: unknown,
  { privateKey, platformCode, platformPublicKey }: EnvelopeKeys,
  sm2: Sm2,
): Promise<string | null> {
  const read = sealed.safeParse(message);
  if (!read.success) return null;
  const { sbankcode, sdatacode, scode, sign, sdata } = read.data;
  if (sbankcode !== platformCode || sdatacode !== DATA_CODE.result || scode !== md5(sdata)) return null;
  if (!(await sm2.verify(sbankcode + sdatacode + scode, sign, platformPublicKey, platformCode))) return null;
  return sm2.decrypt(sdata, privateKey.reveal());
}
