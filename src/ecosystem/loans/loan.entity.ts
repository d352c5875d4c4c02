import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A loan (借款). The yearly rate is in millionths: 0.085 is 85000. */
@Entity('loan')
export class LoanEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint', { nullable: true }) accountId!: string | null;
  @Column('varchar') loanNo!: string;
  @Column('varchar') product!: string;
  @Column('varchar') status!: string;
  @Column('bigint') principalMinor!: string;
  @Column('bigint') outstandingMinor!: string;
  @Column('varchar') currency!: string;
  @Column('integer', { nullable: true }) annualRateMicro!: number | null;
  @Column('bigint', { nullable: true }) instalmentMinor!: string | null;
  @Column('integer') termMonths!: number;
  @Column('date') issuedOn!: string;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('integer') overdueDays!: number;
}
