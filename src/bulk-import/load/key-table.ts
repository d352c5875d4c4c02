/** Where a record stands: a line of a file, of those that feed one target. */
export interface Place {
  /** Number of the file among them. */
  readonly file: number;
  readonly line: number;
}

/** The key is new, and the table holds no more. */
export const NO_ROOM = Symbol('no room');

const CHUNK_BYTES = 1024 * 1024;
/** Before the bytes of a key stand their number, its file and its line. */
const HEAD_BYTES = 1 + 2 + 4;
const LONGEST_KEY_BYTES = 255;
const FEWEST_SLOTS = 1024;

/**
 * Keys and where each came first, in memory outside the heap: about forty bytes for a key of sixteen letters. A slot
 * holds a hash and where the key lies; keys are compared as a whole, so that no two are ever taken for one.
 */
export class KeyTable {
  #count = 0;
  #hashes = new Uint32Array(FEWEST_SLOTS);
  /** Where the key lies, counted from 1; 0 in an empty slot. */
  #entries = new Uint32Array(FEWEST_SLOTS);
  readonly #chunks: Buffer[] = [];
  #end = CHUNK_BYTES;
  readonly #key = Buffer.alloc(LONGEST_KEY_BYTES);

  /** @param mostKeys how many the table takes. */
  constructor(private readonly mostKeys: number) {}

  /** Where the key came first; undefined when this is the first time, and it is remembered. */
  firstPlace(key: string, place: Place): Place | undefined | typeof NO_ROOM {
    const length = this.#key.write(key, 0, 'utf8');
    const hash = hashOf(this.#key, length);
    const mask = this.#hashes.length - 1;
    let slot = hash & mask;
    for (; this.#entries[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.#hashes[slot] !== hash) continue;
      const known = this.#placeAt(this.#entries[slot]! - 1, length);
      if (known) return known;
    }
    if (this.#count >= this.mostKeys) return NO_ROOM;
    this.#hashes[slot] = hash;
    this.#entries[slot] = 1 + this.#append(length, place);
    this.#count += 1;
    if (this.#count * 2 > this.#hashes.length) this.#grow();
    return undefined;
  }

  /** The place of the entry, when its key is the one that is looked for. */
  #placeAt(entry: number, length: number): Place | undefined {
    const chunk = this.#chunks[Math.floor(entry / CHUNK_BYTES)]!;
    const at = entry % CHUNK_BYTES;
    const from = at + HEAD_BYTES;
    const isSame = chunk[at] === length && chunk.compare(this.#key, 0, length, from, from + chunk[at]!) === 0;
    return isSame ? { file: chunk.readUInt16LE(at + 1), line: chunk.readUInt32LE(at + 3) } : undefined;
  }

  #append(length: number, { file, line }: Place): number {
    if (this.#end + HEAD_BYTES + length > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.#end = 0;
    }
    const chunk = this.#chunks.at(-1)!;
    const at = this.#end;
    chunk[at] = length;
    chunk.writeUInt16LE(file, at + 1);
    chunk.writeUInt32LE(line, at + 3);
    this.#key.copy(chunk, at + HEAD_BYTES, 0, length);
    this.#end = at + HEAD_BYTES + length;
    return (this.#chunks.length - 1) * CHUNK_BYTES + at;
  }

  /** Twice the slots, so that at least half are empty. */
  #grow(): void {
    const [hashes, entries] = [this.#hashes, this.#entries];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#entries = new Uint32Array(hashes.length * 2);
    const mask = this.#hashes.length - 1;
    for (let i = 0; i < entries.length; i += 1) {
      if (entries[i] === 0) continue;
      let slot = hashes[i]! & mask;
      while (this.#entries[slot] !== 0) slot = (slot + 1) & mask;
      this.#hashes[slot] = hashes[i]!;
      this.#entries[slot] = entries[i]!;
    }
  }
}

/** FNV-1a, its bits mixed once more: slots are chosen by the low ones. */
function hashOf(bytes: Buffer, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i += 1) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
