import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export const MEGABYTE = 1_048_576;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held when the garbage is gone: how much memory a process takes for it depends on when it is collected. */
function heldMb(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MEGABYTE;
}

/** How much more a run holds at any tenth of it than at the first, when code is compiled and caches are filled. */
export class MemoryWatch {
  #tenth = 0;
  #first: number | null = null;
  #most = 0;

  /** To be asked as often as one likes. */
  look(done: number, of: number): void {
    const tenth = Math.floor((done / of) * 10);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    const held = heldMb();
    this.#first ??= held;
    this.#most = Math.max(this.#most, held - this.#first);
  }

  get growthMb(): number {
    return this.#most;
  }
}
