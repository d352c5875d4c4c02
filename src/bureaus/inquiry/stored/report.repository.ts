import type { InquiryPurpose } from '../../../consent';
import type { DataVault } from '../../../platform/crypto';
import {
  fromSqlInstant,
  type IdGenerator,
  marks,
  type Reader,
  type Transaction,
  toSqlInstant,
} from '../../../platform/database';
import { type NormalisedReport, reportFromText, reportToText } from '../../normalised-report';
import { BureauReportEntity } from './bureau-report.entity';

/** What a stored report is about: one bureau, one subject, one purpose. */
export interface ReportKey {
  readonly subjectId: string;
  readonly bureau: string;
  readonly purpose: InquiryPurpose;
}

export const reportKeyOf = ({ subjectId, bureau, purpose }: ReportKey): string =>
  `${subjectId}|${bureau}|${purpose}`;

export interface StoredReport extends ReportKey {
  readonly id: string;
  readonly inquiryId: string;
  readonly consentId: string;
  /** Null: the bureau answered that it has no record. */
  readonly report: NormalisedReport | null;
  readonly observedAt: Date;
  readonly retrievedAt: Date;
}

export type NewReport = Omit<StoredReport, 'id'>;

interface ReportRow {
  subject_id: string | number;
  bureau: string;
  purpose: InquiryPurpose;
  id: string | number;
  inquiry_id: string | number;
  consent_id: string | number;
  outcome: string;
  report_cell: Buffer;
  observed_at: string;
  retrieved_at: string;
}

export class ReportRepository {
  constructor(
    private readonly vault: DataVault,
    private readonly nextId: IdGenerator,
  ) {}

  /** The newest report of each key, by `reportKeyOf`, that was retrieved at `since` or later. */
  async latest(reader: Reader, keys: readonly ReportKey[], since: Date): Promise<Map<string, StoredReport>> {
    if (keys.length === 0) return new Map();
    const rows = await this.#rows(reader, keys, 'retrieved_at >= ?', [toSqlInstant(since)]);
    const newest = new Map(rows.map((row) => [`${row.subject_id}|${row.bureau}|${row.purpose}`, row]));
    return new Map(
      keys.flatMap((key) => {
        const row = newest.get(reportKeyOf(key));
        return row ? [[reportKeyOf(key), this.#open(row)] as const] : [];
      }),
    );
  }

  /** What inquiries brought, by the id of each. */
  async ofInquiries(
    reader: Reader,
    inquiries: readonly (ReportKey & { readonly inquiryId: string })[],
  ): Promise<Map<string, StoredReport>> {
    if (inquiries.length === 0) return new Map();
    const ids = inquiries.map(({ inquiryId }) => inquiryId);
    const rows = await this.#rows(reader, inquiries, `inquiry_id IN (${marks(ids.length)})`, ids);
    return new Map(rows.map((row) => [String(row.inquiry_id), this.#open(row)]));
  }

  /** Oldest first. Found by subject, which is how the rows lie. */
  #rows(
    reader: Reader,
    keys: readonly ReportKey[],
    condition: string,
    values: readonly string[],
  ): Promise<ReportRow[]> {
    const subjects = [...new Set(keys.map((key) => key.subjectId))];
    const bureaus = [...new Set(keys.map((key) => key.bureau))];
    const purposes = [...new Set(keys.map((key) => key.purpose))];
    return reader.rows<ReportRow>(
      `SELECT subject_id, bureau, purpose, id, inquiry_id, consent_id, outcome, report_cell, observed_at, retrieved_at
         FROM bureau_report
        WHERE subject_id IN (${marks(subjects.length)}) AND bureau IN (${marks(bureaus.length)})
          AND purpose IN (${marks(purposes.length)}) AND ${condition}
        ORDER BY retrieved_at, id`,
      [...subjects, ...bureaus, ...purposes, ...values],
    );
  }

  /** Stores answers; gives the id of each by its inquiry. */
  async store(transaction: Transaction, reports: readonly NewReport[]): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    const rows = reports.map(({ report, ...facts }) => {
      const id = this.nextId();
      ids.set(facts.inquiryId, id);
      const text = report === null ? 'null' : reportToText(report);
      const outcome: BureauReportEntity['outcome'] = report === null ? 'NO_RECORD' : 'HIT';
      return { ...facts, id, outcome, reportCell: this.vault.seal(text, place(id)) };
    });
    await transaction.insert(BureauReportEntity, rows);
    return ids;
  }

  #open(row: ReportRow): StoredReport {
    const id = String(row.id);
    return {
      id,
      subjectId: String(row.subject_id),
      bureau: row.bureau,
      purpose: row.purpose,
      inquiryId: String(row.inquiry_id),
      consentId: String(row.consent_id),
      report:
        row.outcome === 'HIT'
          ? reportFromText(this.vault.sensitive(row.report_cell, place(id)).reveal())
          : null,
      observedAt: fromSqlInstant(row.observed_at),
      retrievedAt: fromSqlInstant(row.retrieved_at),
    };
  }
}

const place = (row: string) => ({ table: 'bureau_report', column: 'report_cell', row });
