import { nodeKey } from '../../../graph';
import { encodeNodeId } from '../../../kernel';
import type { FirmFacts } from '../../facts/borrower-facts';
import type { Limits, Policy } from '../../policies/policy-file';
import { ownArrears, reportedArrears } from '../arrears';
import type { Evidence, Indicator } from '../indicator';
import { type Charter, conclude, row, rowAt, unless } from '../judging';

/**
 * Meaning: a firm that does not pay as agreed (逾期违约). Formula: its own loans as for a person; payables of trade past
 * their day; cases in which it is sued, and those in enforcement; owners who do not pay (WATCH at most: a neighbour).
 * Inputs: own loans, trade, lawsuits, ownership. Source: domain practice, all numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'OVERDUE',
  version: 'firm-overdue-1',
  nullRule: {
    en: 'Bureaus do not cover firms. Without a loan and without trade here nothing is known of how it pays: UNKNOWN.',
    zh: '征信机构不覆盖企业；本系统无借款亦无贸易时，付款习惯未知',
  },
};

type FirmOverdueLimits = Limits['firm']['overdue'];

export function firmOverdue(facts: FirmFacts, policy: Policy): Indicator {
  const limits = policy.limits.firm.overdue;
  const { loans, trade, lawsuits, owners } = facts;
  return conclude(
    CHARTER,
    {
      evidence: [
        ...ownArrears(facts, limits),
        ...reportedArrears(facts, limits),
        ...latePayables(facts, limits),
        ...cases(facts, limits),
        ...owningDebtors(facts, limits),
      ],
      missing: [
        ...unless(loans, 'LOANS', { en: 'Loans of the own book', zh: '本机构借款' }),
        ...unless(trade, 'TRADE', { en: 'Trade', zh: '贸易数据' }),
        ...unless(lawsuits, 'LAWSUITS', { en: 'Lawsuits', zh: '涉诉信息' }),
        ...unless(owners, 'OWNERS', { en: 'Ownership', zh: '股权信息' }),
      ],
      isBlind:
        !(loans.known && loans.value.length > 0) && !(trade.known && trade.value.counterparties.length > 0),
    },
    facts,
    policy,
  );
}

const latePayables = ({ trade }: FirmFacts, { payableDays }: FirmOverdueLimits): Evidence[] =>
  trade.known
    ? trade.value.overduePayables.flatMap(({ worstDays, orders, orderIds }) =>
        rowAt(
          'OVERDUE_PAYABLES',
          payableDays,
          {
            en: `${orders} orders are invoiced and not paid; the oldest is ${worstDays} days past its day.`,
            zh: `${orders} 笔订单已开票未付，最长逾期 ${worstDays} 天（逾期应付）`,
          },
          { value: worstDays, origin: trade, ids: orderIds.map((id) => encodeNodeId('Order', id)) },
        ),
      )
    : [];

function cases({ lawsuits, subjectId }: FirmFacts, limits: FirmOverdueLimits): Evidence[] {
  if (!lawsuits.known) return [];
  const against = lawsuits.value.filter(({ role, stage }) => role === 'DEFENDANT' && stage !== 'CLOSED');
  const enforced = against.filter(({ stage }) => stage === 'ENFORCEMENT');
  const where = (all: typeof against) => ({
    value: all.length,
    origin: lawsuits,
    nodes: [nodeKey('SUBJECT', subjectId)],
    reference: all.flatMap(({ caseNo }) => caseNo ?? [])[0] ?? null,
  });
  return [
    ...rowAt(
      'SUED',
      limits.openCases,
      { en: 'Open cases against the firm.', zh: '未结被告案件数' },
      where(against),
    ),
    ...rowAt(
      'ENFORCEMENT',
      limits.enforcements,
      { en: 'Judgements that are being enforced against it.', zh: '被执行案件数' },
      where(enforced),
    ),
  ];
}

const owningDebtors = ({ owners }: FirmFacts, { ownerPart }: FirmOverdueLimits): Evidence[] =>
  owners.known
    ? owners.value
        .filter(({ part, controls, inArrears }) => inArrears && (controls || part >= ownerPart))
        .map(({ node, part }) =>
          row(
            'OWNER_IN_ARREARS',
            'WATCH',
            {
              en: 'Who owns or controls the firm does not pay this lender.',
              zh: '股东或实际控制人在本机构逾期',
            },
            { value: part, origin: owners, nodes: [node] },
            ownerPart,
          ),
        )
    : [];
