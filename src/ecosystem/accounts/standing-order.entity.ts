import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A payment that an account repeats by order. */
@Entity('standing_order')
export class StandingOrderEntity extends SourcedEntity {
  @PrimaryColumn('bigint') accountId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint') amountMinor!: string;
  @Column('varchar') currency!: string;
  @Column('varchar', { nullable: true }) purpose!: string | null;
  @Column('varchar', { nullable: true }) counterpartyBank!: string | null;
  @Column('blob', { nullable: true }) counterpartyAccountCell!: Buffer | null;
}
