import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One run of the import: which mapping and files (by their hash), when, and what became of the rows. */
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
  @Column('datetime', { precision: 3 }) startedAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) finishedAt!: Date | null;
}
