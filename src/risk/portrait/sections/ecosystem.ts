import { known, missing } from '../../facts/fact';
import type { Material } from '../material';
import { count, day, type Item, item, said, sums, text } from '../portrait';

/** What he is within the ecosystem (生态). Of somebody outside it there is nothing to be known: that is said, and not zero. */
export function ecosystemItems({ ecosystem, facts }: Material): Item[] {
  const { roles, accountsOpenedOn, hasMoreAccounts } = ecosystem;
  const here = { observedAt: facts.asOf };
  const oldest = [...accountsOpenedOn].sort()[0];
  return [
    item(
      'ROLES',
      roles.length === 0
        ? missing('NOT_RECORDED', 'borrowers')
        : known(text(roles.join(' ')), 'borrowers', here),
    ),
    item('ACCOUNTS', known(count(accountsOpenedOn.length), 'accounts', here)),
    item(
      'OLDEST_ACCOUNT',
      oldest === undefined
        ? missing('NOT_RECORDED', 'accounts')
        : hasMoreAccounts
          ? missing('NOT_SAID', 'accounts')
          : known(day(oldest), 'accounts', here),
    ),
    item(
      'LATEST_LOAN',
      facts.loans.known && facts.loans.value.length === 0
        ? missing('NOT_RECORDED', 'loans')
        : said(facts.loans, (loans) =>
            day(
              loans
                .map(({ issuedOn }) => issuedOn)
                .sort()
                .at(-1) as string,
            ),
          ),
    ),
    ...(facts.kind === 'ENTERPRISE'
      ? [
          item(
            'CREDIT_LINE',
            said(facts.lines, (lines) =>
              lines.every(({ limitMinor }) => limitMinor === null)
                ? null
                : sums(lines, ({ limitMinor, currency }) =>
                    limitMinor === null ? null : { minor: limitMinor, currency },
                  ),
            ),
          ),
          item(
            'CREDIT_LINE_USED',
            said(facts.lines, (lines) =>
              sums(lines, ({ usedMinor, currency }) => ({ minor: usedMinor, currency })),
            ),
          ),
        ]
      : []),
  ];
}
