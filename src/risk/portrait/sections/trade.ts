import type { CounterpartyFacts } from '../../facts/borrower-facts';
import { type Fact, known, missing } from '../../facts/fact';
import type { Material } from '../material';
import { count, type Item, item, type Shown, said, share, sums, text } from '../portrait';

/** What he buys and sells (交易), and whether order, goods, papers and money agree (三流合一). */
export function tradeItems({ trades, facts }: Material): Item[] {
  const newest =
    trades.trades
      .map(({ orderedOn }) => orderedOn)
      .sort()
      .at(-1) ?? null;
  const total = trades.trades.length + trades.refused.length;
  const ofTrades = (show: () => Shown | null): Fact<Shown> =>
    total === 0 ? missing('NOT_RECORDED', 'trade') : said(known(null, 'trade', { observedAt: newest }), show);
  return [
    item('TRADES', known(count(total), 'trade', { observedAt: newest ?? facts.asOf })),
    item(
      'TRADE_GRADE',
      ofTrades(() => (trades.grade === null ? null : text(trades.grade))),
    ),
    item(
      'TRADE_FINDINGS',
      ofTrades(() => text(trades.findings.map(({ code }) => code).join(' ') || 'NONE')),
    ),
    ...(facts.kind === 'ENTERPRISE' ? ofFirm(facts.trade) : []),
  ];
}

function ofFirm(trade: Extract<Material['facts'], { kind: 'ENTERPRISE' }>['trade']): Item[] {
  const turnover = (side: 'soldMinor' | 'boughtMinor') =>
    said(trade, ({ counterparties }) =>
      sums(counterparties, (one) => ({ minor: one[side], currency: one.currency })),
    );
  return [
    item('SOLD', turnover('soldMinor')),
    item('BOUGHT', turnover('boughtMinor')),
    item(
      'COUNTERPARTIES',
      said(trade, ({ counterparties }) => count(counterparties.length)),
    ),
    item(
      'LARGEST_COUNTERPARTY',
      said(trade, ({ counterparties }) => largest(counterparties)),
    ),
    item(
      'OVERDUE_PAYABLES',
      said(trade, ({ overduePayables }) =>
        sums(overduePayables, ({ minor, currency }) => ({ minor, currency })),
      ),
    ),
  ];
}

/** Of the currency that most is traded in; null without any trade. */
function largest(counterparties: readonly CounterpartyFacts[]): Shown | null {
  const volume = ({ soldMinor, boughtMinor }: CounterpartyFacts): bigint => soldMinor + boughtMinor;
  const totals = new Map<string, { all: bigint; most: bigint }>();
  for (const one of counterparties) {
    const { all, most } = totals.get(one.currency) ?? { all: 0n, most: 0n };
    const own = volume(one);
    totals.set(one.currency, { all: all + own, most: own > most ? own : most });
  }
  const [main] = [...totals.values()].sort((a, b) => (a.all > b.all ? -1 : a.all < b.all ? 1 : 0));
  return main && main.all > 0n ? share(Number((main.most * 10_000n) / main.all) / 10_000) : null;
}
