import type { Bilingual, RiskLevel } from '../../indicators/indicator';

/** The checks of the three flows, by the letters that credit officers use. */
const TRADE_CHECKS = ['INFORMATION', 'LOGISTICS', 'FUNDS', 'RIGHTS', 'AMOUNT'] as const;
export type TradeCheck = (typeof TRADE_CHECKS)[number];

export const TRADE_FINDINGS = {
  OVER_BILLED: {
    check: 'INFORMATION',
    en: 'Invoices come to more than the order.',
    zh: '发票金额超过订单金额',
  },
  FAR_OFF: {
    check: 'INFORMATION',
    en: 'Invoices are far above the order: by more than the policy allows for a mistake.',
    zh: '发票金额远超订单金额（超过政策偏差上限）',
  },
  LINES_DIFFER: {
    check: 'INFORMATION',
    en: 'The lines of the order do not add up to it.',
    zh: '订单行合计与订单金额不符',
  },
  DATES_OUT_OF_ORDER: {
    check: 'INFORMATION',
    en: 'Order, delivery, invoice and due day are not in this order.',
    zh: '订单、发货、开票、到期日期顺序异常',
  },
  SELF_DEALING: { check: 'INFORMATION', en: 'Seller and buyer are one.', zh: '买卖双方为同一主体' },
  CURRENCY_DIFFERS: {
    check: 'INFORMATION',
    en: 'A record is in another currency than the order and was not counted.',
    zh: '单据币种与订单不一致，未计入',
  },
  NO_SHIPMENT: {
    check: 'LOGISTICS',
    en: 'Invoiced or paid, and nothing was ever shipped.',
    zh: '已开票或已付款，无任何运单',
  },
  QUANTITY_DIFFERS: {
    check: 'LOGISTICS',
    en: 'More was received than was ordered.',
    zh: '签收数量超过订单数量',
  },
  UNDELIVERED: {
    check: 'LOGISTICS',
    en: 'Less was signed for than is due by now.',
    zh: '到期仍未足额签收',
  },
  WEIGHTLESS: { check: 'LOGISTICS', en: 'A shipment of goods weighs nothing.', zh: '运单重量为零' },
  SHIPMENT_SHARED: {
    check: 'LOGISTICS',
    en: 'The number of the waybill stands under other orders, too.',
    zh: '运单号同时出现在其他订单',
  },
  SHIPMENT_REUSED: {
    check: 'LOGISTICS',
    en: 'One shipment is shown for several orders of equal goods and amount.',
    zh: '同一运单重复用于数量、金额相同的订单',
  },
  THIRD_PARTY_PAYER: {
    check: 'FUNDS',
    en: 'Somebody else than the buyer paid; it was not counted.',
    zh: '付款方非买方，未计入',
  },
  PAID_ELSEWHERE: {
    check: 'FUNDS',
    en: 'Money went to somebody else than the seller; it was not counted.',
    zh: '收款方非卖方，未计入',
  },
  OVERPAID: { check: 'FUNDS', en: 'Payments come to more than the invoices.', zh: '付款金额超过发票金额' },
  UNPAID: { check: 'FUNDS', en: 'Less was paid than is due by now.', zh: '到期仍未足额付款' },
  FUNDS_RETURNED: {
    check: 'FUNDS',
    en: 'The money went back to the buyer without a return of goods.',
    zh: '货款无退货回流至买方',
  },
  INVOICE_NOT_VALID: {
    check: 'RIGHTS',
    en: 'The only invoices are void or reversed.',
    zh: '发票均已作废或红冲',
  },
  INVOICE_REUSED: {
    check: 'RIGHTS',
    en: 'The number of the invoice stands under another order of the seller.',
    zh: '同一发票号用于卖方其他订单',
  },
  DUPLICATE_FINANCING: {
    check: 'RIGHTS',
    en: 'One shipment under two invoiced orders, and a loan against each.',
    zh: '同一货物两次开票并分别融资（重复融资）',
  },
  RELATED_PARTIES: {
    check: 'RIGHTS',
    en: 'Seller and buyer belong together by shares or control: to be disclosed and reviewed.',
    zh: '买卖双方存在股权或控制关系，需披露并人工复核',
  },
  CIRCULAR_TRADE: {
    check: 'RIGHTS',
    en: 'The goods were sold on until they were back where they began.',
    zh: '货物转售一圈回到起点（循环贸易）',
  },
  FICTITIOUS_TRADE: {
    check: 'RIGHTS',
    en: 'Papers without goods, between firms that belong together or with money that went back.',
    zh: '有票无货，且双方关联或资金回流（虚假贸易）',
  },
  AMOUNT_SPIKE: {
    check: 'AMOUNT',
    en: 'The order is many times the mean of the year before.',
    zh: '订单金额远超前一年均值',
  },
  LONG_TERM: { check: 'AMOUNT', en: 'The term is longer than the policy has it.', zh: '账期超过政策上限' },
} as const satisfies Record<string, Bilingual & { check: TradeCheck }>;

export type TradeFindingCode = keyof typeof TRADE_FINDINGS;

/** Something that shows a finding: an order, loan or subject by the key of its row. */
export interface Shown {
  readonly kind: 'Order' | 'Loan' | 'Borrower';
  readonly id: string;
}

export interface TradeFinding {
  readonly code: TradeFindingCode;
  readonly level: Exclude<RiskLevel, 'NONE'>;
  /** What was found and the limit that it passed, as text. */
  readonly value: string | null;
  readonly threshold: string | null;
  /** Number of the waybill, invoice or loan. */
  readonly reference: string | null;
  readonly shown: readonly Shown[];
}
