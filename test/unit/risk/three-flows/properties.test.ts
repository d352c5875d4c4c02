import { addDays } from '../../../../src/kernel';
import { reconcileCounterparty } from '../../../../src/risk/three-flows/core/reconcile-counterparty';
import type { TradeReconciliation } from '../../../../src/risk/three-flows/core/reconcile-trade';
import type { TradeFacts } from '../../../../src/risk/three-flows/core/trade-facts';
import { AS_OF, aTrade, BUYER, invoice, LIMITS, payment, reconcile, SELLER, waybill } from './a-trade';

/** Numbers that look random and are the same on every run (mulberry32). */
function numbers(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function anyTrade(seed: number): TradeFacts {
  const next = numbers(seed);
  const some = <T>(most: number, make: (n: number) => T): T[] =>
    Array.from({ length: next(most + 1) }, (_, n) => make(n));
  const day = () => addDays('2026-01-01', next(181));
  const amount = () => BigInt(next(1_300_000));
  const party = () => [SELLER, BUYER, '3', null][next(4)]!;
  const one = <T>(...values: T[]): T => values[next(values.length)] as T;
  return aTrade({
    order: {
      id: String(seed),
      status: one('OPEN', 'SHIPPED', 'COMPLETED', 'COMPLETED', 'CANCELLED'),
      totalMinor: one(0n, 1n, 1_000_000n, 1_000_000n, amount()),
      orderedOn: day(),
      dueOn: one(null, addDays(day(), 30)),
    },
    waybills: some(3, (n) =>
      waybill({
        id: `w${n}`,
        shippedOn: one(null, day()),
        receivedOn: one(null, day(), day()),
        quantityMilli: one(null, BigInt(next(9_000)), BigInt(next(9_000))),
      }),
    ),
    invoices: some(3, (n) =>
      invoice({
        id: `i${n}`,
        totalMinor: amount(),
        taxMinor: one(null, 0n, 1_000n),
        isRedLetter: next(4) === 0,
        issuedOn: day(),
        status: one('VALID', 'VALID', 'VOID', 'RED'),
      }),
    ),
    payments: some(4, (n) =>
      payment({ id: `p${n}`, payerId: party(), payeeId: party(), amountMinor: amount(), paidOn: day() }),
    ),
    tie: one(null, { kind: 'DIRECT' as const, throughIds: [] }),
  });
}

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed + 1);
const rank = ({ grade }: TradeReconciliation): number => 'ABCD'.indexOf(grade ?? 'A');

describe('Whatever a trade is made of', () => {
  it('expected is matched, pending and short together, and none is below zero', () => {
    const wrong: object[] = [];
    for (const seed of SEEDS)
      for (const flow of reconcile(anyTrade(seed), AS_OF).flows) {
        if (!flow.known) continue;
        const parts = [flow.matchedMinor, flow.pendingMinor, flow.shortMinor];
        const sum = parts.reduce((a, b) => a + b, 0n);
        if (sum !== flow.expectedMinor || parts.some((part) => part < 0n)) wrong.push({ seed, ...flow });
      }
    expect(wrong).toEqual([]);
  });

  it('the order of its records says nothing', () => {
    for (const seed of SEEDS.slice(0, 60)) {
      const trade = anyTrade(seed);
      const back = {
        ...trade,
        waybills: [...trade.waybills].reverse(),
        invoices: [...trade.invoices].reverse(),
        payments: [...trade.payments].reverse(),
      };
      const { findings, ...amounts } = reconcile(trade, AS_OF);
      const { findings: same, ...reversed } = reconcile(back, AS_OF);
      expect(reversed).toEqual(amounts);
      expect(same.map(({ code }) => code).sort()).toEqual(findings.map(({ code }) => code).sort());
    }
  });

  it('it is graded no better for a shipment shown twice, a round, a tie or money that goes back', () => {
    for (const seed of SEEDS.slice(0, 100)) {
      const trade = anyTrade(seed);
      const before = reconcile(trade, AS_OF);
      const shared = { orders: 1, alike: 1, orderId: '7', invoicedOn: null };
      const back = payment({
        id: 'x',
        payerId: SELLER,
        payeeId: BUYER,
        amountMinor: 400_000n,
        paidOn: AS_OF,
      });
      const worse: TradeFacts[] = [
        { ...trade, waybills: trade.waybills.map((one) => ({ ...one, shared })) },
        { ...trade, rounds: [{ orderIds: ['1'], subjectIds: ['1'], sku: 'A' }] },
        { ...trade, tie: { kind: 'DIRECT', throughIds: [] } },
      ];
      for (const one of worse) {
        const after = reconcile(one, AS_OF);
        expect(after.state).toBe(before.state);
        expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
      }
      const [, , money] = before.flows;
      const [, , less] = reconcile({ ...trade, payments: [...trade.payments, back] }, AS_OF).flows;
      if (money.known && less.known) expect(less.matchedMinor <= money.matchedMinor).toBe(true);
    }
  });

  it('a thousand times the amounts are as consistent', () => {
    for (const seed of SEEDS.slice(0, 60)) {
      const trade = anyTrade(seed);
      const scaled = scale(trade, 1_000n);
      const { consistencyPpm } = reconcile(trade, AS_OF);
      const large = reconcile(scaled, AS_OF).consistencyPpm;
      if (consistencyPpm === null || large === null) continue;
      const gap = Number(large - consistencyPpm);
      // The fen of tolerance, and the rounding down to millionths, weigh less in larger amounts.
      if (trade.order.totalMinor > 100_000n) expect(Math.abs(gap)).toBeLessThan(60);
    }
  });
});

function scale(trade: TradeFacts, times: bigint): TradeFacts {
  const { order } = trade;
  return {
    ...trade,
    order: {
      ...order,
      totalMinor: order.totalMinor * times,
      lines: order.lines.map((one) => ({ ...one, amountMinor: one.amountMinor * times })),
    },
    invoices: trade.invoices.map((one) => ({
      ...one,
      totalMinor: one.totalMinor * times,
      taxMinor: one.taxMinor === null ? null : one.taxMinor * times,
    })),
    payments: trade.payments.map((one) => ({ ...one, amountMinor: one.amountMinor * times })),
  };
}

describe('All trades of a counterparty', () => {
  const trades = SEEDS.slice(0, 100).map((seed) => reconcile(anyTrade(seed), AS_OF));
  const all = (of: readonly TradeReconciliation[]) =>
    reconcileCounterparty(
      { from: '2026-01-01', asOf: AS_OF, trades: of, refused: [], isTruncated: false },
      LIMITS,
    );

  it('come to the sums of the trades that count', () => {
    const { currencies, matured, pending } = all(trades);
    const counted = trades.filter(({ state }) => state === 'MATURED' || state === 'PENDING');
    expect(matured + pending).toBe(counted.length);
    expect(currencies[0]?.totalMinor).toBe(counted.reduce((sum, one) => sum + one.totalMinor, 0n));
  });

  it('are graded no better for one more trade with a severe finding', () => {
    const good = reconcile(aTrade(), AS_OF);
    const bad = reconcile(aTrade({ rounds: [{ orderIds: ['1'], subjectIds: ['1'], sku: 'A' }] }), AS_OF);
    expect(all([good]).grade).toBe('A');
    expect(all([good, bad])).toMatchObject({ grade: 'D', level: 'SEVERE' });
  });

  it('are not graded while they are pending, and of none nothing is said', () => {
    const pending = reconcile(
      aTrade({ order: { status: 'OPEN', dueOn: '2026-07-20' }, payments: [] }),
      AS_OF,
    );
    expect(pending.state).toBe('PENDING');
    expect(all([pending])).toMatchObject({ grade: null, pending: 1, matured: 0 });
    expect(all([])).toMatchObject({ grade: null, currencies: [], findings: [], level: 'NONE' });
  });

  it('do not add one currency to another: the worst one grades', () => {
    const good = reconcile(aTrade(), AS_OF);
    const dollars = reconcile(
      aTrade({ order: { currency: 'USD' }, invoices: [invoice({ currency: 'USD' })], payments: [] }),
      AS_OF,
    );
    const both = all([good, dollars]);
    expect(both.currencies.map(({ currency, totalMinor }) => [currency, totalMinor])).toEqual([
      ['CNY', 1_000_000n],
      ['USD', 1_000_000n],
    ]);
    expect(both.grade).toBe('D');
  });

  it('weigh by their amounts', () => {
    const large = reconcile(scale(aTrade({ order: { id: '2' } }), 9n), AS_OF);
    const unpaid = reconcile(aTrade({ payments: [] }), AS_OF);
    expect(all([large, unpaid]).currencies[0]?.consistencyPpm).toBe(900_000n);
  });
});
