import { closeSync, existsSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../platform/files';

/** Where each file is, and how long it was when the last batch was stored. */
export type OutputSizes = Readonly<Record<string, { readonly path: string; readonly bytes: number }>>;

/** A file of the import's own cannot be written. */
export class OutputFileError extends Error {
  override readonly name = 'OutputFileError';

  constructor(
    readonly path: string,
    readonly code: string,
  ) {
    super(`${path} cannot be written (${code})`);
  }
}

interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  bytes: number;
}

/**
 * Files that grow with the batches: what a batch writes counts when the batch is stored, and is taken back when it is
 * repeated or when the process was killed before that. Only their owner can read them. A file appears with its first row.
 */
export class OutputFiles {
  readonly #open = new Map<string, OpenFile>();
  #kept: OutputSizes;

  /** @param kept what an interrupted run remembers; its files are continued. */
  constructor(kept: OutputSizes = {}) {
    this.#kept = kept;
  }

  /**
   * @param header written first into a file that is new.
   * @throws OutputFileError as when the disk is full; what was written since `keep` is taken back at the next start.
   */
  append(role: string, path: string, content: string | Buffer, header: string | Buffer = ''): void {
    try {
      const file = this.#open.get(role) ?? this.#opened(role, path, header);
      file.bytes += write(file, content);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === undefined ? error : new OutputFileError(path, code);
    }
  }

  pathOf(role: string): string | null {
    return (this.#open.get(role) ?? this.#kept[role])?.path ?? null;
  }

  sizes(): OutputSizes {
    const open = [...this.#open].map(([role, { path, bytes }]) => [role, { path, bytes }] as const);
    return { ...this.#kept, ...Object.fromEntries(open) };
  }

  /** What was written until now stays. */
  keep(): void {
    this.#kept = this.sizes();
  }

  /** Takes back what was written since `keep`. */
  rewind(): void {
    for (const [role, file] of this.#open) {
      const bytes = this.#kept[role]?.bytes ?? 0;
      if (file.bytes === bytes) continue;
      ftruncateSync(file.descriptor, bytes);
      file.bytes = bytes;
      if (bytes > 0) continue;
      // Its header is gone as well: it begins anew with its next row.
      closeSync(file.descriptor);
      this.#open.delete(role);
    }
  }

  close(): void {
    for (const { descriptor } of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }

  #opened(role: string, wanted: string, header: string | Buffer): OpenFile {
    const kept = this.#kept[role];
    const continued = kept !== undefined && existsSync(kept.path) ? kept : null;
    const path = continued?.path ?? wanted;
    makeFolder(dirname(path));
    const descriptor = openSync(path, continued ? 'r+' : 'w', 0o600);
    const file = { path, descriptor, bytes: continued?.bytes ?? 0 };
    if (continued) ftruncateSync(descriptor, continued.bytes);
    else file.bytes += write(file, header);
    this.#open.set(role, file);
    return file;
  }
}

function write({ descriptor, bytes }: OpenFile, content: string | Buffer): number {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  for (let from = 0; from < buffer.length; )
    from += writeSync(descriptor, buffer, from, buffer.length - from, bytes + from);
  return buffer.length;
}
