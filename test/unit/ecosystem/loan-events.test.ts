import { eventsOfDay } from '../../../src/ecosystem/loans/events/derive-events';
import { decodeEvent, encodeEvent } from '../../../src/ecosystem/loans/events/event-codec';
import type { LoanBook } from '../../../src/ecosystem/loans/events/loan-book';
import { standingAt } from '../../../src/ecosystem/loans/events/standing';
import { addDays } from '../../../src/kernel';

const due = ['2026-02-15', '2026-03-15', '2026-04-15', '2026-05-15'];
const book = (...payments: [string, bigint][]): LoanBook => ({
  loanId: '1',
  subjectId: '2',
  loanNo: 'HT-1',
  issuedOn: '2026-01-15',
  principalMinor: 400_000n,
  instalments: due.map((dueOn, index) => ({
    number: index + 1,
    dueOn,
    principalMinor: 100_000n,
    interestMinor: 5_000n,
  })),
  payments: payments.map(([paidOn, amountMinor]) => ({ paidOn, amountMinor })),
});
const told = (loan: LoanBook, day: string) =>
  eventsOfDay(loan, day).map(({ kind, term }) => `${kind} ${term}`);
const onTime: [string, bigint][] = due.map((day) => [day, 105_000n]);

describe('events of a day', () => {
  it('are payout, payments and payment in full, each once', () => {
    const loan = book(...onTime);
    const all: string[] = [];
    for (let day = '2026-01-01'; day < '2026-07-01'; day = addDays(day, 1))
      all.push(...told(loan, day).map((event) => `${day} ${event}`));
    expect(all).toEqual([
      '2026-01-15 ISSUE 0',
      '2026-02-15 REPAY 1',
      '2026-03-15 REPAY 2',
      '2026-04-15 REPAY 3',
      '2026-05-15 SETTLE 4',
    ]);
    expect(eventsOfDay(loan, '2026-02-15')).toMatchObject([
      {
        payment: {
          plannedMinor: 105_000n,
          owedMinor: 105_000n,
          paidMinor: 105_000n,
          lastPaidOn: '2026-02-15',
        },
        standing: { balanceMinor: 300_000n, overdueDays: 0, paymentState24m: `${'/'.repeat(22)}*N` },
        earlyMinor: 0n,
      },
    ]);
    expect(standingAt(loan, '2026-05-15')).toMatchObject({
      balanceMinor: 0n,
      paymentState24m: `${'/'.repeat(19)}*NNNC`,
    });
  });

  it('tell that a term fell overdue, and what is paid of it later', () => {
    const loan = book(['2026-02-15', 105_000n], ['2026-04-20', 160_000n]);
    expect(told(loan, '2026-03-15')).toEqual([]);
    expect(told(loan, '2026-03-16')).toEqual(['OVERDUE 2']);
    expect(told(loan, '2026-03-17')).toEqual([]);
    expect(eventsOfDay(loan, '2026-03-16')).toMatchObject([
      { payment: { paidMinor: 0n, lastPaidOn: null }, standing: { overdueDays: 1, overdueMinor: 105_000n } },
    ]);
    expect(eventsOfDay(loan, '2026-04-16')).toMatchObject([
      {
        kind: 'OVERDUE',
        term: 3,
        payment: { plannedMinor: 105_000n, owedMinor: 210_000n, paidMinor: 0n },
        standing: {
          overdueDays: 32,
          overdueTerms: 2,
          overdueTermsEver: 2,
          overdueTermsWorst: 2,
          overdueByAge: { from31to60: 100_000n },
          paymentState24m: `${'/'.repeat(20)}*N12`,
        },
      },
    ]);
    // 105,000 of it go to the second term, 55,000 to the third.
    expect(eventsOfDay(loan, '2026-04-20')).toMatchObject([
      { kind: 'REPAY', term: 2, payment: { paidMinor: 105_000n }, standing: { overdueTerms: 1 } },
      { kind: 'REPAY', term: 3, payment: { paidMinor: 55_000n, owedMinor: 105_000n } },
    ]);
  });

  it('repeat each month that a loan is overdue after its end, with all that is owed', () => {
    const loan = book(['2026-02-15', 105_000n]);
    expect(told(loan, '2026-05-16')).toEqual(['OVERDUE 4']);
    expect(told(loan, '2026-06-15')).toEqual([]);
    expect(eventsOfDay(loan, '2026-06-16')).toMatchObject([
      { kind: 'OVERDUE', term: 4, payment: { plannedMinor: 315_000n, owedMinor: 315_000n } },
    ]);
  });

  it('know money that comes before it is due', () => {
    expect(told(book(['2026-02-10', 105_000n]), '2026-02-10')).toEqual(['REPAY 1']);
    expect(eventsOfDay(book(['2026-02-10', 105_000n]), '2026-02-10')).toMatchObject([{ earlyMinor: 0n }]);
    expect(eventsOfDay(book(['2026-02-15', 420_000n]), '2026-02-15')).toMatchObject([
      { kind: 'SETTLE', term: 1, earlyMinor: 315_000n, payment: { paidMinor: 420_000n } },
    ]);
    const twice = book(['2026-02-10', 105_000n], ['2026-02-11', 105_000n]);
    expect(eventsOfDay(twice, '2026-02-11')).toMatchObject([
      { kind: 'REPAY', term: 2, earlyMinor: 105_000n, payment: { paidMinor: 105_000n } },
    ]);
  });

  it('count no default that ended more than five years ago', () => {
    const loan = book(['2026-02-15', 105_000n], ['2026-03-20', 105_000n], ['2026-04-15', 105_000n]);
    expect(standingAt(loan, '2026-05-15').overdueTermsEver).toBe(1);
    expect(standingAt(loan, '2031-03-20')).toMatchObject({ overdueTermsEver: 2 });
    expect(standingAt(loan, '2031-03-21')).toMatchObject({ overdueTermsEver: 1, overdueTermsWorst: 1 });
  });

  it('come back from their text as they were', () => {
    const loan = { ...book(['2026-02-15', 50_000n]), loanNo: '12345' };
    for (const event of [...eventsOfDay(loan, '2026-02-15'), ...eventsOfDay(loan, '2026-03-16')])
      expect(decodeEvent(encodeEvent(event))).toEqual(event);
  });
});
