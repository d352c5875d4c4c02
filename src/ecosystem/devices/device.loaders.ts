import { sharedLoader } from '../../platform/loaders';
import type { ContactPointRecord, DeviceRecord } from './device.records';

export const deviceById = sharedLoader<string, DeviceRecord | null>('device.byId', { absent: () => null });

export const contactPointById = sharedLoader<string, ContactPointRecord | null>('contactPoint.byId', {
  absent: () => null,
});
