import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  cell,
  code,
  createTable,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  text,
  words,
} from './schema';

/** What was done: audit events, which only grow, requests that must not be done twice, runs of the bulk import. */
export class Records1780272000003 implements MigrationInterface {
  readonly name = 'Records1780272000003';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'audit_event', {
      columns: [
        bigint('id'),
        bigint('stream'),
        integer('position'),
        instant('occurred_at'),
        code('action', 32),
        code('outcome', 24),
        code('caller', 64),
        code('client_id', 64),
        code('role', 12),
        nullable(bigint('subject_id')),
        nullable(code('purpose', 24)),
        code('correlation_id', 64),
        text('facts'),
        integer('form'),
        digest('hash'),
      ],
      key: ['id'],
      unique: [['stream', 'position']],
      indexes: [
        ['subject_id', 'occurred_at'],
        ['client_id', 'occurred_at'],
        ['action', 'occurred_at'],
        ['occurred_at'],
      ],
    });
    await createTable(runner, 'idempotency_key', {
      columns: [
        code('client_id', 64),
        code('request_key', 64),
        digest('request_digest'),
        code('state', 12),
        bigint('holder'),
        nullable(cell('answer_cell')),
        instant('claimed_at'),
        instant('expires_at'),
      ],
      key: ['client_id', 'request_key'],
      indexes: [['claimed_at']],
    });
    await createTable(runner, 'import_run', {
      columns: [
        bigint('id'),
        code('source', 24),
        words('mapping', 200),
        digest('content_hash'),
        code('state', 12),
        integer('rows_read'),
        integer('rows_inserted'),
        integer('rows_updated'),
        integer('rows_unchanged'),
        integer('rows_rejected'),
        text('outputs'),
        instant('started_at'),
        nullable(instant('finished_at')),
      ],
      key: ['id'],
      indexes: [['source', 'id']],
    });
    await createTable(runner, 'import_table', {
      columns: [
        bigint('run_id'),
        integer('table_no'),
        code('target', 32),
        words('file', 200),
        digest('file_hash'),
        code('state', 12),
        integer('taken'),
        integer('rows_read'),
        integer('rows_inserted'),
        integer('rows_updated'),
        integer('rows_unchanged'),
        integer('rows_rejected'),
        text('warnings'),
        instant('updated_at'),
      ],
      key: ['run_id', 'table_no'],
    });
    await createTable(runner, 'import_lease', {
      columns: [
        code('source', 24),
        bigint('token'),
        words('holder', 200),
        instant('taken_at'),
        instant('leased_until'),
      ],
      key: ['source'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'audit_event',
      'idempotency_key',
      'import_run',
      'import_table',
      'import_lease',
    ]);
  }
}
