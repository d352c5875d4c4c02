import { addDays } from '../../../kernel';
import { bindRequestLoader, type LoaderBinding, requestLoader } from '../../../platform/loaders';
import type { RequestContext } from '../../../platform/request';
import { policyInForce } from '../../policies/policy.loader';
import type { TradeFindingCode } from '../../three-flows/core/finding';
import type { TradeReconciliation } from '../../three-flows/core/reconcile-trade';
import { TradeRefused } from '../../three-flows/core/refuse-trade';
import { reconciled, roundSalesOf } from '../../three-flows/sources/gather-trade';
import type { TradeSuspicion } from '../borrower-facts';
import { oddOrdersOfSubject, type SubjectOnDay } from './own-facts.loaders';

const DAYS = 365;

/** What of the findings may be fraud. */
const FRAUDULENT: ReadonlySet<TradeFindingCode> = new Set<TradeFindingCode>([
  'NO_SHIPMENT',
  'SHIPMENT_REUSED',
  'DUPLICATE_FINANCING',
  'FICTITIOUS_TRADE',
  'CIRCULAR_TRADE',
]);

/**
 * What the three flows find of fraud in the trades of a firm up to a day. Only those are reconciled that can show it:
 * orders that a statement tells odd ones from, and sales that lead back to the seller. A trade that is refused shows
 * nothing here.
 */
export const suspicionsOfSubject = requestLoader<SubjectOnDay, readonly TradeSuspicion[]>('risk.suspicions', {
  absent: () => [],
});

/** All firms take each step together, so that it is the same statements for one of them and for two hundred. */
export const suspicionLoader: LoaderBinding = bindRequestLoader(
  suspicionsOfSubject,
  async (firms, context: RequestContext) => {
    const [odd, rounds, { limits }] = await Promise.all([
      Promise.all(firms.map((firm) => context.load(oddOrdersOfSubject, firm))),
      roundSalesOf(
        context,
        firms.map(({ subjectId, asOf }) => ({ subjectId, from: addDays(asOf, 1 - DAYS), until: asOf })),
      ),
      context.load(policyInForce, { lenderType: null }),
    ]);
    return new Map(
      await Promise.all(
        firms.map(async (firm, index) => {
          const suspects = new Set([...odd[index]!, ...rounds[index]!]);
          const trades = await Promise.all(
            [...suspects].map((id) => reconciled(context, id, firm.asOf, limits.threeFlows)),
          );
          return [suspicionsOfSubject.keyOf(firm), suspicionsIn(trades)] as const;
        }),
      ),
    );
  },
);

function suspicionsIn(trades: readonly (TradeReconciliation | TradeRefused | null)[]): TradeSuspicion[] {
  const found = new Map<TradeFindingCode, { orderIds: Set<string>; references: Set<string> }>();
  for (const trade of trades) {
    if (trade === null || trade instanceof TradeRefused) continue;
    for (const { code, reference } of trade.findings) {
      if (!FRAUDULENT.has(code)) continue;
      const known = found.get(code) ?? { orderIds: new Set(), references: new Set() };
      found.set(code, known);
      known.orderIds.add(trade.orderId);
      if (reference !== null) known.references.add(reference);
    }
  }
  return [...found].map(([code, { orderIds, references }]) => ({
    code,
    orderIds: [...orderIds],
    references: [...references],
  }));
}
