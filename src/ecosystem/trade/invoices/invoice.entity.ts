import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** An invoice of an order (发票). */
@Entity('invoice')
export class InvoiceEntity extends SourcedEntity {
  @PrimaryColumn('bigint') orderId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') invoiceNo!: string;
  @Column('varchar') status!: string;
  @Column('bigint') totalMinor!: string;
  @Column('bigint', { nullable: true }) taxMinor!: string | null;
  @Column('varchar') currency!: string;
  @Column('date') issuedOn!: string;
  @Column('date', { nullable: true }) dueOn!: string | null;
}
