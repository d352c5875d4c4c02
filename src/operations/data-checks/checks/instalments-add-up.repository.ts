import { checkByStatements } from '../data-check';

export const INSTALMENTS_ADD_UP = checkByStatements(
  {
    name: 'instalments-add-up',
    reason:
      "A loan's plan pays back what was lent, no more and no less (本金). Otherwise the outstanding amount cannot be right, nor anything that is priced on it. A loan without a plan is not judged.",
  },
  [
    {
      table: 'loan',
      problem: 'the principal of its instalments is not its principal',
      sql: `SELECT loan.id FROM loan JOIN loan_instalment ON loan_instalment.loan_id = loan.id
             GROUP BY loan.id, loan.principal_minor
            HAVING SUM(loan_instalment.principal_minor) <> loan.principal_minor`,
    },
  ],
);
