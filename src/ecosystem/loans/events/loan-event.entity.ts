import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that happened to a loan, once (贷款事件). Never changed: what was told wrongly is corrected by another one. */
@Entity('loan_event')
export class LoanEventEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') loanId!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') loanNo!: string;
  @Column('integer') term!: number;
  @Column('varchar') kind!: string;
  @Column('date') businessDate!: string;
  /** BOOK: derived from the loan book. API: told by a client. */
  @Column('varchar') origin!: string;
  /** The whole event as JSON, amounts as text. Holds no identity. */
  @Column('text') content!: string;
  @Column('datetime', { precision: 3 }) recordedAt!: Date;
}
