import { addDays, type BusinessDate, isBusinessDate } from '../../kernel';
import type { SharingLimits } from '../policies/policy-file';
import { BehaviourRefused, type DeviceUseFacts, wholeCount } from './behaviour-facts';
import { type BehaviourSignal, NOT_KNOWN, type NotKnown } from './signal';

export interface DeviceScene {
  readonly asOf: BusinessDate;
  readonly devices: readonly (DeviceUseFacts & { readonly isPublic: boolean })[];
  /** First used within 30 days. */
  readonly newDevices: number;
  readonly signals: readonly BehaviourSignal[];
  readonly missing: readonly NotKnown[];
}

const NEW_DAYS = 30;
const MANY_NEW = 3;

/**
 * From which devices somebody comes (设备及场景侦测). What others do with a device leads to a review at most; one that very
 * many use is public, as a network of a mall, and says nothing of any of them.
 * @throws BehaviourRefused naming the place of a value that cannot be
 */
export function deviceScene(
  uses: readonly DeviceUseFacts[],
  asOf: BusinessDate,
  { deviceUsers, mostUsers }: Pick<SharingLimits, 'deviceUsers' | 'mostUsers'>,
): DeviceScene {
  refuse(uses, asOf);
  const since = addDays(asOf, -NEW_DAYS);
  const fresh = uses.filter(({ firstSeenOn }) => firstSeenOn !== null && firstSeenOn > since);
  const signals: BehaviourSignal[] = uses.flatMap(({ deviceId, isEmulator, users }): BehaviourSignal[] => {
    const shown = [{ kind: 'Device', id: deviceId }] as const;
    return [
      ...(isEmulator
        ? [{ code: 'EMULATOR', level: 'HIGH', value: '1', threshold: '0', shown } as const]
        : []),
      ...(users >= deviceUsers && users <= mostUsers
        ? [
            {
              code: 'SHARED_DEVICE',
              level: 'WATCH',
              value: String(users),
              threshold: String(deviceUsers),
              shown,
            } as const,
          ]
        : []),
    ];
  });
  if (fresh.length >= MANY_NEW)
    signals.push({
      code: 'NEW_DEVICES',
      level: 'WATCH',
      value: String(fresh.length),
      threshold: String(MANY_NEW),
      shown: fresh.map(({ deviceId }) => ({ kind: 'Device', id: deviceId })),
    });
  return {
    asOf,
    devices: uses.map((use) => ({ ...use, isPublic: use.users > mostUsers })),
    newDevices: fresh.length,
    signals,
    missing: [NOT_KNOWN.PLACE, NOT_KNOWN.PROXY, ...(uses.length === 0 ? [NOT_KNOWN.DEVICE] : [])],
  };
}

function refuse(uses: readonly DeviceUseFacts[], asOf: BusinessDate): void {
  if (!isBusinessDate(asOf)) throw new BehaviourRefused('asOf', 'NOT_A_DATE');
  uses.forEach(({ times, users, firstSeenOn, lastSeenOn }, index) => {
    wholeCount(`uses[${index}].times`, times);
    wholeCount(`uses[${index}].users`, users);
    for (const [name, day] of Object.entries({ firstSeenOn, lastSeenOn })) {
      if (day === null) continue;
      if (!isBusinessDate(day)) throw new BehaviourRefused(`uses[${index}].${name}`, 'NOT_A_DATE');
      if (day > asOf) throw new BehaviourRefused(`uses[${index}].${name}`, 'FUTURE');
    }
  });
}
