import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of a file's bytes. */
export async function hashOfFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
}

/** One hash over several, in order: two runs with one hash were given the same mapping and the same files. */
export function hashOf(hashes: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const each of hashes) hash.update(each);
  return hash.digest();
}
