import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a bureau answered: a report, sealed, or that it has no record. Bound to the purpose it was fetched for. */
@Entity('bureau_report')
export class BureauReportEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('varchar') bureau!: string;
  @PrimaryColumn('varchar') purpose!: string;
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') inquiryId!: string;
  @Column('bigint') consentId!: string;
  @Column('varchar') outcome!: 'HIT' | 'NO_RECORD';
  @Column('blob') reportCell!: Buffer;
  @Column('datetime', { precision: 3 }) observedAt!: Date;
  @Column('datetime', { precision: 3 }) retrievedAt!: Date;
}
