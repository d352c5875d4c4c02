import * as ecosystem from '../../ecosystem/bulk';
import { boolean, code, date, instant, integer, oneOf, refersTo, required, text } from './field';
import { target } from './target';

const device = target({
  name: 'device',
  entity: ecosystem.DeviceEntity,
  merge: ecosystem.mergeDevices,
  fields: {
    kind: required(oneOf(ecosystem.DEVICE_KINDS)),
    fingerprint: required(text(200)),
    systemName: text(40),
    emulator: required(boolean()),
    firstSeenAt: instant(),
  },
});

const deviceUse = target({
  name: 'device_use',
  entity: ecosystem.DeviceUseEntity,
  merge: ecosystem.mergeDeviceUses,
  fields: {
    subject: required(refersTo('subject')),
    device: required(refersTo('device')),
    times: required(integer(1, 2_000_000_000)),
    firstSeenAt: instant(),
    lastSeenAt: instant(),
  },
});

const contactPoint = target({
  name: 'contact_point',
  entity: ecosystem.ContactPointEntity,
  merge: ecosystem.mergeContactPoints,
  fields: {
    kind: required(oneOf(ecosystem.CONTACT_POINT_KINDS)),
    value: required(text(200)),
  },
});

const contactPointUse = target({
  name: 'contact_point_use',
  entity: ecosystem.ContactPointUseEntity,
  merge: ecosystem.mergeContactPointUses,
  fields: {
    subject: required(refersTo('subject')),
    contactPoint: required(refersTo('contact_point')),
    role: required(code(16)),
    since: date(),
    until: date(),
  },
});

/** In load order. */
export const DEVICE_TARGETS = [device, deviceUse, contactPoint, contactPointUse];
