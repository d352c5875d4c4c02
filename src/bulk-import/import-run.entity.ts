import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One run of the import: which mapping and files (by their hash), when, and what became of the rows. `outputs` is JSON:
 * how long the files of rejects were when the last batch was stored.
 */
@Entity('import_run')
export class ImportRunEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('varchar') source!: string;
  @Column('varchar') mapping!: string;
  @Column('blob') contentHash!: Buffer;
  @Column('varchar') state!: string;
  @Column('integer') rowsRead!: number;
  @Column('integer') rowsInserted!: number;
  @Column('integer') rowsUpdated!: number;
  @Column('integer') rowsUnchanged!: number;
  @Column('integer') rowsRejected!: number;
  @Column('text') outputs!: string;
  @Column('datetime', { precision: 3 }) startedAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) finishedAt!: Date | null;
}

/** How far a run has come with one table of its mapping; written with each batch, in the same transaction. */
@Entity('import_table')
export class ImportTableEntity {
  @PrimaryColumn('bigint') runId!: string;
  @PrimaryColumn('integer') tableNo!: number;
  @Column('varchar') target!: string;
  @Column('varchar') file!: string;
  @Column('blob') fileHash!: Buffer;
  @Column('varchar') state!: string;
  @Column('integer') taken!: number;
  @Column('integer') rowsRead!: number;
  @Column('integer') rowsInserted!: number;
  @Column('integer') rowsUpdated!: number;
  @Column('integer') rowsUnchanged!: number;
  @Column('integer') rowsRejected!: number;
  @Column('text') warnings!: string;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
}

/** Who imports a source now. The row goes when the import ends; after a crash its time runs out. */
@Entity('import_lease')
export class ImportLeaseEntity {
  @PrimaryColumn('varchar') source!: string;
  @Column('bigint') token!: string;
  @Column('varchar') holder!: string;
  @Column('datetime', { precision: 3 }) takenAt!: Date;
  @Column('datetime', { precision: 3 }) leasedUntil!: Date;
}
