import type { FirmFacts, TradeFacts } from '../../facts/borrower-facts';
import type { Limits, Policy } from '../../policies/policy-file';
import { balanceCaps } from '../balance-caps';
import type { Evidence, Indicator } from '../indicator';
import { type Charter, conclude, missingInput, rowAt, unless } from '../judging';
import { openDebtOf, type Sum } from '../money';

/**
 * Meaning: a firm that owes more than its business carries (过度负债). Formula: open debt to the turnover of a year; use
 * of its credit line; guarantees given to turnover, and those whose debtors do not pay; the largest counterparty's part.
 * Turnover is the larger of what it sold and what it bought here: a dealer sells where nobody sees it. Inputs: own loans,
 * trade, line, guarantees. Source: domain practice; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'OVER_INDEBTEDNESS',
  version: 'firm-over-indebtedness-1',
  nullRule: {
    en: 'A firm with debt and without trade here has no turnover to measure it by: UNKNOWN unless another measure shows too much.',
    zh: '有负债而无贸易数据时，无法以营业额衡量，负债程度未知；其他指标已超限者除外',
  },
};

type FirmDebtLimits = Limits['firm']['overIndebtedness'];

export function firmOverIndebtedness(facts: FirmFacts, policy: Policy): Indicator {
  const limits = policy.limits.firm.overIndebtedness;
  const { loans, trade, lines, guarantees } = facts;
  const debts = openDebtOf(facts).filter(({ minor }) => minor > 0n);
  const unmeasured = debts.filter(({ currency }) => turnoverIn(facts, currency) === 0n);
  return conclude(
    CHARTER,
    {
      evidence: [
        ...debts.flatMap((debt) => toTurnover('DEBT_TO_TURNOVER', limits.debtToTurnover, DEBT, debt, facts)),
        ...lineUse(facts, limits),
        ...contingent(facts, limits),
        ...(trade.known ? concentration(trade.value, limits, facts) : []),
        ...balanceCaps(facts, limits),
      ],
      missing: [
        ...unless(loans, 'LOANS', { en: 'Loans of the own book', zh: '本机构借款' }),
        ...unless(trade, 'TRADE', { en: 'Trade', zh: '贸易数据' }),
        ...unless(lines, 'CREDIT_LINE', { en: 'The credit line', zh: '授信额度' }),
        ...unless(guarantees, 'GUARANTEES', { en: 'Guarantees given', zh: '对外担保' }),
        ...unmeasured.map(({ currency }) =>
          missingInput({ reason: 'NOT_RECORDED', source: 'trade', place: null }, 'TURNOVER', {
            en: `Turnover in ${currency}`,
            zh: `营业额（${currency}）`,
          }),
        ),
      ],
      isBlind: unmeasured.length > 0 || !loans.known || !trade.known,
    },
    facts,
    policy,
  );
}

const DEBT = { en: 'Open debt as a part of the turnover of a year.', zh: '负债占年营业额比' };
const GUARANTEED = {
  en: 'Guarantees given as a part of the turnover of a year.',
  zh: '对外担保占年营业额比（或有负债）',
};

function turnoverIn({ trade }: FirmFacts, currency: string): bigint {
  if (!trade.known) return 0n;
  const same = trade.value.counterparties.filter((one) => one.currency === currency);
  const sold = same.reduce((sum, { soldMinor }) => sum + soldMinor, 0n);
  const bought = same.reduce((sum, { boughtMinor }) => sum + boughtMinor, 0n);
  return sold > bought ? sold : bought;
}

function toTurnover(
  code: string,
  steps: FirmDebtLimits['debtToTurnover'],
  text: { en: string; zh: string },
  { minor, currency, ...seen }: Sum,
  facts: FirmFacts,
): Evidence[] {
  const turnover = turnoverIn(facts, currency);
  return turnover === 0n
    ? []
    : rowAt(code, steps, text, { value: Number(minor) / Number(turnover), ...seen });
}

const lineUse = ({ lines }: FirmFacts, { lineUtilisation }: FirmDebtLimits): Evidence[] =>
  lines.known
    ? lines.value.flatMap(({ dealerId, limitMinor, usedMinor }) =>
        limitMinor === null || limitMinor === 0n
          ? []
          : rowAt(
              'LINE_UTILISATION',
              lineUtilisation,
              { en: 'Used of the credit line, as a part of it.', zh: '授信使用率' },
              { value: Number(usedMinor) / Number(limitMinor), origin: lines, nodes: [`de:${dealerId}`] },
            ),
      )
    : [];

function contingent(facts: FirmFacts, limits: FirmDebtLimits): Evidence[] {
  const { guarantees } = facts;
  if (!guarantees.known) return [];
  const called = guarantees.value.filter(({ debtorInArrears }) => debtorInArrears);
  const currencies = [...new Set(guarantees.value.flatMap(({ currency }) => currency ?? []))];
  return [
    ...currencies.flatMap((currency) => {
      const same = guarantees.value.filter((one) => one.currency === currency);
      return toTurnover(
        'GUARANTEES_TO_TURNOVER',
        limits.guaranteesToTurnover,
        GUARANTEED,
        {
          minor: same.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n),
          currency,
          origin: guarantees,
          nodes: same.map(({ debtorNode }) => debtorNode),
        },
        facts,
      );
    }),
    ...rowAt(
      'CALLED_GUARANTEES',
      limits.calledGuarantees,
      {
        en: 'Guarantees given for debtors who do not pay: they become debt of its own.',
        zh: '被担保人已逾期的对外担保笔数（代偿风险）',
      },
      {
        value: called.length,
        origin: guarantees,
        nodes: called.map(({ debtorNode }) => debtorNode),
        reference: called[0]?.evidence ?? null,
      },
    ),
  ];
}

/** Of one or two counterparties nothing is said: a dealer of one brand has one supplier. */
function concentration(
  { counterparties }: TradeFacts,
  { concentration, concentrationFrom }: FirmDebtLimits,
  { trade }: FirmFacts,
): Evidence[] {
  return [...new Set(counterparties.map(({ currency }) => currency))].flatMap((currency) => {
    const same = counterparties.filter((one) => one.currency === currency && one.node !== null);
    const turnovers = same.map(({ soldMinor, boughtMinor }) => soldMinor + boughtMinor);
    const all = turnovers.reduce((sum, one) => sum + one, 0n);
    if (same.length < concentrationFrom || all === 0n) return [];
    const most = turnovers.reduce((worst, one) => (one > worst ? one : worst), 0n);
    const largest = same[turnovers.indexOf(most)]?.node;
    return rowAt(
      'CONCENTRATION',
      concentration,
      { en: 'The largest counterparty as a part of all trade.', zh: '最大交易对手占比（集中度）' },
      { value: Number(most) / Number(all), origin: trade, nodes: largest ? [largest] : [] },
    );
  });
}
