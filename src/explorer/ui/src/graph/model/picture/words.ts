/**
 * Kinds, levels and reasons in words, with the Chinese term. A value that stands in no table (the API grows) is
 * written in lower case with blanks, so nothing here must change with the API.
 */
import type { RiskLevel } from './picture';

type Words = Readonly<Record<string, readonly [english: string, chinese: string]>>;

const NODE_KINDS: Words = {
  SUBJECT: ['borrower', '主体'],
  ACCOUNT: ['account', '账户'],
  SUPPLIER: ['supplier', '供应商'],
  DEALER: ['dealer', '经销商'],
  DEVICE: ['device', '设备'],
  CONTACT_POINT: ['contact point', '联系方式'],
  LOAN: ['loan', '借款'],
  ABSENT: ['not in the answer', '未返回'],
};

/** Read from the node that the edge leaves to the one it reaches. */
const EDGE_KINDS: Words = {
  LEGAL_REPRESENTATIVE: ['legal representative', '法定代表人'],
  SHAREHOLDER: ['shareholder', '股东'],
  EXECUTIVE: ['executive', '高管'],
  SUPERVISOR: ['supervisor', '监事'],
  GUARANTOR: ['guarantees', '担保'],
  SPOUSE: ['spouse', '配偶'],
  FAMILY: ['family', '亲属'],
  CONTACT: ['contact', '联系人'],
  BRANCH: ['branch', '分支机构'],
  INVESTOR: ['investor', '投资方'],
  CREDITOR: ['creditor', '债权人'],
  DEAL: ['deal', '交易'],
  USES_DEVICE: ['uses device', '使用设备'],
  REACHED_AT: ['reached at', '联系于'],
  HOLDS_ACCOUNT: ['holds account', '持有账户'],
  IS_SUPPLIER: ['is supplier', '为供应商'],
  IS_DEALER: ['is dealer', '为经销商'],
  OWES_LOAN: ['owes loan', '借款'],
  TRADES_WITH: ['sells to', '销售给'],
};

const LEVELS: Readonly<Record<RiskLevel, readonly [string, string]>> = {
  NONE: ['no mark', '正常'],
  WATCH: ['watch', '关注'],
  HIGH: ['high', '高风险'],
  SEVERE: ['severe', '严重'],
};

const CUT_REASONS: Readonly<Record<string, string>> = {
  SUPERNODE: 'shared by so many that it links nobody',
  FAN_OUT: 'more edges than are followed from one node',
  NODE_BUDGET: 'the limit of nodes was reached',
  EDGE_BUDGET: 'the limit of edges was reached',
  NOT_PERMITTED: 'your role may not see it',
};

export const nodeKindWords = (kind: string): string => NODE_KINDS[kind]?.[0] ?? plain(kind);
export const edgeKindWords = (kind: string): string => EDGE_KINDS[kind]?.[0] ?? plain(kind);
export const levelWords = (level: RiskLevel): string => LEVELS[level][0];
export const cutReasonWords = (reason: string): string => CUT_REASONS[reason] ?? reason;

/** The Chinese term, or nothing where none is known. */
export const chineseOf = (value: string): string =>
  (NODE_KINDS[value] ?? EDGE_KINDS[value] ?? LEVELS[value as RiskLevel])?.[1] ?? '';

/** `USES_DEVICE` to `uses device`, `overdueDays` to `overdue days`. */
export function plain(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** A weight with its unit, short enough for an edge; money in fen is shown in yuan. Null without a weight. */
export function weightWords(weight: string | null, unit: string | null): string | null {
  if (weight === null) return null;
  const amount = Number(weight);
  const isNumber = weight.trim() !== '' && Number.isFinite(amount);
  const number = isNumber ? grouped(amount) : weight;
  if (unit === null) return number;
  if (!isNumber) return `${weight} ${plain(unit)}`;
  switch (unit.toUpperCase()) {
    case 'FEN':
      return `¥${grouped(amount / 100)}`;
    case 'CNY':
    case 'YUAN':
      return `¥${number}`;
    case 'PERCENT':
      return `${number} %`;
    case 'TIMES':
    case 'USES':
      return `${number}×`;
    default:
      return `${number} ${plain(unit)}`;
  }
}

const EXACT = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
/** Cents of thousands only lengthen the words. */
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const grouped = (amount: number): string => (Math.abs(amount) >= 1_000 ? WHOLE : EXACT).format(amount);
