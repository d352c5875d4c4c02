/**
 * SM2 (GM/T 0003) as bureaus use it. Keys, signatures and ciphertexts are hexadecimal; a public key is the uncompressed
 * point (`04`, x, y), a signature r and s, a ciphertext C1 (`04`, x, y), C3, C2.
 */
export interface Sm2 {
  /** Over SM3 of the message, with Z of the signer's id, which the other side must use as well. */
  sign(message: string, privateKey: string, userId: string): Promise<string>;
  /** False for whatever is no good signature. */
  verify(message: string, signature: string, publicKey: string, userId: string): Promise<boolean>;
  encrypt(text: string, publicKey: string): Promise<string>;
  /** Null for what was not encrypted for this key, or was changed since. */
  decrypt(ciphertext: string, privateKey: string): Promise<string | null>;
}

/** One operation for a worker: its name and arguments. */
export type Sm2Order = {
  [Operation in keyof Sm2]: readonly [Operation, ...Parameters<Sm2[Operation]>];
}[keyof Sm2];
