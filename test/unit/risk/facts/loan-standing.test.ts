import {
  fiveTier,
  type InstalmentRow,
  type LoanRow,
  loanStanding,
} from '../../../../src/risk/facts/sources/loan-standing';

const AS_OF = '2026-06-30';

const row = (facts: Partial<LoanRow> = {}): LoanRow => ({
  id: '1',
  loanNo: 'L-1',
  status: 'CURRENT',
  currency: 'CNY',
  outstandingMinor: 600_000n,
  instalmentMinor: 100_000n,
  issuedOn: '2026-01-15',
  dueOn: '2027-01-15',
  overdueDays: 0,
  ...facts,
});

const due = (dueOn: string, paidOn: string | null, facts: Partial<InstalmentRow> = {}): InstalmentRow => ({
  dueOn,
  dueMinor: 100_000n,
  paidMinor: paidOn === null ? 0n : 100_000n,
  paidOn,
  isPaid: paidOn !== null,
  ...facts,
});

describe('Where a loan stands', () => {
  it.each([
    [0, 'NORMAL'],
    [1, 'SPECIAL_MENTION'],
    [90, 'SPECIAL_MENTION'],
    [91, 'SUBSTANDARD'],
    [270, 'SUBSTANDARD'],
    [271, 'DOUBTFUL'],
    [360, 'DOUBTFUL'],
    [361, 'LOSS'],
  ] as const)('%d days overdue are class %s', (days, tier) => {
    expect(fiveTier(days)).toBe(tier);
  });

  it('counts from the oldest due date that is unpaid, in days, instalments and money', () => {
    const loan = loanStanding(
      row(),
      [
        due('2026-04-15', '2026-04-15'),
        due('2026-05-15', null, { paidMinor: 30_000n }),
        due('2026-06-15', null),
      ],
      AS_OF,
    );
    expect(loan).toMatchObject({
      overdueDays: 46,
      overdueTerms: 2,
      overdueMinor: 170_000n,
      tier: 'SPECIAL_MENTION',
    });
  });

  it('is not overdue on the due date itself, and is the day after', () => {
    const plan = [due('2026-06-30', null)];
    expect(loanStanding(row(), plan, '2026-06-30').overdueDays).toBe(0);
    expect(loanStanding(row(), plan, '2026-07-01').overdueDays).toBe(1);
  });

  it('looks at nothing after the day: neither what falls due nor what is paid', () => {
    const plan = [due('2026-06-15', '2026-07-20'), due('2026-07-15', null)];
    expect(loanStanding(row(), plan, AS_OF)).toMatchObject({ overdueDays: 15, overdueTerms: 1 });
  });

  it('believes the source where it says more', () => {
    expect(loanStanding(row({ overdueDays: 120 }), [], AS_OF)).toMatchObject({
      overdueDays: 120,
      tier: 'SUBSTANDARD',
    });
  });

  it('owes nothing when it is settled, but its history stays', () => {
    const loan = loanStanding(
      row({ status: 'SETTLED', issuedOn: '2025-01-10', outstandingMinor: 5n }),
      [due('2026-02-10', '2026-03-20'), due('2026-03-10', '2026-03-20')],
      AS_OF,
    );
    expect(loan).toMatchObject({
      outstandingMinor: 0n,
      monthlyDueMinor: 0n,
      overdueDays: 0,
      worstDaysLate24m: 38,
    });
    expect(loan.paymentState24m.slice(-5)).toBe('1NCCC');
  });

  it('tells 24 months, oldest first: not opened, nothing due, paid, late', () => {
    const loan = loanStanding(
      row(),
      [
        due('2026-02-15', '2026-02-15'),
        due('2026-03-15', '2026-04-20'),
        due('2026-04-15', '2026-04-20'),
        due('2026-05-15', null),
      ],
      AS_OF,
    );
    expect(loan.paymentState24m).toBe(`${'/'.repeat(18)}*N1N12`);
  });

  it('says that nothing is known of a loan without instalments', () => {
    expect(loanStanding(row(), [], AS_OF).paymentState24m).toBe(`${'/'.repeat(18)}######`);
  });

  it('spreads what is owed over the months that are left, where there is no regular payment', () => {
    expect(loanStanding(row({ instalmentMinor: null }), [], AS_OF).monthlyDueMinor).toBe(600_000n / 7n);
    expect(loanStanding(row({ instalmentMinor: null, dueOn: null }), [], AS_OF).monthlyDueMinor).toBeNull();
    expect(loanStanding(row({ instalmentMinor: null, dueOn: '2026-01-01' }), [], AS_OF).monthlyDueMinor).toBe(
      600_000n,
    );
  });
});
