import { isStrongScheme } from '../kernel/identity';
import type { DataVault } from '../platform/crypto';
import type { Transaction } from '../platform/database';
import type { BulkDependencies, BulkReject, BulkResult } from '../platform/sourced';
import { identifierIndex } from './identity/identifier-index';
import { storedSubjects, storeSubjects, subjectIdsByStrongIndex } from './identity/stored-subject.repository';
import type { IdentifierInput } from './identity/subject-identifier.bulk';
import { KnownSubject, type SubjectInput } from './known-subject';

export type { SubjectInput } from './known-subject';

/** The identifier by which a source finds its own subject again. */
const externalIdentifier = (source: string, sourceKey: string): IdentifierInput => ({
  scheme: 'EXTERNAL',
  value: `${source}:${sourceKey}`,
});

/**
 * Brings subjects in, each once whatever source it comes from: a row whose strong identifier is stored already is that
 * subject. The source that brought a subject first may correct it; any other only fills what is unknown and adds
 * identifiers. A row that contradicts the stored subject, or ties two together, is rejected and changes nothing.
 * Identifiers are never taken away. Four statements for a batch.
 */
export async function mergeSubjects(
  transaction: Transaction,
  { vault, nextId, now }: BulkDependencies,
  source: string,
  inputs: readonly SubjectInput[],
): Promise<BulkResult> {
  const rows = inputs.map((input) => ({ input, marked: withIndexes(vault, source, input) }));
  const known = new Map<string, KnownSubject>();
  const touched = new Set<KnownSubject>();
  const remember = (subject: KnownSubject) => {
    for (const index of subject.indexes()) known.set(index, subject);
  };
  const strong = rows.flatMap(({ marked }) =>
    marked.filter((m) => isStrongScheme(m.scheme)).map((m) => m.index),
  );
  for (const stored of await storedSubjects(transaction, strong))
    remember(KnownSubject.stored(vault, stored));

  const rejected: BulkReject[] = [];
  const count = { inserted: 0, updated: 0, unchanged: 0 };
  for (const { input, marked } of rows) {
    const holders = new Set(
      marked.flatMap((m) => (isStrongScheme(m.scheme) ? (known.get(m.index.toString('hex')) ?? []) : [])),
    );
    if (holders.size > 1) {
      const reason = 'its identifiers belong to different stored subjects';
      rejected.push({ sourceKey: input.sourceKey, field: 'identifiers', reason, isConflict: true });
      continue;
    }
    const [holder] = holders;
    const contradiction = holder?.contradiction(source, input, marked);
    if (contradiction) {
      rejected.push({ sourceKey: input.sourceKey, ...contradiction, isConflict: true });
      continue;
    }
    const subject = holder ?? KnownSubject.created(vault, nextId(), source, input, now);
    const changed = subject.take(source, input, marked, now);
    count[holder ? (changed ? 'updated' : 'unchanged') : 'inserted'] += 1;
    if (changed) touched.add(subject);
    remember(subject);
  }
  const changed = [...touched];
  await storeSubjects(
    transaction,
    changed.map((subject) => subject.row),
    changed.flatMap((subject) => subject.added),
  );
  return { ...count, rejected };
}

function withIndexes(vault: DataVault, source: string, input: SubjectInput) {
  return [externalIdentifier(source, input.sourceKey), ...input.identifiers].map((identifier) => ({
    ...identifier,
    index: identifierIndex(vault, identifier.scheme, identifier.value),
  }));
}

/** The subject of each source key, by source: the same subject may have been brought by several sources. */
export async function subjectIdsBySourceKey(
  transaction: Transaction,
  vault: DataVault,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const indexed = [...wanted].flatMap(([source, keys]) =>
    [...keys].map((key) => ({ source, key, index: identifierIndex(vault, 'EXTERNAL', `${source}:${key}`) })),
  );
  const ids = await subjectIdsByStrongIndex(
    transaction,
    indexed.map(({ index }) => index),
  );
  const found = new Map<string, Map<string, string>>([...wanted.keys()].map((source) => [source, new Map()]));
  for (const { source, key, index } of indexed) {
    const id = ids.get(index.toString('hex'));
    if (id !== undefined) found.get(source)?.set(key, id);
  }
  return found;
}
