import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const emulator: FraudRule = {
  code: 'EMULATOR',
  name: { en: 'Emulated device', zh: '模拟器设备' },
  reason: {
    en: 'A phone that is a program hides who applies. Alone it may be a developer; several applicants behind it are a workshop.',
    zh: '模拟器用于隐藏真实操作人；多名申请人共用同一模拟器为团伙特征',
  },
  find: ({ network }, { deviceUsers }) =>
    network.known
      ? network.value.devices
          .filter((device) => device.emulator)
          .map(({ node, users }) =>
            row(
              'EMULATOR',
              users >= deviceUsers ? 'SEVERE' : 'HIGH',
              {
                en: `Applies from an emulated device that ${users} subjects use.`,
                zh: `使用模拟器设备，共 ${users} 个主体`,
              },
              { value: users, origin: network, nodes: [node] },
              deviceUsers,
            ),
          )
      : [],
};
