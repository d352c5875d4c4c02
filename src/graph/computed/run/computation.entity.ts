import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One part of a computation over the whole graph. Its results are written before it is put in force, or not seen. */
@Entity('graph_computation')
export class GraphComputationEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('varchar') part!: string;
  @Column('integer') version!: number;
  /** RUNNING until all results are stored, then DONE. */
  @Column('varchar') state!: string;
  /** The business date whose relations and loans it saw. */
  @Column('date') asOf!: string;
  @Column('bigint') rowsRead!: string;
  @Column('integer') found!: number;
  /** Of everything that the part is computed from, so that the same input is not computed again. */
  @Column('blob', { nullable: true }) inputDigest!: Buffer | null;
  @Column('datetime', { precision: 3 }) startedAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) finishedAt!: Date | null;
}

/** Which computation of a part readers see. */
@Entity('graph_in_force')
export class GraphInForceEntity {
  @PrimaryColumn('varchar') part!: string;
  @Column('bigint') computationId!: string;
}

/** Who computes now. The row goes when the run ends; after a crash its time runs out. */
@Entity('graph_lease')
export class GraphLeaseEntity {
  @PrimaryColumn('varchar') name!: string;
  @Column('bigint') token!: string;
  @Column('varchar') holder!: string;
  @Column('datetime', { precision: 3 }) takenAt!: Date;
  @Column('datetime', { precision: 3 }) leasedUntil!: Date;
}
