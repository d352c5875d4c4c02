import { checkByStatements } from '../data-check';

export const ACCOUNTS_HAVE_AN_OWNER = checkByStatements(
  {
    name: 'accounts-have-an-owner',
    reason:
      'An account is money of somebody. One that has only disponents, or nobody, is in no borrower, and its bookings are lost to every indicator.',
  },
  [
    {
      table: 'account',
      problem: 'nobody owns it',
      sql: `SELECT id FROM account WHERE NOT EXISTS (
              SELECT 1 FROM account_holder holder WHERE holder.account_id = account.id AND holder.role = 'OWNER')`,
    },
  ],
);
