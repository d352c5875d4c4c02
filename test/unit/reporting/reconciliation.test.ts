import type { ContributionConnector } from '../../../src/bureaus';
import { EVERY_KIND } from '../../../src/bureaus/contribution/kinds';
import type { LoanBook, LoanEvent } from '../../../src/ecosystem';
import { addDays } from '../../../src/kernel';
import { CONTRIBUTION_STATES } from '../../../src/reporting/outbox/contribution.states';
import {
  hasToBeTold,
  isOwed,
  monthsEndingIn,
  type StepOfLoan,
  whyNotAccepted,
} from '../../../src/reporting/reconciliation/judging';
import {
  answer,
  application,
  arrears,
  fraud,
  issue,
  objection,
  repayment,
} from '../../support/loan-contributions';

const WITHOUT_APPLICATIONS: ContributionConnector['takes'] = EVERY_KIND.filter((kind) => kind !== 'APPLY');

describe('an event is owed', () => {
  const step = (
    stepId: number,
    state: StepOfLoan['state'],
    change: Partial<StepOfLoan> = {},
  ): StepOfLoan => ({
    recordId: '1',
    term: 1,
    event_kind: 'REPAY',
    business_date: '2026-02-15',
    stepId: String(stepId),
    state,
    ...change,
  });
  const correction = {
    loanNo: repayment().loanNo,
    term: 1,
    businessDate: '2026-02-20',
    kind: 'CORRECT',
    told: repayment(),
    instead: null,
  } as const;
  const owed = (event: LoanEvent, steps: readonly StepOfLoan[] = []) =>
    isOwed({ id: '10', event }, WITHOUT_APPLICATIONS, steps);

  it('where the bureau has a message for it', () => {
    expect([issue, repayment(), arrears(), fraud].map((event) => owed(event))).toEqual(Array(4).fill(true));
    expect(owed(application)).toBe(false);
    expect(owed(objection(application), [step(1, 'ACCEPTED')])).toBe(false);
  });

  it.each([
    ['it had what is corrected', [step(1, 'READY'), step(3, 'ACCEPTED')], true],
    ['it was about to get it', [step(9, 'READY')], true],
    [
      'it had another record of it beside one that was parked',
      [step(1, 'READY'), step(2, 'PARKED', { recordId: '2' })],
      true,
    ],
    [
      'it had a correction of the term',
      [step(1, 'FILED', { event_kind: 'CORRECT', business_date: '2026-02-17' })],
      true,
    ],
    ['it had none', [], false],
    ['its record was held back then', [step(1, 'READY'), step(3, 'PARKED')], false],
    ['it got it afterwards', [step(1, 'PARKED'), step(11, 'READY')], false],
    ['what it had is of another term', [step(1, 'ACCEPTED', { term: 2 })], false],
    ['what it had is of another day', [step(1, 'ACCEPTED', { business_date: '2026-02-14' })], false],
  ])('or not, as a correction or mark, when %s', (_when, steps, expected) => {
    expect(owed(correction, steps)).toBe(expected);
    expect(owed(objection(repayment()), steps)).toBe(expected);
    expect(owed(answer(repayment(), 'UPHELD'), steps)).toBe(expected);
  });
});

it('every state that a record may wait in has a reason', () => {
  expect(
    CONTRIBUTION_STATES.map((state) => `${state} ${whyNotAccepted({ state, rule: 'NFCS-04' })}`),
  ).toEqual([
    'READY NOT_SENT',
    'SENT END_UNKNOWN',
    'UNKNOWN END_UNKNOWN',
    'ACCEPTED null',
    'FILED NO_FEEDBACK',
    'REJECTED REFUSED',
    'PARKED TO_MEND',
    'BLOCKED_NOTICE NOTICE_MISSING',
    'WITHDRAWN null',
  ]);
  expect(whyNotAccepted({ state: 'PARKED', rule: 'CONSENT' })).toBe('CONSENT_GIVEN_SINCE');
});

describe('a month', () => {
  it.each([
    ['2026-01-01', '2026-03-30', ['2026-01-01 2026-01-31', '2026-02-01 2026-02-28']],
    ['2025-12-31', '2026-01-31', ['2025-12-01 2025-12-31', '2026-01-01 2026-01-31']],
    ['2024-02-29', '2024-02-29', ['2024-02-01 2024-02-29']],
    ['2026-03-01', '2026-03-30', []],
  ])('ends between %s and %s', (from, to, expected) => {
    expect(monthsEndingIn({ from, to }).map((month) => `${month.from} ${month.to}`)).toEqual(expected);
  });

  /** Two monthly terms, due on 2026-02-28 and 2026-03-31. */
  const book = (payments: LoanBook['payments']): LoanBook => ({
    loanId: '1',
    subjectId: '1',
    loanNo: 'HT-2026-0001',
    issuedOn: '2026-01-31',
    principalMinor: 200_000n,
    instalments: ['2026-02-28', '2026-03-31'].map((dueOn, index) => ({
      number: index + 1,
      dueOn,
      principalMinor: 100_000n,
      interestMinor: 5_000n,
    })),
    payments,
  });
  const paid = (...days: readonly string[]) => days.map((paidOn) => ({ paidOn, amountMinor: 105_000n }));
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
  const told = (payments: LoanBook['payments'], takes: ContributionConnector['takes'] = EVERY_KIND) =>
    months.filter((month) =>
      hasToBeTold(
        book(payments),
        { from: `${month}-01`, to: addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1) },
        takes,
      ),
    );

  it('has to be told where the book shows payout, payments or arrears in it', () => {
    expect(told(paid('2026-02-28', '2026-03-31'))).toEqual(['2026-01', '2026-02', '2026-03']);
    // The first term falls overdue on March 1st; after the last one each month is told.
    expect(told([])).toEqual(['2026-01', '2026-03', '2026-04', '2026-05']);
  });

  it('need not be told where its term was paid in the month before', () => {
    expect(told(paid('2026-02-20', '2026-02-28'))).toEqual(['2026-01', '2026-02']);
  });

  it('need not be told to a bureau that has no message for it', () => {
    expect(told(paid('2026-02-28', '2026-03-31'), ['ISSUE'])).toEqual(['2026-01']);
  });
});
