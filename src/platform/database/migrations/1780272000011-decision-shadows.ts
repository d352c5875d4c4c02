import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, cell, code, createTable, date, dropTables } from './schema';

/** What a model or policy on trial would have decided, beside each decision. */
export class DecisionShadows1780272000011 implements MigrationInterface {
  readonly name = 'DecisionShadows1780272000011';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'decision_shadow', {
      columns: [
        bigint('decision_id'),
        date('as_of'),
        code('decided', 8),
        code('outcome', 8),
        code('model', 64),
        code('policy', 64),
        code('rate_caps', 64),
        cell('shadow_cell'),
      ],
      key: ['decision_id'],
      indexes: [['as_of']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['decision_shadow']);
  }
}
