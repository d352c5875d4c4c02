import type { IdentityScheme } from '../../kernel/identity';
import { fromSqlInstant, marks, type Reader, type Transaction } from '../../platform/database';
import { SubjectEntity } from '../subject.entity';
import { SubjectIdentifierEntity } from './subject-identifier.entity';

/** A stored subject with the identifiers it is known by. */
export interface StoredSubject {
  readonly row: SubjectEntity;
  readonly identifiers: readonly { readonly scheme: IdentityScheme; readonly index: Buffer }[];
}

interface SubjectRow {
  id: string | number;
  kind: string;
  name_cell: Buffer | null;
  name_index: Buffer | null;
  registered_name: string | null;
  birth_date_cell: Buffer | null;
  sex: string | null;
  region_code: string | null;
  created_at: string;
  source: string;
  source_key: string;
  row_hash: Buffer;
}

interface IdentifierRow {
  subject_id: string | number;
  scheme: IdentityScheme;
  value_index: Buffer;
}

/** The subjects that hold any of these strong identifiers, each with all of its identifiers: two statements. */
export async function storedSubjects(
  reader: Reader,
  strongIndexes: readonly Buffer[],
): Promise<StoredSubject[]> {
  if (strongIndexes.length === 0) return [];
  const subjects = await reader.rows<SubjectRow>(
    `SELECT id, kind, name_cell, name_index, registered_name, birth_date_cell, sex, region_code, created_at,
            source, source_key, row_hash
       FROM subject
      WHERE id IN (SELECT subject_id FROM subject_identifier WHERE strong_index IN (${marks(strongIndexes.length)}))`,
    strongIndexes,
  );
  if (subjects.length === 0) return [];
  const identifiers = await reader.rows<IdentifierRow>(
    `SELECT subject_id, scheme, value_index FROM subject_identifier WHERE subject_id IN (${marks(subjects.length)})`,
    subjects.map((row) => row.id),
  );
  const bySubject = new Map<string, StoredSubject['identifiers'][number][]>(
    subjects.map((row) => [String(row.id), []]),
  );
  for (const { subject_id, scheme, value_index } of identifiers)
    bySubject.get(String(subject_id))?.push({ scheme, index: value_index });
  return subjects.map((row) => ({ row: entityOf(row), identifiers: bySubject.get(String(row.id)) ?? [] }));
}

function entityOf(row: SubjectRow): SubjectEntity {
  return {
    id: String(row.id),
    kind: row.kind,
    nameCell: row.name_cell,
    nameIndex: row.name_index,
    registeredName: row.registered_name,
    birthDateCell: row.birth_date_cell,
    sex: row.sex,
    regionCode: row.region_code,
    createdAt: fromSqlInstant(row.created_at),
    source: row.source,
    sourceKey: row.source_key,
    rowHash: row.row_hash,
  };
}

/** The subject of each identifier that is stored, by the digest in hex. */
export async function subjectIdsByStrongIndex(
  reader: Reader,
  strongIndexes: readonly Buffer[],
): Promise<ReadonlyMap<string, string>> {
  if (strongIndexes.length === 0) return new Map();
  const rows = await reader.rows<{ subject_id: string | number; strong_index: Buffer }>(
    `SELECT subject_id, strong_index FROM subject_identifier WHERE strong_index IN (${marks(strongIndexes.length)})`,
    strongIndexes,
  );
  return new Map(rows.map((row) => [row.strong_index.toString('hex'), String(row.subject_id)]));
}

export async function storeSubjects(
  transaction: Transaction,
  subjects: readonly SubjectEntity[],
  identifiers: readonly SubjectIdentifierEntity[],
): Promise<void> {
  await transaction.insert(SubjectEntity, subjects, { key: ['source', 'sourceKey'], update: 'rest' });
  // Without a conflict clause: when another import has just stored the identifier, the unique key has to say so.
  await transaction.insert(SubjectIdentifierEntity, identifiers);
}
