import { neighboursOfHop, nodeKey, nodeRow } from '../../../graph';
import type { BusinessDate } from '../../../kernel';
import type { RequestContext } from '../../../platform/request';
import type { Pair } from './three-flows.loaders';

/**
 * Whom firms sell to, by the edges of the risk graph. A firm with more orders than the graph follows, as a core
 * enterprise has, leads nowhere: no round is found through it.
 */
export async function tradePartnersOf(
  context: Pick<RequestContext, 'load'>,
  sellers: readonly string[],
  asOf: BusinessDate,
): Promise<Pair[]> {
  const frontier = sellers.map((id) => nodeKey('SUBJECT', id));
  const found = await context.load(neighboursOfHop, {
    question: { kinds: ['TRADES_WITH'], direction: 'OUT', asOf },
    frontier,
    isStart: false,
    upTo: null,
  });
  return frontier.flatMap((node) =>
    (found.get(node)?.edges ?? []).map(({ from, to }) => ({
      sellerId: nodeRow(from),
      buyerId: nodeRow(to),
    })),
  );
}
