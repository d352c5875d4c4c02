import type { BusinessDate } from '../../../kernel';
import type { RequestContext } from '../../../platform/request';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import { LONGEST_ROUND, roundsOf, type Sale } from '../core/circular-trade';
import { reconcileTrade, type TradeReconciliation } from '../core/reconcile-trade';
import { TradeRefused } from '../core/refuse-trade';
import type { TradeFacts, TradeRound } from '../core/trade-facts';
import {
  financingsOfSubject,
  historyOfTrade,
  type Pair,
  rowsOfTrade,
  salesOfPair,
  sharedDocumentsOfTrade,
  suppliedBySource,
  type TradeWindow,
  tiesOfPair,
} from './three-flows.loaders';
import { tieOn } from './ties';
import { tradePartnersOf } from './trade-partners';
import { type TradeRows, tradeAsOf } from './trade-rows';

type Load = Pick<RequestContext, 'load'>;

/** The reconciliation of a trade, its refusal, or null for an order that is no more. */
export async function reconciled(
  context: Load,
  orderId: string,
  asOf: BusinessDate,
  limits: ThreeFlowsLimits,
): Promise<TradeReconciliation | TradeRefused | null> {
  const trade = await gatherTrade(context, orderId, asOf, limits);
  if (trade === null) return null;
  try {
    return reconcileTrade(trade, asOf, limits);
  } catch (error) {
    if (error instanceof TradeRefused) return error;
    throw error;
  }
}

/** What is known of a trade on a day; null for an order that is no more. All trades of a request are read together. */
export async function gatherTrade(
  context: Load,
  orderId: string,
  asOf: BusinessDate,
  limits: Pick<ThreeFlowsLimits, 'roundDays'>,
): Promise<TradeFacts | null> {
  const rows = await context.load(rowsOfTrade, orderId);
  if (rows === null) return null;
  const pair = pairOf(rows);
  const [supplied, shared, history, ties, financings, rounds] = await Promise.all([
    context.load(suppliedBySource, rows.source),
    context.load(sharedDocumentsOfTrade, orderId),
    context.load(historyOfTrade, orderId),
    pair ? context.load(tiesOfPair, pair) : [],
    rows.order.sellerId === null ? [] : context.load(financingsOfSubject, rows.order.sellerId),
    pair ? roundsAround(context, rows, pair, asOf, limits) : [],
  ]);
  const tie = tieOn(ties, rows.order.orderedOn);
  return tradeAsOf(rows, { supplied, shared, history, tie, financings, rounds }, asOf);
}

function pairOf({ order: { sellerId, buyerId } }: TradeRows): Pair | null {
  return sellerId === null || buyerId === null || sellerId === buyerId ? null : { sellerId, buyerId };
}

/** Firms first, goods after: only where the sales lead back to the seller are the sales themselves read. */
async function roundsAround(
  context: Load,
  { order }: TradeRows,
  pair: Pair,
  asOf: BusinessDate,
  { roundDays }: Pick<ThreeFlowsLimits, 'roundDays'>,
): Promise<TradeRound[]> {
  const pairs = await pairsBackTo(context, pair, asOf);
  if (pairs.length === 0) return [];
  const sales = (await Promise.all([pair, ...pairs].map((one) => context.load(salesOfPair, one)))).flat();
  const own: Sale = {
    ...pair,
    orderId: order.id,
    orderedOn: order.orderedOn,
    skus: order.lines.map(({ sku }) => sku),
  };
  return roundsOf(
    own,
    sales.filter(({ orderedOn }) => orderedOn <= asOf),
    roundDays,
  );
}

/**
 * Ids of the sales of each firm within a window, of goods that could come back to it: to whoever it can buy from again.
 * The firms take each step together.
 */
export async function roundSalesOf(
  context: Load,
  firms: readonly (TradeWindow & { readonly subjectId: string })[],
): Promise<string[][]> {
  const sold = await Promise.all(
    firms.map(({ subjectId, until }) => tradePartnersOf(context, [subjectId], until)),
  );
  const returning = await Promise.all(
    firms.map(async ({ until }, index) => {
      const pairs = sold[index]!.filter(({ sellerId, buyerId }) => sellerId !== buyerId);
      const ways = await Promise.all(pairs.map((pair) => pairsBackTo(context, pair, until)));
      return pairs.flatMap((pair, place) => (ways[place]!.length > 0 ? [{ pair, back: ways[place]! }] : []));
    }),
  );
  return Promise.all(
    firms.map(async ({ from, until }, index) => {
      // Those of the way back are asked for with them: whoever reconciles a sale needs them next.
      const sales = await Promise.all(
        returning[index]!.map(({ pair, back }) =>
          Promise.all([pair, ...back].map((one) => context.load(salesOfPair, one))),
        ),
      );
      return sales
        .flatMap(([own]) => own!)
        .filter(({ orderedOn }) => orderedOn >= from && orderedOn <= until)
        .map(({ orderId }) => orderId);
    }),
  );
}

/** The sales of firm to firm that lead from the buyer back to the seller within the longest round. */
async function pairsBackTo(context: Load, { sellerId, buyerId }: Pair, asOf: BusinessDate): Promise<Pair[]> {
  const reached = new Map<string, number>([[buyerId, 0]]);
  const edges: Pair[] = [];
  let frontier = [buyerId];
  for (let hop = 1; hop < LONGEST_ROUND && frontier.length > 0; hop += 1) {
    const found = await tradePartnersOf(context, frontier, asOf);
    edges.push(...found);
    const next = new Set(
      found.map((edge) => edge.buyerId).filter((id) => id !== sellerId && !reached.has(id)),
    );
    for (const id of next) reached.set(id, hop);
    frontier = [...next];
  }
  return leadingTo(sellerId, edges);
}

/** Edges from which the target can be reached. */
function leadingTo(target: string, edges: readonly Pair[]): Pair[] {
  const leads = new Set([target]);
  const kept = new Set<Pair>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const edge of edges)
      if (!kept.has(edge) && leads.has(edge.buyerId)) {
        kept.add(edge);
        leads.add(edge.sellerId);
        grown = true;
      }
  }
  return [...kept];
}
