import { IDENTITY_SCHEMES, isStrongScheme } from '../../../kernel/identity';
import { checkByStatements } from '../data-check';

const STRONG = IDENTITY_SCHEMES.filter(isStrongScheme)
  .map((scheme) => `'${scheme}'`)
  .join(', ');

const heldTwice = (scheme: string) => ({
  table: 'subject',
  problem: `it has two identifiers of the scheme ${scheme}`,
  sql: `SELECT subject_id AS id FROM subject_identifier WHERE scheme = '${scheme}'
         GROUP BY subject_id HAVING COUNT(*) > 1`,
});

export const DUPLICATE_IDENTIFIERS = checkByStatements(
  {
    name: 'duplicate-identifiers',
    reason:
      'A resident id or credit code names one subject. Where two have it, each shows half of a borrower and half of the debts; where one has two, two people have become one.',
  },
  [
    {
      table: 'subject',
      problem: 'an identifier that must be its own belongs to another subject, too',
      sql: `SELECT DISTINCT held.subject_id AS id
              FROM subject_identifier held
              JOIN (SELECT value_index, scheme, issuer FROM subject_identifier WHERE scheme IN (${STRONG})
                     GROUP BY value_index, scheme, issuer HAVING COUNT(DISTINCT subject_id) > 1) twice
                ON twice.value_index = held.value_index AND twice.scheme = held.scheme AND twice.issuer = held.issuer`,
    },
    {
      table: 'subject',
      problem: 'an identifier that must be its own is not kept unique',
      sql: `SELECT DISTINCT subject_id AS id FROM subject_identifier WHERE scheme IN (${STRONG}) AND strong_index IS NULL`,
    },
    heldTwice('RESIDENT_ID'),
    heldTwice('CREDIT_CODE'),
  ],
);
