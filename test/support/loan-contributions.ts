import type { BuildOutcome, ContributionRecord } from '../../src/bureaus/contribution/contribution.port';
import type { ContributionFacts } from '../../src/bureaus/contribution/contribution-facts';
import type {
  LoanEvent,
  LoanStanding,
  OriginalLoanEvent,
  TermPayment,
} from '../../src/ecosystem/loans/loan-event';
import { Sensitive } from '../../src/kernel';
import { residentIdCheckCharacter } from '../../src/kernel/identity';

/** A resident id of region 370299, where nobody is registered; the serial goes into the sequence. */
export function fictionalId(serial = 0): string {
  const day = 19700101 + (Math.floor(serial / 1000) % 28);
  const first17 = `370299${day}${String(serial % 1000).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

type Loan = ContributionFacts['loan'];

/** A monthly consumer loan of 12,000 yuan over 12 months, paid out on 2026-01-15. */
export function someFacts(
  loan: Partial<Loan> = {},
  subject: Partial<ContributionFacts['subject']> = {},
): ContributionFacts {
  return {
    subject: {
      name: Sensitive.of('林某某'),
      scheme: 'RESIDENT_ID',
      identifier: Sensitive.of(fictionalId(2)),
      mobile: Sensitive.of('14000000003'),
      email: Sensitive.of('someone@example.com'),
      mailAddress: Sensitive.of('山东省青岛市示例路1号'),
      residence: Sensitive.of('山东省青岛市示例路1号'),
      postcode: '266000',
      employer: Sensitive.of('示例家电有限公司'),
      ...subject,
    },
    loan: {
      accountNo: 'ACC-0001',
      product: 'CONSUMER',
      security: 'CREDIT',
      currency: 'CNY',
      principalMinor: 1_200_000n,
      instalmentMinor: 105_000n,
      appliedOn: '2026-01-10',
      issuedOn: '2026-01-15',
      dueOn: '2027-01-15',
      termCount: 12,
      months: 12,
      frequency: 'MONTH',
      dueDates: [],
      cycleDays: 30,
      firstDueOn: '2026-02-15',
      graceDays: 3,
      areaCode: '370200',
      guarantors: [],
      ...loan,
    },
    madeAt: new Date('2026-06-16T02:00:00+08:00'),
  };
}

export const LOAN_NO = 'HT-2026-0001';
const at = { loanNo: LOAN_NO, term: 0 } as const;

export const aStanding = (change: Partial<LoanStanding> = {}): LoanStanding => ({
  balanceMinor: 1_100_000n,
  overdueMinor: 0n,
  lastPaidOn: '2026-02-15',
  overdueDays: 0,
  overdueTerms: 0,
  overdueTermsEver: 0,
  overdueTermsWorst: 0,
  overdueByAge: { from31to60: 0n, from61to90: 0n, from91to180: 0n, over180: 0n },
  paymentState24m: `${'/'.repeat(22)}*N`,
  ...change,
});

export const aPayment = (change: Partial<TermPayment> = {}): TermPayment => ({
  dueOn: '2026-02-15',
  plannedMinor: 105_000n,
  owedMinor: 105_000n,
  paidMinor: 105_000n,
  lastPaidOn: '2026-02-15',
  paidBy: 'BORROWER',
  ...change,
});

type Payment = Extract<OriginalLoanEvent, { kind: 'REPAY' | 'OVERDUE' | 'SETTLE' }>;

export const application = {
  ...at,
  kind: 'APPLY',
  businessDate: '2026-01-10',
  applicationNo: 'SQ-2026-0001',
  amountMinor: 1_200_000n,
  months: 12,
  state: 'APPROVED',
} as const satisfies OriginalLoanEvent;

export const issue = {
  ...at,
  kind: 'ISSUE',
  businessDate: '2026-01-15',
} as const satisfies OriginalLoanEvent;

export const repayment = (change: Partial<Payment> = {}): Payment => ({
  loanNo: LOAN_NO,
  term: 1,
  kind: 'REPAY',
  businessDate: '2026-02-15',
  payment: aPayment(),
  standing: aStanding(),
  earlyMinor: 0n,
  ...change,
});

export const arrears = (change: Partial<Payment> = {}): Payment =>
  repayment({
    term: 2,
    kind: 'OVERDUE',
    businessDate: '2026-03-16',
    payment: aPayment({ dueOn: '2026-03-15', paidMinor: 0n, lastPaidOn: null }),
    standing: aStanding({
      overdueMinor: 105_000n,
      overdueDays: 1,
      overdueTerms: 1,
      overdueTermsEver: 1,
      overdueTermsWorst: 1,
      paymentState24m: `${'/'.repeat(21)}*N1`,
    }),
    ...change,
  });

export const settlement = (change: Partial<Payment> = {}): Payment =>
  repayment({
    term: 12,
    kind: 'SETTLE',
    businessDate: '2027-01-15',
    payment: aPayment({ dueOn: '2027-01-15', lastPaidOn: '2027-01-15' }),
    standing: aStanding({
      balanceMinor: 0n,
      lastPaidOn: '2027-01-15',
      paymentState24m: `${'/'.repeat(11)}*${'N'.repeat(11)}C`,
    }),
    ...change,
  });

export const extension = {
  loanNo: LOAN_NO,
  term: 12,
  kind: 'EXTEND',
  businessDate: '2026-12-20',
  previousDueOn: '2027-01-15',
  dueOn: '2027-04-15',
  months: 3,
  amountMinor: 105_000n,
  standing: aStanding({ balanceMinor: 105_000n }),
} as const satisfies OriginalLoanEvent;

export const cancellation = {
  ...at,
  kind: 'CANCEL',
  businessDate: '2026-01-20',
} as const satisfies OriginalLoanEvent;

export const fraud = {
  ...at,
  kind: 'ADVERSE',
  businessDate: '2026-04-01',
  fact: 'FRAUD',
  amountMinor: 1_100_000n,
  definition: 'SAMPLE-2026-1.2',
  evidenceHash: 'e'.repeat(64),
  standing: aStanding({ balanceMinor: 1_100_000n }),
} as const satisfies OriginalLoanEvent;

/** That what was told is objected to. */
export const objection = (about: OriginalLoanEvent) =>
  ({
    loanNo: about.loanNo,
    term: about.term,
    kind: 'DISPUTE',
    businessDate: '2026-04-02',
    about,
  }) as const satisfies LoanEvent;

export const answer = (about: OriginalLoanEvent, outcome: 'UPHELD' | 'REFUTED') =>
  ({ ...objection(about), kind: 'ANSWER', businessDate: '2026-04-10', outcome }) as const satisfies LoanEvent;

/** The records of an event that can be written. */
export function recordsIn(outcome: BuildOutcome): readonly ContributionRecord[] {
  if (outcome.kind === 'REFUSED') throw new Error(`refused: ${JSON.stringify(outcome.findings)}`);
  return outcome.records;
}
