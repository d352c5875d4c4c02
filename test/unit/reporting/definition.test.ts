import { type LoanBook, standingAt } from '../../../src/ecosystem';
import { type AdverseEvent, misfitOf } from '../../../src/reporting/adverse-facts/definition';
import { fraud } from '../../support/loan-contributions';

/** Two instalments of 105,000 fen; the first was paid, the second two weeks late. */
const book: LoanBook = {
  loanId: '1',
  subjectId: '1',
  loanNo: fraud.loanNo,
  issuedOn: '2020-01-15',
  principalMinor: 200_000n,
  instalments: [1, 2].map((number) => ({
    number,
    dueOn: `2020-0${number + 1}-15`,
    principalMinor: 100_000n,
    interestMinor: 5_000n,
  })),
  payments: [
    { paidOn: '2020-02-10', amountMinor: 105_000n },
    { paidOn: '2020-03-29', amountMinor: 105_000n },
  ],
};

const misfit = (
  fact: AdverseEvent['fact'],
  businessDate: string,
  amountMinor: bigint,
  { isGuaranteed = true, today = '2020-06-30', definition = 'SAMPLE 2020 1.2' } = {},
) => {
  const standing = standingAt(book, businessDate);
  const event: AdverseEvent = { ...fraud, fact, businessDate, amountMinor, definition, standing };
  return misfitOf(event, { book, isGuaranteed, today })?.field ?? null;
};

it.each([
  ['fraud of all that was lent', 'FRAUD', '2020-01-15', 200_000n, null],
  ['fraud of more', 'FRAUD', '2020-01-15', 200_001n, 'amountFen'],
  ['fraud before there was a loan', 'FRAUD', '2020-01-14', 1n, 'occurredOn'],
  ['evasion of all that is owed in arrears', 'DEBT_EVASION', '2020-03-20', 205_000n, null],
  ['evasion of more', 'DEBT_EVASION', '2020-03-20', 205_001n, 'amountFen'],
  ['evasion on the due date itself', 'DEBT_EVASION', '2020-03-15', 1n, 'fact'],
  ['evasion after all was paid', 'DEBT_EVASION', '2020-03-29', 1n, 'fact'],
  ['payment by a guarantor in arrears', 'COMPENSATION', '2020-03-29', 105_000n, null],
  ['payment by a guarantor of more than came in', 'COMPENSATION', '2020-03-29', 105_001n, 'amountFen'],
  ['payment by a guarantor before anything was due', 'COMPENSATION', '2020-02-10', 105_000n, 'fact'],
  ['payment by a guarantor on a day without one', 'COMPENSATION', '2020-03-28', 1n, 'fact'],
] as const)('takes or refuses, by the loan book, %s', (_what, fact, day, amount, field) => {
  expect(misfit(fact, day, amount)).toBe(field);
});

it('takes no payment by a guarantor where nobody stood surety', () => {
  expect(misfit('COMPENSATION', '2020-03-29', 105_000n, { isGuaranteed: false })).toBe('fact');
  expect(misfit('DEBT_EVASION', '2020-03-20', 1n, { isGuaranteed: false })).toBeNull();
});

it.each(['失信被执行人', '老赖名单', 'a Dishonest person'])(
  'takes no verdict for a definition: %s',
  (definition) => {
    expect(misfit('FRAUD', '2020-02-01', 1n, { definition })).toBe('definition');
  },
);

it('takes nothing that ended more than five years ago', () => {
  expect(misfit('FRAUD', '2020-02-01', 1n, { today: '2025-02-01' })).toBeNull();
  expect(misfit('FRAUD', '2020-02-01', 1n, { today: '2025-02-02' })).toBe('occurredOn');
  expect(misfit('DEBT_EVASION', '2020-03-20', 1n, { today: '2025-03-29' })).toBeNull();
  expect(misfit('DEBT_EVASION', '2020-03-20', 1n, { today: '2025-03-30' })).toBe('occurredOn');
});
