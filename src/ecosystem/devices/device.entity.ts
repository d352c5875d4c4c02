import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A device that somebody used (设备). */
@Entity('device')
export class DeviceEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') kind!: string;
  @Column('blob') fingerprintIndex!: Buffer;
  @Column('blob') fingerprintCell!: Buffer;
  @Column('varchar', { nullable: true }) systemName!: string | null;
  @Column('boolean') emulator!: boolean;
  @Column('datetime', { precision: 3, nullable: true }) firstSeenAt!: Date | null;
}
