import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const guaranteeCircle: FraudRule = {
  code: 'GUARANTEE_CIRCLE',
  name: { en: 'Guarantee circle', zh: '担保圈' },
  reason: {
    en: 'Guarantees that lead back to where they began secure nothing, and may be made to look safe.',
    zh: '循环担保、互保、联保不增加实际保障，可能为虚构增信',
  },
  find: ({ circles }) =>
    circles.known
      ? circles.value.map(({ id, kind, size, defaultedCount }) =>
          row(
            'GUARANTEE_CIRCLE',
            'WATCH',
            {
              en: `Member of a guarantee circle of ${size} (${kind}), ${defaultedCount} of them in default.`,
              zh: `属于 ${size} 家担保圈（${CIRCLE_ZH[kind]}），其中 ${defaultedCount} 家违约`,
            },
            { value: size, origin: circles, reference: id },
          ),
        )
      : [],
};

const CIRCLE_ZH = { MUTUAL: '互保', JOINT: '联保', RING: '循环担保' } as const;
