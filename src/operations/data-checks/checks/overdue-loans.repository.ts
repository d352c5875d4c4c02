import { checkByStatements } from '../data-check';

export const OVERDUE_LOANS = checkByStatements(
  {
    name: 'overdue-loans',
    reason:
      'The status of a loan and its days overdue (逾期) are read by different eyes: one that is behind and called current is priced, reported and collected wrongly.',
  },
  [
    {
      table: 'loan',
      problem: 'it is overdue and its status is CURRENT or SETTLED',
      sql: `SELECT id FROM loan WHERE status IN ('CURRENT', 'SETTLED') AND overdue_days > 0`,
    },
    {
      table: 'loan',
      problem: 'its status is OVERDUE and it is not a day behind',
      sql: `SELECT id FROM loan WHERE status = 'OVERDUE' AND overdue_days = 0`,
    },
    {
      table: 'loan',
      problem: 'an instalment is overdue and the loan is not',
      sql: `SELECT id FROM loan WHERE status IN ('CURRENT', 'SETTLED') AND overdue_days = 0 AND EXISTS (
              SELECT 1 FROM loan_instalment part WHERE part.loan_id = loan.id AND part.status = 'OVERDUE')`,
    },
    {
      table: 'loan',
      problem: 'it is settled and something is still owed',
      sql: `SELECT id FROM loan WHERE status = 'SETTLED' AND overdue_days = 0 AND outstanding_minor <> 0`,
    },
  ],
);
