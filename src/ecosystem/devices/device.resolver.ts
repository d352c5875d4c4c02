import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { maskedUnlessPermitted } from '../../security';
import { maskContactPoint, maskFingerprint } from './device.masking';
import { ContactPoint, Device } from './device.type';

@Resolver(() => Device)
export class DeviceFields {
  @Extensions(access('ecosystem:read', { personal: true }))
  @FieldResolver(() => String, {
    description: 'What the device is recognised by (设备指纹); masked without the permission pii:read.',
  })
  fingerprint(@Root() device: Device, @Ctx() context: RequestContext): string {
    return maskedUnlessPermitted(
      context,
      { type: 'Device', id: device.key },
      'fingerprint',
      device.clear,
      maskFingerprint,
    );
  }
}

@Resolver(() => ContactPoint)
export class ContactPointFields {
  @Extensions(access('ecosystem:read', { personal: true }))
  @FieldResolver(() => String, {
    description: 'The number, address or name; masked without the permission pii:read.',
  })
  value(@Root() contactPoint: ContactPoint, @Ctx() context: RequestContext): string {
    return maskedUnlessPermitted(
      context,
      { type: 'ContactPoint', id: contactPoint.key },
      'value',
      contactPoint.clear,
      (value) => maskContactPoint(contactPoint.kind, value),
    );
  }
}
