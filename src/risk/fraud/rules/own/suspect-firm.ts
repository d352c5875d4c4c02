import { row } from '../../../indicators/judging';
import { TRADE_FINDINGS, type TradeFindingCode } from '../../../three-flows/core/finding';
import type { FraudRule } from '../../rule';

/** Beyond doubt enough to ask who leads the firm: goods that were merely not seen may be a service. */
const GRAVE: readonly TradeFindingCode[] = ['FICTITIOUS_TRADE', 'DUPLICATE_FINANCING', 'CIRCULAR_TRADE'];

export const suspectFirm: FraudRule = {
  code: 'SUSPECT_FIRM',
  name: { en: 'Leads a firm whose trade is suspect', zh: '所任法定代表人企业贸易可疑' },
  reason: {
    en: 'Who leads a firm decides what it trades, or lends his name to who does. That is for a person to find out.',
    zh: '法定代表人决定企业贸易，或仅为挂名，须人工复核',
  },
  find: ({ network }) =>
    network.known
      ? network.value.suspectFirms.flatMap(({ node, findings }) =>
          findings
            .filter(({ code }) => GRAVE.includes(code))
            .map(({ code, orderIds }) =>
              row(
                'SUSPECT_FIRM',
                'WATCH',
                {
                  en: `Trades of a firm that he leads: ${TRADE_FINDINGS[code].en}`,
                  zh: `所任法定代表人企业的交易笔数：${TRADE_FINDINGS[code].zh}`,
                },
                { value: orderIds.length, origin: { ...network, source: 'trade' }, nodes: [node] },
              ),
            ),
        )
      : [],
};
