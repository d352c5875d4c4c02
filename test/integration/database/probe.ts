import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Database, SourcedEntity } from '../../../src/platform/database';

/** A row with one column of each kind that could lose something on its way. */
@Entity('probe')
export class ProbeEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint', { nullable: true }) amountMinor!: string | null;
  @Column('datetime', { precision: 3, nullable: true }) seenAt!: Date | null;
  @Column('varchar', { nullable: true }) label!: string | null;
  @Column('boolean') flag!: boolean;
}

/** Columns as `row` reads them. */
export interface ProbeRow {
  id: string | number;
  amount_minor: string | number | null;
  seen_at: string | null;
  label: string | null;
  flag: number;
}

/** The database with an empty table of probes beside the product's own. */
export async function openWithProbes(url: string): Promise<Database> {
  const database = await Database.open({ url }, [ProbeEntity]);
  await database.source.query(
    `CREATE TABLE probe (id bigint NOT NULL PRIMARY KEY, amount_minor bigint, seen_at datetime(3), label varchar(200),
       flag boolean NOT NULL, source varchar(24) NOT NULL, source_key varchar(64) NOT NULL, row_hash blob NOT NULL,
       UNIQUE (source, source_key))`,
  );
  return database;
}

export const aProbe = (id: string, facts: Partial<ProbeEntity> = {}): ProbeEntity => ({
  id,
  amountMinor: null,
  seenAt: null,
  label: null,
  flag: false,
  source: 'test',
  sourceKey: id,
  rowHash: Buffer.alloc(16),
  ...facts,
});
