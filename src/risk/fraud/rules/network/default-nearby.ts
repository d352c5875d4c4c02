import type { BadNeighbour } from '../../../facts/borrower-facts';
import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

/** Nearest first; more than this many say no more. */
const MOST_TOLD = 10;

export const defaultNearby: FraudRule = {
  code: 'DEFAULT_NEARBY',
  name: { en: 'Distance to a default', zh: '二度触黑' },
  reason: {
    en: 'Who is within two ties of somebody who does not pay deserves a look, and no more: nobody answers for his neighbours.',
    zh: '两度关系内存在逾期或违约主体，仅提示人工复核',
  },
  find: ({ network }) =>
    network.known
      ? [...network.value.badNeighbours]
          .sort((a, b) => a.distance - b.distance)
          .slice(0, MOST_TOLD)
          .map(({ node, distance, via, marks }) =>
            row(
              'DEFAULT_NEARBY',
              'WATCH',
              {
                en: `Somebody ${distance === 1 ? 'one tie' : `${distance} ties`} away (${via.join(', ')}) does not pay: ${marks.join(', ')}.`,
                zh: `${distance} 度关系（${via.map((tie) => TIE_ZH[tie] ?? tie).join('、')}）主体存在逾期或违约`,
              },
              { value: distance, origin: network, nodes: [node] },
            ),
          )
      : [],
};

/** Of the ties that carry risk. */
const TIE_ZH: Readonly<Partial<Record<BadNeighbour['via'][number], string>>> = {
  LEGAL_REPRESENTATIVE: '法定代表人',
  SHAREHOLDER: '股东',
  EXECUTIVE: '高管',
  SUPERVISOR: '监事',
  GUARANTOR: '担保',
  SPOUSE: '配偶',
  FAMILY: '亲属',
  CONTACT: '联系人',
  BRANCH: '分支机构',
  INVESTOR: '投资方',
  CREDITOR: '债权',
  USES_DEVICE: '共用设备',
  REACHED_AT: '共用联系方式',
};
