import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** A line of an order. Quantity in thousandths of its unit. */
@Entity('trade_order_line')
export class TradeOrderLineEntity extends SourcedEntity {
  @PrimaryColumn('bigint') orderId!: string;
  @PrimaryColumn('integer') lineNo!: number;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') sku!: string;
  @Column('varchar', { nullable: true }) description!: string | null;
  @Column('bigint') quantityMilli!: string;
  @Column('bigint', { nullable: true }) unitPriceMinor!: string | null;
  @Column('bigint') amountMinor!: string;
  @Column('varchar') currency!: string;
}
