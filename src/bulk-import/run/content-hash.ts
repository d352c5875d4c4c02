import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 over the mapping and the files, in the order given: two runs with one hash were given the same. */
export async function contentHash(paths: readonly string[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const file = createHash('sha256');
    for await (const chunk of createReadStream(path)) file.update(chunk as Buffer);
    hash.update(file.digest());
  }
  return hash.digest();
}
