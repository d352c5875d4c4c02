import { isAdverse, isTooOldToTell } from '../../../src/reporting/records/adverse';
import { arrears, aStanding, issue, repayment } from '../../support/loan-contributions';

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
  });

  it('are too old five years after the default ended, and not while it lasts', () => {
    const paidLate = repayment({
      businessDate: '2021-03-20',
      standing: aStanding({ overdueTermsEver: 1, overdueTermsWorst: 1 }),
    });
    expect(isTooOldToTell(paidLate, '2026-03-20')).toBe(false);
    expect(isTooOldToTell(paidLate, '2026-03-21')).toBe(true);
    expect(isTooOldToTell(arrears({ businessDate: '2020-03-16' }), '2026-03-21')).toBe(false);
    expect(isTooOldToTell(repayment({ businessDate: '2020-03-16' }), '2026-03-21')).toBe(false);
  });
});
