import { Extensions, Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { encodeNodeId, type Sensitive } from '../../kernel';
import { access, describedEnum, Node } from '../../platform/graphql';
import type { ContactPointKind, DeviceKind } from './device.codes';
import type { ContactPointRecord, DeviceRecord } from './device.records';

const DeviceKindEnum = describedEnum<DeviceKind>('DeviceKind', 'Kind of a device.', {
  PHONE: 'A telephone 手机.',
  COMPUTER: 'A computer 电脑.',
  TABLET: 'A tablet 平板.',
  OTHER: 'Something else 其他.',
});

const ContactPointKindEnum = describedEnum<ContactPointKind>('ContactPointKind', 'Kind of a contact point.', {
  MOBILE: 'A mobile number 手机号.',
  ADDRESS: 'A postal address 地址.',
  EMAIL: 'A mailbox 邮箱.',
  WIFI: 'A wireless network 无线网络.',
  LANDLINE: 'A landline number 固定电话.',
});

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description:
    'A device that somebody used (设备). Who used it is asked of the risk graph. Source: the app, at its last import.',
})
export class Device extends Node {
  key!: string;
  clear!: Sensitive<string>;

  @Field(() => DeviceKindEnum, { description: 'Kind of the device.' })
  kind!: DeviceKind;

  @Field(() => String, { nullable: true, description: 'Operating system, as the device named it.' })
  systemName!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it gave itself away as an emulator (模拟器): no telephone at all.',
  })
  emulator!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was first seen.' })
  firstSeenAt!: Date | null;
}

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description:
    'A way to reach somebody (联系方式). Who is reached there is asked of the risk graph. Source: applications, at their last import.',
})
export class ContactPoint extends Node {
  key!: string;
  clear!: Sensitive<string>;

  @Field(() => ContactPointKindEnum, { description: 'Kind of the contact point.' })
  kind!: ContactPointKind;
}

export function toDevice({ id, fingerprint, ...facts }: DeviceRecord): Device {
  return Object.assign(new Device(), facts, { id: encodeNodeId('Device', id), key: id, clear: fingerprint });
}

export function toContactPoint({ id, kind, value }: ContactPointRecord): ContactPoint {
  return Object.assign(new ContactPoint(), {
    id: encodeNodeId('ContactPoint', id),
    key: id,
    kind,
    clear: value,
  });
}
