import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  code,
  createTable,
  date,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  words,
} from './schema';

/** What people look into before, or after, bureaus are told: objections (异议), adverse facts with their approval; files handed over. */
export class ReportingCases1780272000012 implements MigrationInterface {
  readonly name = 'ReportingCases1780272000012';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'objection', {
      columns: [
        bigint('id'),
        bigint('event_id'),
        bigint('loan_id'),
        bigint('subject_id'),
        code('loan_no', 64),
        integer('term'),
        date('received_on'),
        date('due_on'),
        code('channel', 16),
        digest('evidence_hash'),
        code('state', 8),
        code('recorded_by', 64),
        instant('recorded_at'),
        nullable(words('checked', 100)),
        nullable(digest('answer_hash')),
        nullable(code('answered_by', 64)),
        nullable(instant('answered_at')),
      ],
      key: ['id'],
      indexes: [['event_id'], ['loan_id', 'state'], ['subject_id', 'state'], ['state', 'due_on', 'id']],
    });
    await createTable(runner, 'adverse_fact', {
      columns: [
        bigint('id'),
        bigint('loan_id'),
        bigint('subject_id'),
        code('loan_no', 64),
        code('fact', 16),
        date('occurred_on'),
        bigint('amount_minor'),
        words('definition', 60),
        digest('evidence_hash'),
        code('state', 8),
        code('proposed_by', 64),
        instant('proposed_at'),
        nullable(digest('approved_hash')),
        nullable(code('approved_by', 64)),
        nullable(instant('approved_at')),
        nullable(bigint('event_id')),
      ],
      key: ['id'],
      indexes: [['state', 'id'], ['loan_id']],
    });
    await createTable(runner, 'contribution_file', {
      columns: [
        code('bureau', 24),
        date('day'),
        integer('sequence'),
        code('batch_key', 40),
        instant('named_at'),
      ],
      key: ['bureau', 'day', 'sequence'],
      unique: [['bureau', 'batch_key']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['objection', 'adverse_fact', 'contribution_file']);
  }
}
