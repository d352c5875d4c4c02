import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A booking on an account (流水). */
@Entity('ledger_entry')
export class LedgerEntryEntity extends SourcedEntity {
  @PrimaryColumn('bigint') accountId!: string;
  @PrimaryColumn('date') bookedOn!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') direction!: string;
  @Column('varchar') kind!: string;
  @Column('bigint') amountMinor!: string;
  @Column('bigint', { nullable: true }) balanceMinor!: string | null;
  @Column('varchar') currency!: string;
  @Column('varchar', { nullable: true }) purpose!: string | null;
  @Column('varchar', { nullable: true }) counterpartyBank!: string | null;
  @Column('blob', { nullable: true }) counterpartyAccountCell!: Buffer | null;
  @Column('blob', { nullable: true }) counterpartyAccountIndex!: Buffer | null;
}
