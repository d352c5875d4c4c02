import { checkByStatements } from '../data-check';

/** What two people are to each other. Every other kind says what one is to the other. */
const MUTUAL = ['SPOUSE', 'FAMILY'];

export const MUTUAL_RELATIONS = checkByStatements(
  {
    name: 'mutual-relations',
    reason:
      "Marriage and kinship hold both ways. Stored in one direction only, the graph finds the wife from the husband's loan and not the husband from hers.",
  },
  [
    {
      table: 'relation',
      problem: 'it is stored in one direction only',
      sql: `SELECT id FROM relation there
             WHERE kind IN (${MUTUAL.map((kind) => `'${kind}'`).join(', ')}) AND NOT EXISTS (
               SELECT 1 FROM relation back
                WHERE back.from_subject_id = there.to_subject_id AND back.kind = there.kind
                  AND back.to_subject_id = there.from_subject_id)`,
    },
  ],
);
