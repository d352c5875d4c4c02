import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** A shipment of an order (运单). Quantity in thousandths, weight in grams. */
@Entity('waybill')
export class WaybillEntity extends SourcedEntity {
  @PrimaryColumn('bigint') orderId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') waybillNo!: string;
  @Column('varchar', { nullable: true }) carrier!: string | null;
  @Column('varchar', { nullable: true }) mode!: string | null;
  @Column('datetime', { precision: 3, nullable: true }) shippedAt!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) receivedAt!: Date | null;
  @Column('bigint', { nullable: true }) quantityMilli!: string | null;
  @Column('bigint', { nullable: true }) weightGram!: string | null;
  @Column('bigint', { nullable: true }) freightMinor!: string | null;
  @Column('varchar', { nullable: true }) currency!: string | null;
}
