import type { RingFacts } from '../../../facts/borrower-facts';
import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const denseRing: FraudRule = {
  code: 'DENSE_RING',
  name: { en: 'Dense ring', zh: '密集关联团伙' },
  reason: {
    en: 'In a ring most pairs of members share something. A house of many tenants is as dense, so that it leads to a look only.',
    zh: '团伙成员之间多数两两共用设备或联系方式；密度高仅提示复核',
  },
  find: ({ rings }, { ringSize, ringDensity, mostUsers }) =>
    rings.known
      ? rings.value
          .filter(({ size, density }) => size >= ringSize && size <= mostUsers && density >= ringDensity)
          .map(({ id, kind, size, density }) =>
            row(
              'DENSE_RING',
              'WATCH',
              {
                en: `Member of a ring of ${size} (${kind}).`,
                zh: `属于 ${size} 人关联团伙（共用${SHARED_ZH[kind]}）`,
              },
              { value: density, origin: rings, reference: id },
              ringDensity,
            ),
          )
      : [],
};

const SHARED_ZH: Readonly<Record<RingFacts['kind'], string>> = {
  DEVICE: '设备',
  MOBILE: '手机号',
  ADDRESS: '地址',
  EMAIL: '邮箱',
  WIFI: '无线网络',
  LANDLINE: '固定电话',
};
