import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  boolean,
  cell,
  code,
  createTable,
  date,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  text,
} from './schema';

/**
 * What happened to loans, and the records that bureaus are owed of it. An event and its records are stored by one
 * transaction; a record's `fence` names the process that may tell what became of it.
 */
export class Reporting1780272000008 implements MigrationInterface {
  readonly name = 'Reporting1780272000008';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'loan_event', {
      columns: [
        bigint('id'),
        bigint('loan_id'),
        bigint('subject_id'),
        code('loan_no', 64),
        integer('term'),
        code('kind', 8),
        date('business_date'),
        code('origin', 8),
        text('content'),
        instant('recorded_at'),
      ],
      key: ['id'],
      unique: [['loan_no', 'term', 'kind', 'business_date']],
      indexes: [['business_date', 'id']],
    });
    await createTable(runner, 'contribution', {
      columns: [
        bigint('id'),
        code('bureau', 24),
        bigint('event_id'),
        bigint('loan_id'),
        bigint('subject_id'),
        code('loan_no', 64),
        integer('term'),
        code('event_kind', 8),
        date('business_date'),
        date('due_on'),
        code('type', 8),
        code('op_code', 1),
        code('file_kind', 16),
        code('record_key', 40),
        code('reference', 64),
        nullable(cell('content_cell')),
        boolean('adverse'),
        code('state', 16),
        integer('attempts'),
        instant('next_try_at'),
        nullable(code('batch_key', 40)),
        nullable(integer('batch_size')),
        nullable(bigint('fence')),
        nullable(instant('leased_until')),
        nullable(code('receipt', 64)),
        nullable(code('rule', 40)),
        nullable(text('findings')),
        instant('created_at'),
        instant('changed_at'),
      ],
      key: ['id'],
      unique: [['bureau', 'record_key']],
      indexes: [
        ['bureau', 'state', 'id'],
        ['loan_no', 'bureau', 'id'],
        ['bureau', 'batch_key'],
        ['bureau', 'reference'],
        ['business_date', 'bureau', 'state'],
        ['bureau', 'business_date', 'id'],
        ['event_id'],
        ['loan_id', 'state'],
        ['fence'],
      ],
    });
    await createTable(runner, 'contribution_step', {
      columns: [
        bigint('contribution_id'),
        bigint('id'),
        instant('at'),
        code('state', 16),
        nullable(code('cause', 64)),
        nullable(code('caller', 64)),
      ],
      key: ['contribution_id', 'id'],
    });
    await createTable(runner, 'adverse_notice', {
      columns: [
        bigint('loan_id'),
        bigint('subject_id'),
        code('loan_no', 64),
        code('channel', 16),
        digest('evidence_hash'),
        instant('noticed_at'),
        code('recorded_by', 64),
        code('client_id', 64),
        instant('recorded_at'),
      ],
      key: ['loan_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['loan_event', 'contribution', 'contribution_step', 'adverse_notice']);
  }
}
