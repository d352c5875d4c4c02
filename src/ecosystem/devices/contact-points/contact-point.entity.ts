import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../../platform/database';

/** A way to reach somebody: a number, an address, a mailbox (联系方式). */
@Entity('contact_point')
export class ContactPointEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') kind!: string;
  @Column('blob') valueIndex!: Buffer;
  @Column('blob') valueCell!: Buffer;
}
