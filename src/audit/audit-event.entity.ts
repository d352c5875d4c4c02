import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_event')
export class AuditEventEntity {
  @PrimaryColumn('bigint') id!: string;
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
}
