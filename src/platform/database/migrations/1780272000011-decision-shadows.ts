import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, date, dropTables, instant, largeCell, words } from './schema';

/** Beside each decision: what a model or policy on trial would have decided, and whether the borrower wants a person. */
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
        largeCell('shadow_cell'),
      ],
      key: ['decision_id'],
      indexes: [['as_of']],
    });
    await createTable(runner, 'decision_review_request', {
      columns: [
        bigint('decision_id'),
        instant('requested_at'),
        words('requested_by', 200),
        code('client_id', 64),
      ],
      key: ['decision_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['decision_review_request', 'decision_shadow']);
  }
}
