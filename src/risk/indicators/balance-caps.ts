import type { BorrowerFacts } from '../facts/borrower-facts';
import type { Limits } from '../policies/policy-file';
import type { Evidence } from './indicator';
import { row } from './judging';
import { openDebtOf } from './money';

type Caps = Pick<Limits['person']['overIndebtedness'], 'ownBalanceYuan' | 'allBalanceYuan'>;

/** Caps on what one borrower may owe, where a policy sets them: to this lender, and in all. In yuan. */
export function balanceCaps(
  facts: Pick<BorrowerFacts, 'loans' | 'reports'>,
  { ownBalanceYuan, allBalanceYuan }: Caps,
): Evidence[] {
  const above = (
    code: string,
    cap: number | null,
    text: { en: string; zh: string },
    debts: ReturnType<typeof openDebtOf>,
  ): Evidence[] =>
    debts.flatMap(({ currency, minor, ...seen }) =>
      cap !== null && currency === 'CNY' && Number(minor) / 100 > cap
        ? [row(code, 'HIGH', text, { value: Number(minor) / 100, ...seen }, cap)]
        : [],
    );
  return [
    ...above(
      'OWN_BALANCE_CAP',
      ownBalanceYuan,
      { en: 'Owed to this lender in yuan, above the cap.', zh: '本机构余额超过上限（元）' },
      openDebtOf({ loans: facts.loans, reports: [] }),
    ),
    ...above(
      'ALL_BALANCE_CAP',
      allBalanceYuan,
      { en: 'Owed in all in yuan, above the cap.', zh: '全部余额超过上限（元）' },
      openDebtOf(facts),
    ),
  ];
}
