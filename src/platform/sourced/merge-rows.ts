import type { DataVault } from '../crypto';
import {
  type EntityClass,
  type IdGenerator,
  type Incoming,
  mergeBySource,
  type SourcedRow,
  type Transaction,
} from '../database';

export interface BulkDependencies {
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  /** The moment of the import; stored as the time at which something was added. */
  readonly now: Date;
  /** As `mergeBySource` takes it: whoever sets it repeats the transaction without it when a key exists after all. */
  readonly expectNew?: boolean;
}

/** A row as its source states it. */
export interface FromSource {
  /** The source's own key for the row. */
  readonly sourceKey: string;
}

/** A row that was not stored. The reason never repeats a value of the row. */
export interface BulkReject {
  readonly sourceKey: string;
  readonly field: string;
  readonly reason: string;
  /** True when the row contradicts what is stored of the one it names: somebody must decide who is meant. */
  readonly isConflict?: boolean;
}

export interface BulkResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: readonly BulkReject[];
}

/**
 * Upserts rows of one entity: an input's row hash is taken over all that the input says, so that a row is written only
 * when its source says something new. `build` makes the entity's own columns.
 */
export async function mergeRows<E extends SourcedRow, I extends FromSource>(
  transaction: Transaction,
  { vault, nextId, expectNew }: BulkDependencies,
  entity: EntityClass<E>,
  source: string,
  inputs: readonly I[],
  build: (input: I, id: string) => Omit<E, keyof SourcedRow>,
): Promise<BulkResult> {
  const content = contentReader();
  const hashOf = (input: I): Buffer => vault.rowHash(content(input));
  const batch = inputs.map((input) => new StatedRow(source, input, build, hashOf));
  const { inserted, updated, unchanged } = await mergeBySource(
    transaction,
    entity,
    source,
    batch,
    nextId,
    expectNew,
  );
  return { inserted, updated, unchanged, rejected: [] };
}

/** Its hash is taken when its turn comes: the server has rows to store while those of the next are still taken. */
class StatedRow<E extends SourcedRow, I extends FromSource> implements Incoming<E> {
  private hash: Buffer | null = null;

  constructor(
    private readonly source: string,
    private readonly input: I,
    private readonly columns: (input: I, id: string) => Omit<E, keyof SourcedRow>,
    private readonly hashOf: (input: I) => Buffer,
  ) {}

  get sourceKey(): string {
    return this.input.sourceKey;
  }

  get rowHash(): Buffer {
    this.hash ??= this.hashOf(this.input);
    return this.hash;
  }

  build(id: string): E {
    const { source, rowHash, sourceKey } = this;
    // What is added to a copy of an object costs ten times as much as what the copy is added to.
    return { id, source, rowHash, ...this.columns(this.input, id), sourceKey } as E;
  }
}

/**
 * Names and values, by name: the hash must not depend on the order in which somebody wrote the properties. The rows of a
 * batch are mostly written alike, so that their names are sorted once.
 */
function contentReader(): (input: object) => string[] {
  let written: readonly string[] = [];
  let sorted: readonly string[] = [];
  return (input) => {
    const values = input as Readonly<Record<string, unknown>>;
    const names = Object.keys(input);
    if (names.length !== written.length || names.some((name, i) => name !== written[i])) {
      written = names;
      sorted = names.toSorted();
    }
    const parts: string[] = [];
    for (const name of sorted) {
      const value = values[name];
      if (value === null || value === undefined) continue;
      parts.push(name, value instanceof Date ? value.toISOString() : String(value));
    }
    return parts;
  };
}
