import { decideFrom } from '../../../../src/risk/decisions/core/decide-from';
import { isForBorrower } from '../../../../src/risk/decisions/core/for-borrower';
import type { IndicatorKind } from '../../../../src/risk/indicators/indicator';
import { goodCase, rulebook, signal } from './a-case';

describe('a reason', () => {
  const told = (kind: IndicatorKind, code: string) => {
    const signals = [signal({ kind, code, level: code.endsWith('_UNKNOWN') ? 'UNKNOWN' : 'WATCH' })];
    const policy = { signals: Object.fromEntries(KINDS.map((each) => [each, ALL_REVIEW])) };
    const { rules } = decideFrom(goodCase({ signals }), rulebook('PERSON', policy));
    expect(rules.map((rule) => rule.code)).toContain(code);
    return isForBorrower(code, rules);
  };
  const KINDS = ['FRAUD', 'MULTI_PLATFORM', 'OVER_INDEBTEDNESS', 'OVERDUE'] as const;
  const ALL_REVIEW = { SEVERE: 'REVIEW', HIGH: 'REVIEW', WATCH: 'REVIEW', UNKNOWN: 'REVIEW' };

  it.each([
    ['OVERDUE', 'OVERDUE_LOAN'],
    ['OVERDUE', 'LATE_IN_6_MONTHS'],
    ['MULTI_PLATFORM', 'APPLICATIONS_D30'],
    ['MULTI_PLATFORM', 'NON_BANK_APPLICATIONS_D30'],
    ['OVER_INDEBTEDNESS', 'CREDIT_UTILISATION'],
    ['OVER_INDEBTEDNESS', 'OVER_INDEBTEDNESS_UNKNOWN'],
  ] as const)('about himself is told to the borrower: %s %s', (kind, code) => {
    expect(told(kind, code)).toBe(true);
  });

  it.each([
    ['FRAUD', 'EMULATOR'],
    ['FRAUD', 'DEFAULT_NEARBY'],
    ['FRAUD', 'FRAUD_UNKNOWN'],
    ['OVERDUE', 'OWNER_IN_ARREARS'],
    ['OVERDUE', 'GUARANTEE_OVERDUE'],
    ['OVER_INDEBTEDNESS', 'CALLED_GUARANTEES'],
    ['OVERDUE', 'SOMETHING_NEW'],
  ] as const)('about others, of fraud, or of a kind that is new, is not: %s %s', (kind, code) => {
    expect(told(kind, code)).toBe(false);
  });

  it('of the decision itself and of his score is told', () => {
    const { rules } = decideFrom(goodCase({ bureaus: [] }), rulebook());
    expect(rules.map(({ code }) => code)).toEqual(['BUREAU_MISSING']);
    expect(isForBorrower('BUREAU_MISSING', rules)).toBe(true);
    expect(isForBorrower('SCORE_bureauOpenLenders', rules)).toBe(true);
  });
});
