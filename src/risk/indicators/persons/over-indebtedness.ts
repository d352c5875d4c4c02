import { type NodeKey, nodeId } from '../../../graph';
import type { PersonFacts } from '../../facts/borrower-facts';
import type { Policy, Steps } from '../../policies/policy-file';
import { balanceCaps } from '../balance-caps';
import type { Evidence, Indicator, MissingInput, RiskLevel } from '../indicator';
import {
  type Charter,
  conclude,
  gravityOf,
  hasAnswer,
  missingInput,
  missingReports,
  rowAt,
  unless,
} from '../judging';
import { incomeOf, monthlyDueOf, openDebtOf } from '../money';

/**
 * Meaning: owes more than his income carries (过度负债). Formula: what is due in a month as a part of the monthly income;
 * all open debt in yearly incomes; what is drawn of all revolving lines (授信使用率); caps on balances where a policy sets them. Income is the median month of the own
 * ledger; of somebody who leads a firm the firm's income is not seen, so that the ratios are upper bounds and capped. What bureaus, contracts and the ledger say of one debt overlaps: the largest counts, as a lower bound. Inputs:
 * own ledger, own loans, stored reports. Source: banking practice on debt to income; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'OVER_INDEBTEDNESS',
  version: 'person-over-indebtedness-2',
  nullRule: {
    en: 'Without an income that is seen, or without any answer of a bureau, the burden is UNKNOWN unless what is known of it is too much already.',
    zh: '收入未知或无任何征信答复时，负债程度未知；已知部分已超限者除外',
  },
};

export function personOverIndebtedness(facts: PersonFacts, policy: Policy): Indicator {
  const limits = policy.limits.person.overIndebtedness;
  const debts = openDebtOf(facts);
  const due = monthlyDueOf(facts);
  const currencies = [
    ...new Set([...debts, ...due].filter(({ minor }) => minor > 0n).map(({ currency }) => currency)),
  ];
  const withoutIncome = currencies.filter((currency) => incomeOf(facts, currency) === null);
  const ratio = (
    code: string,
    steps: typeof limits.debtServiceToIncome,
    text: { en: string; zh: string },
    all: typeof debts,
    months: bigint,
  ): Evidence[] =>
    all.flatMap(({ currency, minor, ...seen }) => {
      const income = incomeOf(facts, currency);
      return income === null
        ? []
        : rowAt(code, steps, text, { value: Number(minor) / Number(income * months), ...seen });
    });
  return conclude(
    CHARTER,
    {
      evidence: [
        ...ofOwner(
          facts,
          limits.ofOwnerMost,
          ratio(
            'DEBT_SERVICE_TO_INCOME',
            limits.debtServiceToIncome,
            { en: 'Repayments in a month as a part of income.', zh: '月还款额占月收入比（DTI）' },
            due,
            1n,
          ),
        ),
        ...ofOwner(
          facts,
          limits.ofOwnerMost,
          ratio(
            'DEBT_TO_ANNUAL_INCOME',
            limits.debtToAnnualIncome,
            { en: 'Open debt in yearly incomes.', zh: '负债总额相当于年收入的倍数' },
            debts,
            12n,
          ),
        ),
        ...utilisation(facts, limits.utilisation),
        ...balanceCaps(facts, limits),
      ],
      missing: [
        ...unless(facts.cashflow, 'INCOME', { en: 'Income', zh: '收入' }),
        ...(facts.cashflow.known
          ? withoutIncome.map((currency) =>
              missingInput({ reason: 'NOT_RECORDED', source: 'ledger', place: null }, 'INCOME', {
                en: `Regular income in ${currency}`,
                zh: `固定收入（${currency}）`,
              }),
            )
          : []),
        ...(firmsLedBy(facts).length > 0
          ? [
              missingInput({ reason: 'NOT_RECORDED', source: 'ledger', place: null }, 'INCOME_OF_FIRM', {
                en: 'What he draws of the firm that he leads',
                zh: '其所任法定代表人企业的经营收入',
              }),
            ]
          : []),
        ...missingReports(facts),
        ...unsaidLines(facts),
      ],
      isBlind: !hasAnswer(facts) || withoutIncome.length > 0,
    },
    facts,
    policy,
  );
}

/** By each bureau that tells both: their lines overlap, so that nothing is added up. */
const utilisation = ({ reports }: PersonFacts, steps: Steps): Evidence[] =>
  reports.flatMap(({ bureau, report }) => {
    if (!report.known) return [];
    const { creditLineMinor, lineBalanceMinor } = report.value;
    return creditLineMinor === null || lineBalanceMinor === null || creditLineMinor === 0n
      ? []
      : rowAt(
          'CREDIT_UTILISATION',
          steps,
          {
            en: `Drawn of the revolving lines that ${bureau} knows of, as a part of their limits.`,
            zh: `${bureau} 循环授信使用率`,
          },
          { value: Number(lineBalanceMinor) / Number(creditLineMinor), origin: report },
        );
  });

/** Bureaus that answered, where none of them tells of lines. */
const unsaidLines = ({ reports }: PersonFacts): MissingInput[] =>
  reports.some(({ report }) => report.known && (report.value.creditLineMinor ?? null) !== null)
    ? []
    : reports.flatMap(({ bureau, report }) =>
        report.known
          ? [
              missingInput({ reason: 'NOT_SAID', source: bureau, place: null }, 'CREDIT_LINES', {
                en: 'What is drawn of lines of credit',
                zh: '循环授信使用率',
              }),
            ]
          : [],
      );

const firmsLedBy = ({ network }: PersonFacts): readonly string[] =>
  network.known ? network.value.firmsLed : [];

/**
 * Rows that weigh a burden by income, of somebody who leads a firm. What he owes may be the firm's business and be carried
 * by its income, which is not on his account: the ratio is an upper bound, and reaches no more than the policy lets it.
 */
function ofOwner(
  facts: PersonFacts,
  most: Exclude<RiskLevel, 'NONE'>,
  rows: readonly Evidence[],
): Evidence[] {
  const firms = firmsLedBy(facts);
  if (firms.length === 0) return [...rows];
  return rows.map((one) => ({
    ...one,
    level: gravityOf(one.level) > gravityOf(most) ? most : one.level,
    en: `${one.en} He leads a firm, whose income is not seen here: it weighs ${most} at most, judge both together.`,
    zh: `${one.zh}；其为企业法定代表人，企业收入未计入，最高计为“${LEVEL_ZH[most]}”，应与企业合并评估`,
    nodeIds: [...one.nodeIds, ...firms.map((node) => nodeId(node as NodeKey))],
  }));
}

const LEVEL_ZH = { WATCH: '关注', HIGH: '高风险', SEVERE: '严重风险' } as const;
