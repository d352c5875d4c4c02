import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** An account in the ecosystem (账户). */
@Entity('account')
export class AccountEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('blob') noIndex!: Buffer;
  @Column('blob') noCell!: Buffer;
  @Column('varchar') kind!: string;
  @Column('varchar') status!: string;
  @Column('bigint') balanceMinor!: string;
  @Column('varchar') currency!: string;
  @Column('date') openedOn!: string;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('varchar', { nullable: true }) regionCode!: string | null;
}
