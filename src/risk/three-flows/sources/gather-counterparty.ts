import type { BusinessDate } from '../../../kernel';
import type { ListToken } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import { type CounterpartyReconciliation, reconcileCounterparty } from '../core/reconcile-counterparty';
import type { TradeReconciliation } from '../core/reconcile-trade';
import { TradeRefused } from '../core/refuse-trade';
import { reconciled } from './gather-trade';
import type { TradeWindow } from './three-flows.loaders';

/** Trades of one counterparty that are looked at, the newest first. */
const MOST_TRADES = 500;

/** All trades of a counterparty in a window, held against each other. Those of all counterparties of a request are read together. */
export async function reconciledTrades(
  context: Pick<RequestContext, 'load'>,
  token: ListToken<string, TradeWindow>,
  {
    parent,
    from,
    asOf,
  }: { readonly parent: string; readonly from: BusinessDate; readonly asOf: BusinessDate },
  limits: ThreeFlowsLimits,
): Promise<CounterpartyReconciliation> {
  const { rows, hasNext } = await context.load(token, {
    parent,
    page: { first: MOST_TRADES, after: null },
    order: '',
    filter: { from, until: asOf },
  });
  const found = await Promise.all(
    rows.map(async (orderId) => ({ orderId, result: await reconciled(context, orderId, asOf, limits) })),
  );
  const trades: TradeReconciliation[] = [];
  const refused: { orderId: string; error: TradeRefused }[] = [];
  for (const { orderId, result } of found)
    if (result instanceof TradeRefused) refused.push({ orderId, error: result });
    else if (result !== null) trades.push(result);
  return reconcileCounterparty({ from, asOf, trades, refused, isTruncated: hasNext }, limits);
}
