import { tradeSuspicion } from './trade-suspicion';

export const unshippedTrade = tradeSuspicion({
  code: 'UNSHIPPED_TRADE',
  finding: 'NO_SHIPMENT',
  name: { en: 'Trade without goods', zh: '无物流贸易' },
  reason: {
    en: 'Orders that were invoiced or paid, whose goods are due, and that nothing was ever sent for may be trade on paper only (虚假贸易). A service has no waybill either.',
    zh: '已开票或已付款、货物已到期但无任何运单，疑似虚假贸易；服务类订单除外',
  },
  text: {
    en: 'Orders of a year that were invoiced or paid without a waybill.',
    zh: '近一年已开票或付款而无运单的订单数',
  },
  stepsOf: ({ unshippedOrders }) => unshippedOrders,
});
