import { checkByStatements } from '../data-check';
import { startOfDate } from './business-days';

export const PAYMENTS_HAVE_A_LOAN = checkByStatements(
  {
    name: 'payments-have-a-loan',
    reason:
      'A repayment belongs to a loan that was paid out before. Money that came for no loan, or before there was one, is booked to the wrong borrower or is no repayment.',
  },
  [
    {
      table: 'loan_payment',
      problem: 'there is no such loan',
      sql: 'SELECT id FROM loan_payment WHERE NOT EXISTS (SELECT 1 FROM loan WHERE loan.id = loan_payment.loan_id)',
    },
    {
      table: 'loan_payment',
      problem: 'its loan was cancelled',
      sql: `SELECT loan_payment.id FROM loan_payment JOIN loan ON loan.id = loan_payment.loan_id
             WHERE loan.status = 'CANCELLED'`,
    },
    {
      table: 'loan_payment',
      problem: 'it was paid before the loan was issued',
      sql: (dialect) => `SELECT loan_payment.id FROM loan_payment JOIN loan ON loan.id = loan_payment.loan_id
             WHERE loan_payment.paid_at < ${startOfDate(dialect, 'loan.issued_on')}`,
    },
  ],
);
