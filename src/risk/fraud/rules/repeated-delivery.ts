import { encodeNodeId } from '../../../kernel';
import { rowAt } from '../../indicators/judging';
import type { FraudRule } from '../rule';

export const repeatedDelivery: FraudRule = {
  code: 'REPEATED_DELIVERY',
  name: { en: 'One delivery under two orders', zh: '一单多用' },
  reason: {
    en: 'One waybill to one buyer over one total under two orders may be lent against twice (重复融资). Orders of different totals on one truck are honest.',
    zh: '同一运单、同一买方、同一金额对应两笔订单，疑似重复融资；拼车运输除外',
  },
  find: (facts, { repeatedWaybills }) =>
    facts.kind === 'ENTERPRISE' && facts.trade.known
      ? rowAt(
          'REPEATED_DELIVERY',
          repeatedWaybills,
          { en: 'Waybills that stand under more than one order.', zh: '对应多笔订单的运单数' },
          {
            value: facts.trade.value.repeatedDeliveries.length,
            origin: facts.trade,
            ids: facts.trade.value.repeatedDeliveries.flatMap(({ orderIds }) =>
              orderIds.map((id) => encodeNodeId('Order', id)),
            ),
            reference: facts.trade.value.repeatedDeliveries[0]?.waybillNo ?? null,
          },
        )
      : [],
};
