import type { Sensitive } from '../../kernel';
import type { ContactPointKind, DeviceKind } from './device.codes';

export interface DeviceRecord {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly fingerprint: Sensitive<string>;
  readonly systemName: string | null;
  readonly emulator: boolean;
  readonly firstSeenAt: Date | null;
}

export interface ContactPointRecord {
  readonly id: string;
  readonly kind: ContactPointKind;
  readonly value: Sensitive<string>;
}
