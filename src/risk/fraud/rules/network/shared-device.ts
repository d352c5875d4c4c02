import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const sharedDevice: FraudRule = {
  code: 'SHARED_DEVICE',
  name: { en: 'Shared device', zh: '共用设备' },
  reason: {
    en: 'Several applicants behind one device may be one person. A couple shares a phone honestly, and what everybody uses is a public network.',
    zh: '多名申请人共用一台设备可能为同一人操作；家庭共用与公共网络除外',
  },
  find: ({ network }, { deviceUsers, mostUsers }) =>
    network.known
      ? network.value.devices
          .filter(({ users }) => users >= deviceUsers && users <= mostUsers)
          .map(({ node, users }) =>
            row(
              'SHARED_DEVICE',
              'WATCH',
              { en: `${users} subjects use one device.`, zh: `${users} 个主体共用一台设备` },
              { value: users, origin: network, nodes: [node] },
              deviceUsers,
            ),
          )
      : [],
};
