import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** What ties one subject to another, in one direction (关系). */
@Entity('relation')
export class RelationEntity extends SourcedEntity {
  @PrimaryColumn('bigint') fromSubjectId!: string;
  @PrimaryColumn('varchar') kind!: string;
  @PrimaryColumn('bigint') toSubjectId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint', { nullable: true }) weight!: string | null;
  @Column('varchar', { nullable: true }) weightUnit!: string | null;
  @Column('date', { nullable: true }) since!: string | null;
  @Column('date', { nullable: true }) until!: string | null;
  @Column('varchar', { nullable: true }) evidence!: string | null;
}
