import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** Who is reached there, and in which role. */
@Entity('contact_point_use')
export class ContactPointUseEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') contactPointId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') role!: string;
  @Column('date', { nullable: true }) since!: string | null;
  @Column('date', { nullable: true }) until!: string | null;
}
