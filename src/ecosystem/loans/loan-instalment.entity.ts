import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** An instalment of a loan (期). */
@Entity('loan_instalment')
export class LoanInstalmentEntity extends SourcedEntity {
  @PrimaryColumn('bigint') loanId!: string;
  @PrimaryColumn('integer') number!: number;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') status!: string;
  @Column('bigint') principalMinor!: string;
  @Column('bigint') interestMinor!: string;
  @Column('bigint') paidMinor!: string;
  @Column('varchar') currency!: string;
  @Column('date') dueOn!: string;
  @Column('date', { nullable: true }) paidOn!: string | null;
}
