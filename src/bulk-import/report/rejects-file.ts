import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Reject } from '../load/record';

const HEADER = 'file,line,field,reason\r\n';

/** Writes rejects as they come. The file appears with the first of them. */
export class RejectsFile {
  #file: number | null = null;

  constructor(readonly path: string) {}

  add({
    file,
    target,
    line,
    field,
    reason,
  }: Reject & { readonly file: string; readonly target: string }): void {
    if (this.#file === null) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#file = openSync(this.path, 'w', 0o600);
      writeSync(this.#file, HEADER);
    }
    const cells = [basename(file), String(line), field === '' ? target : `${target}.${field}`, reason];
    writeSync(this.#file, `${cells.map(quoted).join(',')}\r\n`);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
