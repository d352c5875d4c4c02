import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** Who used a device, and when. */
@Entity('device_use')
export class DeviceUseEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') deviceId!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('integer') times!: number;
  @Column('datetime', { precision: 3, nullable: true }) firstSeenAt!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) lastSeenAt!: Date | null;
}
