import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** Money paid on a loan (还款). */
@Entity('loan_payment')
export class LoanPaymentEntity extends SourcedEntity {
  @PrimaryColumn('bigint') loanId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint') amountMinor!: string;
  @Column('varchar') currency!: string;
  @Column('datetime', { precision: 3 }) paidAt!: Date;
  @Column('varchar', { nullable: true }) channel!: string | null;
}
