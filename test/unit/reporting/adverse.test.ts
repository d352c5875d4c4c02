import type { LoanBook } from '../../../src/ecosystem';
import { isAdverse, isTooOldToTell } from '../../../src/reporting/records/adverse';
import {
  answer,
  arrears,
  aStanding,
  fraud,
  issue,
  objection,
  repayment,
} from '../../support/loan-contributions';

describe('adverse data', () => {
  it('are arrears now, in the two years shown, or paid by somebody else', () => {
    expect(isAdverse(issue)).toBe(false);
    expect(isAdverse(repayment())).toBe(false);
    expect(isAdverse(arrears())).toBe(true);
    expect(isAdverse(repayment({ standing: aStanding({ paymentState24m: `${'/'.repeat(22)}1N` }) }))).toBe(
      true,
    );
    const byGuarantor = { ...repayment().payment, paidBy: 'GUARANTOR' as const };
    expect(isAdverse(repayment({ payment: byGuarantor }))).toBe(true);
    const { loanNo, term, businessDate } = arrears();
    const correct = { loanNo, term, businessDate, kind: 'CORRECT' as const, told: arrears() };
    expect(isAdverse({ ...correct, instead: null })).toBe(false);
    expect(isAdverse({ ...correct, instead: arrears() })).toBe(true);
    expect([objection(arrears()), answer(issue, 'REFUTED'), fraud].map(isAdverse)).toEqual([
      true,
      false,
      true,
    ]);
  });

  /** One instalment that fell due on 2020-02-15, and was paid on the day given. */
  const book = (paidOn: string | null): LoanBook => ({
    loanId: '1',
    subjectId: '1',
    loanNo: 'HT-2026-0001',
    issuedOn: '2020-01-15',
    principalMinor: 100_000n,
    instalments: [{ number: 1, dueOn: '2020-02-15', principalMinor: 100_000n, interestMinor: 5_000n }],
    payments: paidOn === null ? [] : [{ paidOn, amountMinor: 105_000n }],
  });
  const overdue = arrears({ businessDate: '2020-03-16' });

  it('are told until five years after the day on which the book says that the default ended', () => {
    expect(isTooOldToTell(overdue, book('2021-03-20'), '2026-03-20')).toBe(false);
    expect(isTooOldToTell(overdue, book('2021-03-20'), '2026-03-21')).toBe(true);
    expect(isTooOldToTell(objection(overdue), book('2021-03-20'), '2026-03-21')).toBe(true);
  });

  it('are told while the default lasts, however long', () => {
    expect(isTooOldToTell(overdue, book(null), '2036-03-21')).toBe(false);
    expect(isTooOldToTell(overdue, null, '2036-03-21')).toBe(false);
  });

  it('are not what tells of no default', () => {
    expect(isTooOldToTell(repayment({ businessDate: '2020-03-16' }), book('2020-02-15'), '2036-03-21')).toBe(
      false,
    );
  });

  it('end with the act, where it is no debt that lasts', () => {
    const since = { ...fraud, businessDate: '2021-03-20' };
    expect(isTooOldToTell(since, book(null), '2026-03-20')).toBe(false);
    expect(isTooOldToTell(since, book(null), '2026-03-21')).toBe(true);
    expect(isTooOldToTell({ ...since, fact: 'DEBT_EVASION' }, book(null), '2036-03-21')).toBe(false);
  });
});
