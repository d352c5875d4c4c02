import { DELINQUENT } from '../../bureaus';
import { nodeKey } from '../../graph';
import type { BorrowerFacts, LoanFacts } from '../facts/borrower-facts';
import type { Limits } from '../policies/policy-file';
import type { Evidence } from './indicator';
import { levelAt, row, rowAt, rowFrom, worstOf } from './judging';

type OverdueLimits = Pick<Limits['person']['overdue'], 'days' | 'terms' | 'amountYuan' | 'history'>;

/** What is overdue of the loans of this lender's own book, and how they were paid: one row a loan and cause. */
export function ownArrears({ loans }: Pick<BorrowerFacts, 'loans'>, limits: OverdueLimits): Evidence[] {
  if (!loans.known) return [];
  return loans.value.flatMap((loan) => {
    const where = { origin: loans, nodes: [nodeKey('LOAN', loan.id)], reference: loan.loanNo };
    return [
      ...overdueNow(loan, limits, where),
      ...lateMonths(loan.paymentState24m, limits.history, where),
      ...worstMonth(loan.paymentState24m, limits.history, where),
    ];
  });
}

/** Where the months, or what is overdue, were seen. */
type Where = Omit<Parameters<typeof rowAt>[3], 'value'>;

function overdueNow(loan: LoanFacts, limits: OverdueLimits, where: Where): Evidence[] {
  const yuan = loan.currency === 'CNY' ? Number(loan.overdueMinor) / 100 : 0;
  const levels = [
    levelAt(loan.overdueDays, limits.days),
    levelAt(loan.overdueTerms, limits.terms),
    levelAt(yuan, limits.amountYuan),
  ].flatMap((reached) => (reached ? [reached.level] : []));
  const isLost = loan.status === 'DEFAULTED' || loan.status === 'WRITTEN_OFF';
  const level = worstOf(isLost ? ['SEVERE'] : levels);
  if (level === 'NONE') return [];
  return [
    row(
      isLost ? 'DEFAULTED_LOAN' : 'OVERDUE_LOAN',
      level,
      {
        en: `A loan is ${loan.overdueDays} days overdue, ${loan.overdueTerms} instalments behind, class ${loan.tier}.`,
        zh: `借款逾期 ${loan.overdueDays} 天，欠 ${loan.overdueTerms} 期，五级分类：${TIER_ZH[loan.tier]}`,
      },
      { value: loan.overdueDays, ...where },
      levelAt(loan.overdueDays, limits.days)?.threshold ?? null,
    ),
  ];
}

const TIER_ZH: Readonly<Record<LoanFacts['tier'], string>> = {
  NORMAL: '正常',
  SPECIAL_MENTION: '关注',
  SUBSTANDARD: '次级',
  DOUBTFUL: '可疑',
  LOSS: '损失',
};

/** What bureaus say of arrears: now, over the last 24 months, and by special trades. A row for each bureau and cause. */
export const reportedArrears = (
  { reports }: Pick<BorrowerFacts, 'reports'>,
  limits: OverdueLimits,
): Evidence[] =>
  reports.flatMap(({ bureau, report }) => {
    if (!report.known) return [];
    const { overdueMinor, paymentState24m, worstDelinquency24m, specialTrades, guarantees } = report.value;
    return [
      ...rowAt(
        'REPORTED_OVERDUE',
        limits.amountYuan,
        { en: `${bureau} knows of overdue debt, in yuan.`, zh: `${bureau} 显示当前逾期（元）` },
        { value: overdueMinor === null ? 0 : Number(overdueMinor) / 100, origin: report },
      ),
      ...lateMonths(paymentState24m ?? '', limits.history, { origin: report }),
      // A worst code without its month may be of any of the 24: it is counted in no shorter window.
      ...worstMonth(paymentState24m ?? worstDelinquency24m ?? '', limits.history, { origin: report }),
      ...(specialTrades ?? []).flatMap(({ kind }) =>
        kind in ADVERSE
          ? [
              row(
                `SPECIAL_${kind}`,
                kind === 'PAID_IN_KIND' || kind === 'LAWSUIT' ? 'HIGH' : 'SEVERE',
                {
                  en: `${bureau} reports: ${ADVERSE[kind]?.en}.`,
                  zh: `${bureau} 特殊交易：${ADVERSE[kind]?.zh}`,
                },
                { value: 1, origin: report },
              ),
            ]
          : [],
      ),
      ...(guarantees ?? []).flatMap(({ standing }) =>
        standing === 'OVERDUE' || standing === 'BAD_DEBT'
          ? [
              row(
                'GUARANTEE_OVERDUE',
                'WATCH',
                {
                  en: `A debt that he guarantees is overdue at ${bureau}.`,
                  zh: `${bureau} 显示其担保的借款逾期`,
                },
                { value: 1, origin: report },
              ),
            ]
          : [],
      ),
    ];
  });

const ADVERSE: Readonly<Partial<Record<string, { en: string; zh: string }>>> = {
  GUARANTOR_PAID: { en: 'a guarantor paid in his place', zh: '担保人代还' },
  PAID_IN_KIND: { en: 'a debt was paid in kind', zh: '以资抵债' },
  LONG_ARREARS: { en: 'long arrears', zh: '长期拖欠' },
  LAWSUIT: { en: 'a lawsuit over a debt', zh: '法律诉讼' },
};

const late = (code: string): boolean => DELINQUENT.includes(code);
const isTwo = (code: string): boolean => late(code) && code !== '1';

/** The rules on how often payment was late, by a string of months, oldest first. */
function lateMonths(months: string, limits: OverdueLimits['history'], where: Where): Evidence[] {
  const count = (last: number, counts: (code: string) => boolean): number =>
    [...months.slice(-last)].filter(counts).length;
  const rule = (
    code: string,
    limit: number | null,
    last: number,
    counts: (code: string) => boolean,
    days: number,
  ) =>
    rowFrom(
      code,
      limit,
      'HIGH',
      {
        en: `Months of the last ${last} in which payment was ${days === 1 ? 'a day' : `${days} days`} late or more.`,
        zh: `近 ${last} 个月内逾期 ${days} 天以上的月数`,
      },
      { value: count(last, counts), ...where },
    );
  return [
    ...rule('LATE_IN_3_MONTHS', limits.lateMonthsIn3, 3, late, 1),
    ...rule('LATE_IN_6_MONTHS', limits.lateMonthsIn6, 6, late, 1),
    ...rule('LATE_IN_12_MONTHS', limits.lateMonthsIn12, 12, late, 1),
    ...rule('VERY_LATE_IN_6_MONTHS', limits.twosIn6, 6, isTwo, 31),
    ...rule('VERY_LATE_IN_12_MONTHS', limits.twosIn12, 12, isTwo, 31),
  ];
}

/** Codes beyond 7 (paid in kind, by a guarantor, bad debt) are grave. */
function worstMonth(codes: string, { worstCode }: OverdueLimits['history'], where: Where): Evidence[] {
  const worst = Math.max(0, ...[...codes].filter(late).map((code) => (/\d/.test(code) ? Number(code) : 7)));
  return rowAt(
    'WORST_MONTH',
    worstCode,
    {
      en: 'The worst month of the last 24, in units of 30 days late.',
      zh: '近 24 个月最差还款状态（每 30 天一级）',
    },
    { value: worst, ...where },
  );
}
