import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** A payment for an order. */
@Entity('trade_payment')
export class TradePaymentEntity extends SourcedEntity {
  @PrimaryColumn('bigint') orderId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint', { nullable: true }) payerSubjectId!: string | null;
  @Column('bigint', { nullable: true }) payeeSubjectId!: string | null;
  @Column('varchar') method!: string;
  @Column('bigint') amountMinor!: string;
  @Column('varchar') currency!: string;
  @Column('datetime', { precision: 3 }) paidAt!: Date;
}
