import type { Bilingual } from '../indicators/indicator';

/** What behaviour shows. None of it declines by itself; signals about others lead to a review at most. */
export const BEHAVIOUR_SIGNALS = {
  IRREGULAR_INCOME: {
    en: 'Income-like money came in fewer than half of the months.',
    zh: '不足一半的月份有类收入流入',
  },
  MONEY_TO_AND_FRO: {
    en: 'Most of what came from an account went back to it.',
    zh: '来自同一账户的资金大部分又转回',
  },
  WEEKEND_HEAVY: { en: 'More than half of the bookings fall on weekends.', zh: '周末交易占比过半' },
  RUSH: {
    en: 'The last whole month has more than three times the usual number of bookings.',
    zh: '最近一个月交易笔数超过平时三倍',
  },
  SHARED_CONTACT: { en: 'He is reached where others are, too.', zh: '与他人共用联系方式' },
  EMULATOR: { en: 'He used an emulator.', zh: '使用模拟器设备' },
  SHARED_DEVICE: { en: 'Others used the same device.', zh: '与他人共用设备' },
  NEW_DEVICES: { en: 'Three or more devices are new within 30 days.', zh: '30 天内新增三台及以上设备' },
} as const satisfies Record<string, Bilingual>;

export type BehaviourSignalCode = keyof typeof BEHAVIOUR_SIGNALS;

export interface BehaviourSignal {
  readonly code: BehaviourSignalCode;
  readonly level: 'WATCH' | 'HIGH';
  readonly value: string;
  readonly threshold: string;
  readonly shown: readonly { readonly kind: 'Device' | 'ContactPoint'; readonly id: string }[];
}

/** Something that would be looked at and that no source tells. */
export interface NotKnown extends Bilingual {
  readonly input: 'TIME_OF_DAY' | 'PLACE' | 'PROXY' | 'LEDGER' | 'DEVICE';
}

export const NOT_KNOWN = {
  TIME_OF_DAY: {
    input: 'TIME_OF_DAY',
    en: 'Bookings have a day and no time: the share of nights is not known.',
    zh: '流水只有日期无时间，夜间占比未知',
  },
  PLACE: {
    input: 'PLACE',
    en: 'Uses of devices carry no place: impossible travel is not looked for.',
    zh: '设备使用无地理位置，无法识别异地登录',
  },
  PROXY: {
    input: 'PROXY',
    en: 'No source tells whether a proxy or VPN was used.',
    zh: '无代理或 VPN 标记来源',
  },
  LEDGER: { input: 'LEDGER', en: 'There are no bookings in the window.', zh: '窗口期内无流水' },
  DEVICE: { input: 'DEVICE', en: 'No device of his is known.', zh: '无设备记录' },
} as const satisfies Record<string, NotKnown>;
