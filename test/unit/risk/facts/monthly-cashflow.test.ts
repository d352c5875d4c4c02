import { type MonthOfLedger, monthlyCashflow } from '../../../../src/risk/facts/sources/monthly-cashflow';

const booked = (month: string, sumMinor: bigint, facts: Partial<MonthOfLedger> = {}): MonthOfLedger => ({
  month,
  currency: 'CNY',
  direction: 'CREDIT',
  kind: 'TRANSFER_IN',
  purpose: 'SALARY',
  sumMinor,
  counterparties: 1,
  ...facts,
});
const AS_OF = '2026-06-30';

describe('Income and repayments of a month', () => {
  it('knows nothing from nothing', () => {
    expect(monthlyCashflow([], AS_OF)).toEqual([]);
  });

  it('is the median month, so that one windfall is no income, and leaves out the month that is not over', () => {
    const ledger = [
      booked('2026-03', 800n),
      booked('2026-04', 900n),
      booked('2026-05', 1_000_000n),
      booked('2026-06', 5_000_000n),
    ];
    expect(monthlyCashflow(ledger, AS_OF)).toMatchObject([
      { currency: 'CNY', months: 3, monthlyIncomeMinor: 900n },
    ]);
  });

  it('counts a month without income as zero once the account is in use', () => {
    expect(monthlyCashflow([booked('2026-01', 900n)], AS_OF)).toMatchObject([
      { months: 5, monthlyIncomeMinor: 0n },
    ]);
  });

  it.each([
    ['a loan paid out', { kind: 'LOAN_PAID_OUT' }],
    ['a loan from elsewhere', { purpose: 'DEBT_REFINANCING' }],
    ['money from another account of his own', { purpose: 'OWN_ACCOUNT' }],
    ['money out', { direction: 'DEBIT' as const }],
  ])('is not made by %s', (_name, facts) => {
    expect(monthlyCashflow([booked('2026-05', 900n, facts)], AS_OF)[0]?.monthlyIncomeMinor).toBe(0n);
  });

  it('takes repayments over the last three months, and who else was repaid', () => {
    const elsewhere = { direction: 'DEBIT' as const, kind: 'TRANSFER_OUT', purpose: 'LOAN_ELSEWHERE' };
    const ledger = [
      booked('2026-01', 999_999n, { ...elsewhere, counterparties: 9 }),
      booked('2026-04', 300n, { ...elsewhere, counterparties: 2 }),
      booked('2026-05', 300n, { direction: 'DEBIT', kind: 'LOAN_REPAYMENT', purpose: null }),
    ];
    expect(monthlyCashflow(ledger, AS_OF)).toMatchObject([{ monthlyRepaymentMinor: 200n, otherLenders: 2 }]);
  });

  it('keeps currencies apart', () => {
    const ledger = [booked('2026-05', 5n), booked('2026-05', 7n, { currency: 'CZK' })];
    expect(
      monthlyCashflow(ledger, AS_OF).map(({ currency, monthlyIncomeMinor }) => [
        currency,
        monthlyIncomeMinor,
      ]),
    ).toEqual([
      ['CNY', 5n],
      ['CZK', 7n],
    ]);
  });
});
