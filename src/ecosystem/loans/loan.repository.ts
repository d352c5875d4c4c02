import { money } from '../../kernel';
import { type Database, fromSqlInstant, type ListShape } from '../../platform/database';
import { bindById, bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { InstalmentStatus, LoanProduct, LoanStatus } from './loan.codes';
import {
  instalmentsOfLoan,
  type LoanFilter,
  loanById,
  loanList,
  loansOfSubject,
  paymentsOfLoan,
} from './loan.loaders';
import type { InstalmentRecord, LoanPaymentRecord, LoanRecord } from './loan.records';

type Big = string | number;

interface LoanRow {
  id: Big;
  subject_id: Big;
  loan_no: string;
  product: LoanProduct;
  status: LoanStatus;
  principal_minor: Big;
  outstanding_minor: Big;
  instalment_minor: Big | null;
  currency: string;
  annual_rate_micro: number | null;
  term_months: number;
  issued_on: string;
  due_on: string | null;
  overdue_days: number;
}

interface InstalmentRow {
  id: Big;
  number: number;
  status: InstalmentStatus;
  principal_minor: Big;
  interest_minor: Big;
  paid_minor: Big;
  currency: string;
  due_on: string;
  paid_on: string | null;
}

interface PaymentRow {
  id: Big;
  amount_minor: Big;
  currency: string;
  paid_at: string;
  channel: string | null;
}

const LOAN = `id, subject_id, loan_no, product, status, principal_minor, outstanding_minor, instalment_minor, currency,
  annual_rate_micro, term_months, issued_on, due_on, overdue_days`;

const NEWEST_FIRST = [
  { column: 'issued_on', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

export class LoanRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(loanById, this.database, { select: LOAN, from: 'loan' }, toLoan),
      bindList(loansOfSubject, this.database, ofSubject, toLoan),
      bindList(loanList, this.database, all, toLoan),
      bindList(instalmentsOfLoan, this.database, instalments, toInstalment),
      bindList(paymentsOfLoan, this.database, payments, toPayment),
    ];
  }
}

type ChildShape = ListShape & { readonly parent: string };

const ofSubject = (): ChildShape => ({
  select: LOAN,
  from: 'loan',
  parent: 'subject_id',
  order: NEWEST_FIRST,
});

const all = (order: string, { status }: LoanFilter): ListShape => ({
  select: LOAN,
  from: 'loan',
  ...(status && { where: 'status = ?', values: [status] }),
  order:
    order === 'ISSUED_AT_ASC'
      ? NEWEST_FIRST.map(({ column }) => ({ column, direction: 'ASC' as const }))
      : NEWEST_FIRST,
});

const instalments = (): ChildShape => ({
  select: 'id, number, status, principal_minor, interest_minor, paid_minor, currency, due_on, paid_on',
  from: 'loan_instalment',
  parent: 'loan_id',
  order: [
    { column: 'number', direction: 'ASC' },
    { column: 'id', direction: 'ASC' },
  ],
});

const payments = (): ChildShape => ({
  select: 'id, amount_minor, currency, paid_at, channel',
  from: 'loan_payment',
  parent: 'loan_id',
  order: [
    { column: 'paid_at', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
});

const toLoan = (row: LoanRow): LoanRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  loanNo: row.loan_no,
  product: row.product,
  status: row.status,
  principal: money(BigInt(row.principal_minor), row.currency),
  outstanding: money(BigInt(row.outstanding_minor), row.currency),
  instalment: row.instalment_minor === null ? null : money(BigInt(row.instalment_minor), row.currency),
  annualRateMicro: row.annual_rate_micro,
  termMonths: row.term_months,
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  overdueDays: row.overdue_days,
});

const toInstalment = (row: InstalmentRow): InstalmentRecord => ({
  id: String(row.id),
  number: row.number,
  status: row.status,
  principal: money(BigInt(row.principal_minor), row.currency),
  interest: money(BigInt(row.interest_minor), row.currency),
  paid: money(BigInt(row.paid_minor), row.currency),
  dueOn: row.due_on,
  paidOn: row.paid_on,
});

const toPayment = (row: PaymentRow): LoanPaymentRecord => ({
  id: String(row.id),
  amount: money(BigInt(row.amount_minor), row.currency),
  paidAt: fromSqlInstant(row.paid_at),
  channel: row.channel,
});
