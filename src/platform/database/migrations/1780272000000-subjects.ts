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
  sourced,
  text,
  words,
} from './schema';

/** Who there is: subjects with their identifiers, what ties them together, and what the courts say of them. */
export class Subjects1780272000000 implements MigrationInterface {
  readonly name = 'Subjects1780272000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'subject', {
      columns: [
        bigint('id'),
        code('kind', 10),
        nullable(cell('name_cell')),
        nullable(digest('name_index')),
        nullable(words('registered_name')),
        nullable(cell('birth_date_cell')),
        nullable(code('sex', 1)),
        nullable(code('region_code', 12)),
        instant('created_at'),
        ...sourced(),
      ],
      key: ['id'],
      indexes: [['name_index'], ['registered_name'], ['kind', 'id']],
    });
    await createTable(runner, 'subject_identifier', {
      columns: [
        bigint('subject_id'),
        code('scheme', 16),
        code('issuer', 24),
        digest('value_index'),
        cell('value_cell'),
        nullable(digest('strong_index')),
        nullable(code('warning', 24)),
        instant('added_at'),
      ],
      key: ['subject_id', 'scheme', 'issuer', 'value_index'],
      unique: [['strong_index']],
      indexes: [['value_index', 'scheme', 'issuer', 'subject_id']],
    });
    await createTable(runner, 'relation', {
      columns: [
        bigint('from_subject_id'),
        code('kind', 24),
        bigint('to_subject_id'),
        bigint('id'),
        nullable(bigint('weight')),
        nullable(code('weight_unit', 12)),
        nullable(date('since')),
        nullable(date('until')),
        nullable(words('evidence')),
        ...sourced(),
      ],
      key: ['from_subject_id', 'kind', 'to_subject_id', 'id'],
      // Holds all that a hop of the risk graph reads.
      indexes: [['to_subject_id', 'kind', 'from_subject_id', 'since', 'until']],
    });
    await createTable(runner, 'device', {
      columns: [
        bigint('id'),
        code('kind', 12),
        digest('fingerprint_index'),
        cell('fingerprint_cell'),
        nullable(words('system_name', 40)),
        boolean('emulator'),
        nullable(instant('first_seen_at')),
        ...sourced(),
      ],
      key: ['id'],
      unique: [['fingerprint_index']],
    });
    await createTable(runner, 'device_use', {
      columns: [
        bigint('subject_id'),
        bigint('device_id'),
        bigint('id'),
        integer('times'),
        nullable(instant('first_seen_at')),
        nullable(instant('last_seen_at')),
        ...sourced(),
      ],
      key: ['subject_id', 'device_id', 'id'],
      indexes: [['device_id', 'subject_id', 'first_seen_at']],
    });
    await createTable(runner, 'contact_point', {
      columns: [bigint('id'), code('kind', 12), digest('value_index'), cell('value_cell'), ...sourced()],
      key: ['id'],
      unique: [['kind', 'value_index']],
    });
    await createTable(runner, 'contact_point_use', {
      columns: [
        bigint('subject_id'),
        bigint('contact_point_id'),
        bigint('id'),
        code('role', 16),
        nullable(date('since')),
        nullable(date('until')),
        ...sourced(),
      ],
      key: ['subject_id', 'contact_point_id', 'id'],
      indexes: [['contact_point_id', 'subject_id', 'since', 'until']],
    });
    await createTable(runner, 'lawsuit', {
      columns: [
        bigint('subject_id'),
        bigint('id'),
        nullable(code('case_no', 80)),
        nullable(words('court')),
        nullable(words('cause')),
        code('role', 16),
        code('stage', 16),
        nullable(date('filed_on')),
        nullable(date('decided_on')),
        nullable(bigint('amount_minor')),
        nullable(code('currency', 3)),
        nullable(text('note')),
        ...sourced(),
      ],
      key: ['subject_id', 'id'],
      indexes: [['case_no']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'subject',
      'subject_identifier',
      'relation',
      'device',
      'device_use',
      'contact_point',
      'contact_point_use',
      'lawsuit',
    ]);
  }
}
