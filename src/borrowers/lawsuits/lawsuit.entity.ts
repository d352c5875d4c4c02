import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A case before a court in which a subject has a part (诉讼). */
@Entity('lawsuit')
export class LawsuitEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar', { nullable: true }) caseNo!: string | null;
  @Column('varchar', { nullable: true }) court!: string | null;
  @Column('varchar', { nullable: true }) cause!: string | null;
  @Column('varchar') role!: string;
  @Column('varchar') stage!: string;
  @Column('date', { nullable: true }) filedOn!: string | null;
  @Column('date', { nullable: true }) decidedOn!: string | null;
  @Column('bigint', { nullable: true }) amountMinor!: string | null;
  @Column('varchar', { nullable: true }) currency!: string | null;
  @Column('varchar', { nullable: true }) note!: string | null;
}
