import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  cell,
  code,
  createTable,
  date,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  sourced,
  text,
} from './schema';

/** Consents, the ledger of bureau calls with its money, and the reports that came back. */
export class Credit1780272000002 implements MigrationInterface {
  readonly name = 'Credit1780272000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'consent', {
      columns: [
        bigint('subject_id'),
        code('bureau', 24),
        bigint('id'),
        code('consent_no', 64),
        code('type', 10),
        text('purposes'),
        text('data_categories'),
        code('template_version', 24),
        digest('text_hash'),
        instant('signed_at'),
        instant('valid_from'),
        nullable(instant('valid_to')),
        nullable(bigint('until_settled_loan_id')),
        code('channel', 16),
        digest('evidence_hash'),
        nullable(instant('revoked_at')),
        nullable(code('revoked_by', 64)),
        nullable(code('revoked_client_id', 64)),
        nullable(code('revocation_reason', 24)),
        ...sourced(),
      ],
      key: ['subject_id', 'bureau', 'id'],
      unique: [['consent_no'], ['id']],
    });
    await createTable(runner, 'client_purpose', {
      columns: [code('client_id', 64), code('purpose', 24)],
      key: ['client_id', 'purpose'],
    });
    await createTable(runner, 'bureau_inquiry', {
      columns: [
        bigint('id'),
        bigint('subject_id'),
        code('bureau', 24),
        code('purpose', 24),
        code('reason_kind', 12),
        code('reason_ref', 64),
        code('client_id', 64),
        code('caller', 64),
        bigint('consent_id'),
        code('state', 12),
        nullable(code('outcome', 24)),
        nullable(code('cause', 32)),
        nullable(code('flight_key', 120)),
        bigint('price_minor'),
        code('currency', 3),
        nullable(bigint('report_id')),
        instant('reserved_at'),
        instant('expires_at'),
        nullable(instant('sent_at')),
        nullable(instant('closed_at')),
      ],
      key: ['id'],
      unique: [['flight_key']],
      indexes: [
        ['subject_id', 'bureau', 'reserved_at'],
        ['state', 'expires_at'],
        ['client_id', 'reserved_at'],
        ['reserved_at', 'id'],
      ],
    });
    await createTable(runner, 'named_inquiry', {
      columns: [
        code('client_id', 64),
        code('request_key', 64),
        bigint('subject_id'),
        code('bureau', 24),
        bigint('inquiry_id'),
      ],
      key: ['client_id', 'request_key', 'subject_id', 'bureau'],
    });
    await createTable(runner, 'bureau_budget', {
      columns: [
        code('client_id', 64),
        date('day'),
        code('bureau', 24),
        integer('calls'),
        bigint('spent_minor'),
        code('currency', 3),
      ],
      key: ['client_id', 'day', 'bureau'],
    });
    await createTable(runner, 'bureau_report', {
      columns: [
        bigint('subject_id'),
        code('bureau', 24),
        code('purpose', 24),
        bigint('id'),
        bigint('inquiry_id'),
        bigint('consent_id'),
        code('outcome', 12),
        cell('report_cell'),
        instant('observed_at'),
        instant('retrieved_at'),
      ],
      key: ['subject_id', 'bureau', 'purpose', 'id'],
      unique: [['id']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'consent',
      'client_purpose',
      'bureau_inquiry',
      'named_inquiry',
      'bureau_budget',
      'bureau_report',
    ]);
  }
}
