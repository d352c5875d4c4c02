import type { Scratch, SeenKeys } from './scratch.repository';

/** The keys of the files that feed one target, one after the other. */
export class KeysOfFiles {
  readonly #keys: SeenKeys;
  readonly #files: string[] = [];

  constructor(scratch: Scratch) {
    this.#keys = scratch.seenKeys();
  }

  /** The next file. */
  begin(file: string): void {
    this.#files.push(file);
  }

  /** Where the key came first, in words; undefined when this is the first time. */
  firstPlace(key: string, line: number): string | undefined {
    const file = this.#files.length - 1;
    const first = this.#keys.firstPlace(key, { file, line });
    if (!first) return undefined;
    return first.file === file ? `line ${first.line}` : `line ${first.line} of ${this.#files[first.file]}`;
  }
}
