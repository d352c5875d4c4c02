import { subjectIdsBySourceKey } from '../../borrowers/bulk';
import type { DataVault } from '../../platform/crypto';
import type { Transaction } from '../../platform/database';
import { idsBySourceKey } from '../../platform/sourced';
import { targetNamed } from '../targets';
import type { Reference } from './read-record';

/** Finds the id of a row that a reference names; undefined when it is not stored. */
export type FindId = (reference: Reference) => string | undefined;

/** Looks all references of a batch up, in one statement for each target that they name. */
export async function findReferences(
  transaction: Transaction,
  vault: DataVault,
  references: Iterable<Reference>,
): Promise<FindId> {
  const wanted = new Map<string, Map<string, Set<string>>>();
  for (const { target, source, key } of references) {
    const sources = wanted.get(target) ?? new Map<string, Set<string>>();
    const keys = sources.get(source) ?? new Set();
    wanted.set(target, sources.set(source, keys.add(key)));
  }
  const found = new Map<string, ReadonlyMap<string, ReadonlyMap<string, string>>>();
  for (const [name, keys] of wanted) {
    const referredBy = targetNamed(name)!.referredBy;
    found.set(
      name,
      referredBy === 'identity'
        ? await subjectIdsBySourceKey(transaction, vault, keys)
        : await idsBySourceKey(transaction, referredBy, keys),
    );
  }
  return ({ target, source, key }) => found.get(target)?.get(source)?.get(key);
}
