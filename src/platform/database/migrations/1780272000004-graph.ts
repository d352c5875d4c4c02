import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  boolean,
  code,
  createTable,
  date,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  text,
  words,
} from './schema';

/**
 * What is computed over the whole graph: guarantee circles, shared rings, ultimate owners. Each part of a computation is a
 * row with its results; `graph_in_force` says which one readers see, and is changed last.
 */
export class Graph1780272000004 implements MigrationInterface {
  readonly name = 'Graph1780272000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'graph_computation', {
      columns: [
        bigint('id'),
        code('part', 8),
        integer('version'),
        code('state', 8),
        date('as_of'),
        bigint('rows_read'),
        integer('found'),
        nullable(digest('input_digest')),
        instant('started_at'),
        nullable(instant('finished_at')),
      ],
      key: ['id'],
      indexes: [['part', 'id']],
    });
    await createTable(runner, 'graph_in_force', {
      columns: [code('part', 8), bigint('computation_id')],
      key: ['part'],
    });
    await createTable(runner, 'graph_lease', {
      columns: [
        code('name', 24),
        bigint('token'),
        words('holder', 200),
        instant('taken_at'),
        instant('leased_until'),
      ],
      key: ['name'],
    });
    await createTable(runner, 'guarantee_circle', {
      columns: [
        bigint('id'),
        bigint('computation_id'),
        bigint('anchor_id'),
        code('kind', 8),
        integer('size'),
        integer('guarantee_count'),
        integer('mutual_pairs'),
        integer('defaulted_count'),
      ],
      key: ['id'],
      unique: [['computation_id', 'anchor_id']],
      indexes: [['computation_id', 'size', 'id']],
    });
    await createTable(runner, 'guarantee_circle_member', {
      columns: [bigint('circle_id'), bigint('subject_id'), bigint('computation_id'), boolean('defaulted')],
      key: ['circle_id', 'subject_id'],
      indexes: [['subject_id', 'computation_id']],
    });
    await createTable(runner, 'guarantee_circle_edge', {
      columns: [bigint('circle_id'), bigint('guarantor_id'), bigint('debtor_id'), bigint('relation_id')],
      key: ['circle_id', 'guarantor_id', 'debtor_id', 'relation_id'],
    });
    await createTable(runner, 'guarantee_circle_exposure', {
      columns: [
        bigint('circle_id'),
        code('currency', 3),
        bigint('outstanding_minor'),
        bigint('guaranteed_minor'),
      ],
      key: ['circle_id', 'currency'],
    });
    await createTable(runner, 'shared_ring', {
      columns: [
        bigint('id'),
        bigint('computation_id'),
        bigint('anchor_id'),
        code('kind', 8),
        integer('size'),
        integer('node_count'),
        integer('density_ppm'),
        nullable(code('household', 8)),
      ],
      key: ['id'],
      unique: [['computation_id', 'kind', 'anchor_id']],
      indexes: [['computation_id', 'size', 'id']],
    });
    await createTable(runner, 'shared_ring_member', {
      columns: [bigint('ring_id'), bigint('subject_id'), bigint('computation_id')],
      key: ['ring_id', 'subject_id'],
      indexes: [['subject_id', 'computation_id']],
    });
    await createTable(runner, 'shared_ring_node', {
      columns: [bigint('ring_id'), bigint('node_id'), bigint('computation_id')],
      key: ['ring_id', 'node_id'],
      indexes: [['node_id', 'computation_id']],
    });
    await createTable(runner, 'ultimate_ownership', {
      columns: [
        bigint('computation_id'),
        bigint('company_id'),
        integer('attributed_ppb'),
        boolean('has_unknown'),
        boolean('has_cycle'),
        boolean('is_overstated'),
        boolean('is_truncated'),
        text('control_path'),
      ],
      key: ['computation_id', 'company_id'],
    });
    await createTable(runner, 'ultimate_owner', {
      columns: [
        bigint('computation_id'),
        bigint('company_id'),
        bigint('owner_id'),
        integer('part_ppb'),
        boolean('is_known'),
        boolean('has_more_paths'),
        text('paths'),
      ],
      key: ['computation_id', 'company_id', 'owner_id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'graph_computation',
      'graph_in_force',
      'graph_lease',
      'guarantee_circle',
      'guarantee_circle_member',
      'guarantee_circle_edge',
      'guarantee_circle_exposure',
      'shared_ring',
      'shared_ring_member',
      'shared_ring_node',
      'ultimate_ownership',
      'ultimate_owner',
    ]);
  }
}
