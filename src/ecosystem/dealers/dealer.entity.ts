import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A firm that sells for the ecosystem (经销商). */
@Entity('dealer')
export class DealerEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') dealerNo!: string;
  @Column('varchar') name!: string;
  @Column('varchar', { nullable: true }) region!: string | null;
  @Column('varchar') level!: string;
  @Column('varchar') status!: string;
  @Column('bigint', { nullable: true }) creditLimitMinor!: string | null;
  @Column('varchar') currency!: string;
  @Column('date') since!: string;
}
