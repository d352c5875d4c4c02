import { PERSONAS } from '../demo';
import { ROLES } from '../kernel';

/** What a developer wants to know when the gateway is up: where it is, how to get a token, and a query to paste. */
export function welcome(
  base: string,
  { explorer, issuesTokens, demo }: { explorer: boolean; issuesTokens: boolean; demo: boolean },
): string {
  const residentId = PERSONAS.find((persona) => persona.residentId)?.residentId ?? '';
  const query = `{ borrower(key: { residentId: "${residentId}" }) { ... on Borrower { displayName roles loans { nodes { status principal { value currency } } } } } }`;
  const lines = [
    `GraphQL    ${base}/graphql`,
    ...(explorer ? [`GraphiQL   ${base}/graphiql`] : []),
    ...(issuesTokens ? [`Token      npm run -s token -- --role ${ROLES.join('|')}`] : []),
    ...(demo ? ['Personas   npm run -s personas', `Query      ${query}`] : []),
    ...(demo && issuesTokens
      ? [
          'Paste      ' +
            `curl -s ${base}/graphql -H 'content-type: application/json' -H "authorization: Bearer $(npm run -s token -- --role analyst)" ` +
            `-d '${JSON.stringify({ query })}'`,
        ]
      : []),
  ];
  return `\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}
