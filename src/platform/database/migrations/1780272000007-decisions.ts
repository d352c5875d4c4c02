import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  cell,
  code,
  createTable,
  date,
  dropTables,
  instant,
  integer,
  largeCell,
  largeText,
  words,
} from './schema';

/** Decisions with all that they were made from, so that each can be made again, and what people found of them. */
export class Decisions1780272000007 implements MigrationInterface {
  readonly name = 'Decisions1780272000007';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'decision_rulebook', {
      columns: [code('fingerprint', 64), code('kind', 12), largeText('content'), instant('stored_at')],
      key: ['fingerprint'],
    });
    await createTable(runner, 'decision', {
      columns: [
        bigint('subject_id'),
        bigint('id'),
        code('application_no', 64),
        code('outcome', 8),
        date('as_of'),
        instant('decided_at'),
        words('decided_by', 200),
        code('client_id', 64),
        code('model', 64),
        code('policy', 64),
        code('rate_caps', 64),
        code('decision_hash', 64),
        largeCell('case_cell'),
        largeCell('decision_cell'),
      ],
      key: ['subject_id', 'id'],
      unique: [['id']],
      indexes: [['outcome', 'id']],
    });
    await createTable(runner, 'decision_review', {
      columns: [
        bigint('decision_id'),
        integer('number'),
        code('outcome', 8),
        code('ground', 24),
        words('reviewed_by', 200),
        code('client_id', 64),
        instant('reviewed_at'),
        cell('reason_cell'),
      ],
      key: ['decision_id', 'number'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['decision_review', 'decision', 'decision_rulebook']);
  }
}
