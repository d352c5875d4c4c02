import { createUnionType, Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../../kernel';
import { access, BusinessDateScalar } from '../../../platform/graphql';
import type { DeviceScene as Scene } from '../device-scene';
import { BehaviourNotKnown, BehaviourSignalType, toNotKnown, toSignal } from './behaviour-signal.type';
import { PortraitRefused } from './portrait-refused.type';

@Extensions(access('risk:read'))
@ObjectType({ description: 'A device that a borrower used.' })
class SceneDevice {
  @Field(() => ID, { description: 'Id of the device: `node(id)` takes it.' })
  deviceId!: string;

  @Field(() => Boolean, { description: 'Whether it gave itself away as an emulator (模拟器).' })
  emulator!: boolean;

  @Field(() => Int, { description: 'How often he used it.' })
  times!: number;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'When he first used it.' })
  firstSeenOn!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'When he last used it.' })
  lastSeenOn!: string | null;

  @Field(() => Int, { description: 'Borrowers who used it, himself among them.' })
  users!: number;

  @Field(() => Boolean, {
    description: 'Whether it has so many users that it says nothing of any (公共设备).',
  })
  public!: boolean;
}

@Extensions(access('risk:read'))
@ObjectType({
  description: 'From which devices a borrower comes (设备及场景侦测). Source: the app, at its last import.',
})
export class DeviceScene {
  @Field(() => BusinessDateScalar, { description: 'The day on which it was judged.' })
  asOf!: string;

  @Field(() => [SceneDevice], { description: 'Devices, the last used first; at most 100.' })
  devices!: SceneDevice[];

  @Field(() => Int, { description: 'Devices first used within 30 days (新设备): velocity.' })
  newDevices!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether he was in two places faster than one travels; null: no source tells a place.',
  })
  impossibleTravel!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a proxy or VPN was used (代理); null: no source tells.',
  })
  proxy!: boolean | null;

  @Field(() => [BehaviourSignalType], { description: 'What is worth a look.' })
  signals!: BehaviourSignalType[];

  @Field(() => [BehaviourNotKnown], { description: 'What no source tells.' })
  missing!: BehaviourNotKnown[];
}

export const DeviceSceneResult = createUnionType({
  name: 'DeviceSceneResult',
  description: 'Device and scene, or why nothing is said.',
  types: () => [DeviceScene, PortraitRefused] as const,
});

export const toDeviceScene = (found: Scene): DeviceScene =>
  Object.assign(new DeviceScene(), {
    asOf: found.asOf,
    devices: found.devices.map(({ deviceId, isEmulator, isPublic, ...use }) =>
      Object.assign(new SceneDevice(), use, {
        deviceId: encodeNodeId('Device', deviceId),
        emulator: isEmulator,
        public: isPublic,
      }),
    ),
    newDevices: found.newDevices,
    impossibleTravel: null,
    proxy: null,
    signals: found.signals.map(toSignal),
    missing: found.missing.map(toNotKnown),
  });
