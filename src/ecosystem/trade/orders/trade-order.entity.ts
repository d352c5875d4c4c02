import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** An order (订单). */
@Entity('trade_order')
export class TradeOrderEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') orderNo!: string;
  @Column('bigint', { nullable: true }) supplierId!: string | null;
  @Column('bigint', { nullable: true }) dealerId!: string | null;
  @Column('bigint', { nullable: true }) sellerSubjectId!: string | null;
  @Column('bigint', { nullable: true }) buyerSubjectId!: string | null;
  @Column('varchar') status!: string;
  @Column('bigint') totalMinor!: string;
  @Column('varchar') currency!: string;
  @Column('date') orderedOn!: string;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('varchar', { nullable: true }) destination!: string | null;
}
