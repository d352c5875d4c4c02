import { type Database, marks } from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import { lastVerified, type VerificationRecord, verificationsOfSubject } from './biometrics.loaders';
import { COLUMNS, toRecord, type VerificationRow } from './ledger.repository';

export const biometricsLoaders = (database: Database): LoaderBinding[] => [
  bindList(
    verificationsOfSubject,
    database,
    () => ({
      select: COLUMNS,
      from: 'biometric_verification',
      parent: 'subject_id',
      order: [{ column: 'id', direction: 'DESC' }],
    }),
    toRecord,
  ),
  bindSharedLoader(lastVerified, async (subjectIds) => {
    const rows = await database.rows<VerificationRow>(
      `SELECT * FROM (
         SELECT ${COLUMNS}, ROW_NUMBER() OVER (PARTITION BY subject_id, modality ORDER BY id DESC) AS place
           FROM biometric_verification
          WHERE subject_id IN (${marks(subjectIds.length)}) AND outcome = 'VERIFIED') newest
        WHERE place = 1 ORDER BY subject_id, modality`,
      subjectIds,
    );
    const found = new Map<string, VerificationRecord[]>();
    for (const record of rows.map(toRecord)) {
      const known = found.get(record.subjectId);
      if (known) known.push(record);
      else found.set(record.subjectId, [record]);
    }
    return found;
  }),
];
