import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolderOf } from '../config';
import type { CipherKeys } from './field-cipher';

/** The gateway's data keys. Losing them loses the data; they never lie in the database or its backups. */
export interface Keyring {
  readonly cells: CipherKeys;
  readonly blindIndex: Buffer;
  readonly rowHash: Buffer;
  readonly cursors: Buffer;
}

const key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64');

const ringFile = z.object({
  cells: z
    .object({ active: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/), keys: z.record(z.string(), key) })
    .refine(({ active, keys }) => Object.hasOwn(keys, active), { path: ['active'] }),
  blindIndex: key,
  rowHash: key,
  cursors: key,
});

/** @throws Error that names the file and the entry at fault, never a key. */
export function readKeyring(file: string): Keyring {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`the keyring ${file} cannot be read as JSON`);
  }
  const parsed = ringFile.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`the keyring ${file} is not valid at ${issue?.path.join('.') || 'its root'}`);
  }
  const { cells, ...rest } = parsed.data;
  return { ...rest, cells: { active: cells.active, keys: new Map(Object.entries(cells.keys)) } };
}

/**
 * Keys for a machine that holds no real data: made on first use and kept beside the development database.
 * @param file under VAR_DIR
 * @throws ConfigError when its folder cannot be made; as `readKeyring`
 */
export function developmentKeyring(file: string): Keyring {
  if (!existsSync(file)) {
    const fresh = () => randomBytes(32).toString('base64');
    const ring = {
      cells: { active: 'development-1', keys: { 'development-1': fresh() } },
      blindIndex: fresh(),
      rowHash: fresh(),
      cursors: fresh(),
    };
    makeFolderOf('VAR_DIR', dirname(file));
    // A link appears whole or not at all: of two processes that start together one wins, and both read its keys.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readKeyring(file);
}
