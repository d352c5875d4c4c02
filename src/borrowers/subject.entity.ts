import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../platform/database';

/** A person or a firm, once, whatever roles it has (主体). A person's name is sealed, a firm's is public. */
@Entity('subject')
export class SubjectEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') kind!: string;
  @Column('blob', { nullable: true }) nameCell!: Buffer | null;
  @Column('blob', { nullable: true }) nameIndex!: Buffer | null;
  @Column('varchar', { nullable: true }) registeredName!: string | null;
  @Column('blob', { nullable: true }) birthDateCell!: Buffer | null;
  @Column('varchar', { nullable: true }) sex!: string | null;
  @Column('varchar', { nullable: true }) regionCode!: string | null;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
}
