import { fromSqlInstant, marks, type Reader } from '../../platform/database';
import type { InquiryState } from '../inquiry/ledger/bureau-inquiry.entity';

/** An inquiry that has left, or may have, and whose answer is not known. */
export interface InFlightInquiry {
  readonly id: string;
  readonly bureau: string;
  readonly purpose: string;
  readonly state: InquiryState;
  readonly sentAt: Date;
}

export interface ConsentPlace {
  readonly subjectId: string;
  readonly bureau: string;
  readonly consentId: string;
}

interface InFlightRow {
  id: string | number;
  consent_id: string | number;
  bureau: string;
  purpose: string;
  state: InquiryState;
  sent_at: string;
}

/** By consent id. Found by the subjects' rows, which lie together. */
export async function inFlightUnder(
  reader: Reader,
  consents: readonly ConsentPlace[],
): Promise<Map<string, InFlightInquiry[]>> {
  if (consents.length === 0) return new Map();
  const subjects = [...new Set(consents.map((consent) => consent.subjectId))];
  const ids = consents.map((consent) => consent.consentId);
  const rows = await reader.rows<InFlightRow>(
    `SELECT id, consent_id, bureau, purpose, state, sent_at FROM bureau_inquiry
      WHERE subject_id IN (${marks(subjects.length)}) AND consent_id IN (${marks(ids.length)})
        AND state IN ('SENT', 'UNKNOWN') AND sent_at IS NOT NULL
      ORDER BY id`,
    [...subjects, ...ids],
  );
  const found = new Map<string, InFlightInquiry[]>();
  for (const { id, consent_id: consentId, sent_at: sentAt, ...facts } of rows) {
    const one = { ...facts, id: String(id), sentAt: fromSqlInstant(sentAt) };
    found.set(String(consentId), [...(found.get(String(consentId)) ?? []), one]);
  }
  return found;
}
