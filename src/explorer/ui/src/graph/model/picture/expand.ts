/** The query that asks for one node's neighbours. */

export interface ExpandVariables {
  roots: string[];
}

/** All that the picture shows, whatever the query selected that the picture came from. */
export const EXPAND_QUERY = `query ExpandNode($roots: [ID!]!) {
  riskGraph(roots: $roots, depth: 1) {
    __typename
    nodes {
      id kind distance label
      entity {
        __typename
        ... on Borrower { borrowerKind: kind roles }
        ... on Account { accountKind: kind accountStatus: status openedAt }
        ... on Loan {
          principal { value currency } outstanding { value currency } overdueDays loanStatus: status issuedAt
        }
        ... on Supplier { tier category supplierStatus: status since }
        ... on Dealer { level region dealerStatus: status since }
        ... on Device { deviceKind: kind systemName emulator firstSeenAt }
        ... on ContactPoint { contactKind: kind }
      }
      marks {
        level facts { code level text textZh since evidence }
        worstIndicator { kind level score evidence { code level text textZh value reference } }
      }
    }
    edges { id from to kind weight weightUnit since until source evidence }
    truncated { cuts { nodeId kind reason found kept } }
  }
}
`;

/** What the empty panel offers to begin with. */
export const FIRST_QUERY = EXPAND_QUERY.replace('query ExpandNode', 'query RiskGraph').replace(
  'depth: 1',
  'depth: 2',
);
