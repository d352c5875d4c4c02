import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, dropTables } from './schema';

/** How far each decision has come, so that those that wait for a person can be listed. */
export class DecisionStandings1780272000014 implements MigrationInterface {
  readonly name = 'DecisionStandings1780272000014';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'decision_standing', {
      columns: [bigint('decision_id'), code('state', 16)],
      key: ['decision_id'],
      indexes: [['state', 'decision_id']],
    });
    // Whoever turns a decision does so first, and a second review ends it: one that waits for its second has one review.
    await runner.query(
      `INSERT INTO decision_standing (decision_id, state)
       SELECT d.id, CASE
         WHEN COUNT(v.decision_id) = 0 AND (d.outcome = 'REVIEW' OR MAX(q.decision_id) IS NOT NULL) THEN 'OPEN'
         WHEN COUNT(v.decision_id) = 1 AND d.outcome <> 'REVIEW' AND MAX(v.outcome) <> d.outcome THEN 'SECOND_NEEDED'
         ELSE 'DECIDED' END
         FROM decision d
         LEFT JOIN decision_review v ON v.decision_id = d.id
         LEFT JOIN decision_review_request q ON q.decision_id = d.id
        GROUP BY d.id, d.outcome`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['decision_standing']);
  }
}
