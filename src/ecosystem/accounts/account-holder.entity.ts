import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** Who holds an account, and how. */
@Entity('account_holder')
export class AccountHolderEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') accountId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') role!: string;
  @Column('date', { nullable: true }) since!: string | null;
}
