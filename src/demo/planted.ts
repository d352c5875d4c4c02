/** What is hidden in fictional records, to be found by those who look for it. */
export const PATTERNS = [
  /** Two firms that guarantee each other (互保). */
  'MUTUAL_GUARANTEE',
  /** Three or more firms, each of which guarantees every other (联保). */
  'JOINT_GUARANTEE',
  /** Three or more firms of which each guarantees the next, and the last the first (循环担保). */
  'GUARANTEE_RING',
  /** A firm whose owner holds it through another firm. Members: firm, holding firm, owner. */
  'OWNER_CHAIN',
  /** Two firms that hold shares of each other (交叉持股). Members: firm, holding firm, owner. */
  'CROSS_HOLDING',
  /** A firm with a shareholder whose share nobody knows. Members: firm, shareholder. */
  'UNKNOWN_SHARE',
  /** A firm of which somebody holds exactly 25 % and another 24 %. Members: firm, the one at 25, the one at 24. */
  'QUARTER_LINE',
  /** Applicants behind one phone (团伙). */
  'DEVICE_RING',
  /** Applicants of several homes who all name one telephone as their emergency contact. */
  'SHARED_CONTACT',
  /** Firms of several owners that are registered in one room. */
  'SHARED_OFFICE',
  /** Firms that sell the same goods round in a circle (循环贸易). */
  'CIRCULAR_TRADE',
  /** Invoices and payments without a waybill, and the money goes back (虚假贸易). Members: seller, buyer, owner of both. */
  'FICTITIOUS_TRADE',
  /** One delivery under two orders, each with an invoice that was lent against (重复融资). Members: seller, buyer. */
  'DUPLICATE_FINANCING',
  /** A firm before the courts, with a case in enforcement (被执行人). */
  'SUED',
  /** Borrows from many lenders at once (多头借贷). */
  'MULTI_PLATFORM',
  /** Repays more than half of what comes in (过度负债). */
  'OVER_INDEBTED',
  /** Was two months overdue, and has caught up. */
  'PAST_OVERDUE',
  /** Two people of one mobile number. */
  'SHARED_MOBILE',
  /** Somebody of whom nothing is known but who he is, and that he may be asked about (白户). */
  'THIN_FILE',
  /** A borrower whose consent is over, and one who withdrew it. */
  'CONSENT_EXPIRED',
  'CONSENT_REVOKED',
] as const;

export type Pattern = (typeof PATTERNS)[number];

export interface Planted {
  readonly pattern: Pattern;
  /** Source keys of the subjects that take part; in their order where the pattern has one. */
  readonly members: readonly string[];
}
