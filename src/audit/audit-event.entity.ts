import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event, chained to the one before it in its stream. Never changed, never deleted. */
@Entity('audit_event')
export class AuditEventEntity {
  @PrimaryColumn('bigint') id!: string;
  /** One writer at a time: the events of a stream are numbered from 1 without a gap. */
  @Column('bigint') stream!: string;
  @Column('integer') position!: number;
  @Column('datetime', { precision: 3 }) occurredAt!: Date;
  @Column('varchar') action!: string;
  @Column('varchar') outcome!: string;
  @Column('varchar') caller!: string;
  @Column('varchar') clientId!: string;
  @Column('varchar') role!: string;
  @Column('bigint', { nullable: true }) subjectId!: string | null;
  @Column('varchar', { nullable: true }) purpose!: string | null;
  @Column('varchar') correlationId!: string;
  @Column('text') facts!: string;
  /** Version of the canonical form that `hash` is made of. */
  @Column('integer') form!: number;
  /** Of this event and of the hash before it. */
  @Column('blob') hash!: Buffer;
}
