import { encodeNodeId } from '../../../kernel';
import { rowAt } from '../../indicators/judging';
import type { FraudRule } from '../rule';

/** Orders that the evidence links to; the number tells the rest. */
const MOST_LINKED = 20;

export const unshippedTrade: FraudRule = {
  code: 'UNSHIPPED_TRADE',
  name: { en: 'Trade without goods', zh: '无物流贸易' },
  reason: {
    en: 'Orders that were invoiced and paid and that nothing was ever sent for may be trade on paper only (虚假贸易). A service has no waybill either.',
    zh: '已开票、已付款但无任何运单，疑似虚假贸易；服务类订单除外',
  },
  find: (facts, { unshippedOrders }) =>
    facts.kind === 'ENTERPRISE' && facts.trade.known
      ? rowAt(
          'UNSHIPPED_TRADE',
          unshippedOrders,
          {
            en: 'Orders of a year that were invoiced and paid without a waybill.',
            zh: '近一年已开票付款而无运单的订单数',
          },
          {
            value: facts.trade.value.unshippedOrderIds.length,
            origin: facts.trade,
            ids: facts.trade.value.unshippedOrderIds
              .slice(0, MOST_LINKED)
              .map((id) => encodeNodeId('Order', id)),
          },
        )
      : [],
};
