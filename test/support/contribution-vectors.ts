import type { LoanEvent } from '../../src/ecosystem';
import { Sensitive } from '../../src/kernel';
import {
  answer,
  aPayment,
  application,
  arrears,
  aStanding,
  cancellation,
  extension,
  fictionalId,
  fraud,
  issue,
  LOAN_NO,
  objection,
  repayment,
  settlement,
  someFacts,
} from './loan-contributions';

const guaranteed = {
  security: 'GUARANTEE',
  guarantors: [
    {
      name: Sensitive.of('欧阳示例'),
      scheme: 'RESIDENT_ID',
      identifier: Sensitive.of(fictionalId(9)),
      amountMinor: 1_200_000n,
      released: false,
    },
  ],
} as const;

/** The events whose records are kept as golden messages, in the order of the files. */
export const GOLDEN_EVENTS: readonly (readonly [LoanEvent, ReturnType<typeof someFacts>])[] = [
  [application, someFacts()],
  [issue, someFacts()],
  [repayment(), someFacts()],
  [
    repayment({
      term: 2,
      businessDate: '2026-03-15',
      earlyMinor: 200_000n,
      payment: aPayment({ dueOn: '2026-03-15', lastPaidOn: '2026-03-15', paidMinor: 305_000n }),
      standing: aStanding({
        balanceMinor: 800_050n,
        lastPaidOn: '2026-03-15',
        paymentState24m: `${'/'.repeat(21)}*NN`,
      }),
    }),
    someFacts(),
  ],
  [arrears({ loanNo: 'HT-2026-0002' }), someFacts({ ...guaranteed, accountNo: 'ACC-0002' })],
  [extension, someFacts()],
  [settlement(), someFacts()],
  [{ ...cancellation, loanNo: 'HT-2026-0003' }, someFacts({ accountNo: 'ACC-0003' })],
  [
    {
      loanNo: LOAN_NO,
      term: 1,
      kind: 'CORRECT',
      businessDate: '2026-02-20',
      told: repayment(),
      instead: repayment({ standing: aStanding({ balanceMinor: 1_095_000n }) }),
    },
    someFacts(),
  ],
];

/** Objections, their answers and adverse facts: golden messages of their own files. */
export const GOLDEN_MARKS: readonly LoanEvent[] = [
  objection(repayment()),
  answer(repayment(), 'REFUTED'),
  objection(issue),
  answer(issue, 'UPHELD'),
  fraud,
  { ...fraud, fact: 'DEBT_EVASION', businessDate: '2026-04-03' },
  { ...fraud, fact: 'COMPENSATION', businessDate: '2026-04-04' },
];
