import type { OpenReceivable } from '../../../../src/risk/facts/sources/own-facts.loaders';
import { soundReceivables } from '../../../../src/risk/facts/sources/trade-standing';

const receivable = (over: Partial<OpenReceivable> = {}): OpenReceivable => ({
  orderId: '1',
  currency: 'CNY',
  openMinor: 10_000n,
  dueOn: '2026-08-01',
  isShipped: true,
  isShownTwice: false,
  isPaidElsewhere: false,
  ...over,
});

describe('receivables that a loan may lean on', () => {
  it.each([
    ['one that was sent and is not due counts', {}, 1],
    ['one that falls due today counts', { dueOn: '2026-06-30' }, 1],
    ['one that was due yesterday does not', { dueOn: '2026-06-29' }, 0],
    ['one that does not say when it is due does not', { dueOn: null }, 0],
    ['one for which nothing was sent does not', { isShipped: false }, 0],
    ['one whose delivery or invoice is shown twice does not', { isShownTwice: true }, 0],
    ['one for which somebody else than the seller was paid does not', { isPaidElsewhere: true }, 0],
  ])('%s', (_, over, orders) => {
    const sound = soundReceivables([receivable(over)], [], '2026-06-30');
    expect(sound).toEqual(orders === 0 ? [] : [{ currency: 'CNY', minor: 10_000n, orders }]);
  });

  it.each(['DUPLICATE_FINANCING', 'CIRCULAR_TRADE', 'SHIPMENT_REUSED'] as const)(
    'are not those of orders that show %s',
    (code) => {
      const all = [receivable(), receivable({ orderId: '2', openMinor: 5n }), receivable({ orderId: '3' })];
      const findings = [{ code, orderIds: ['1', '3'], references: [] }];
      expect(soundReceivables(all, findings, '2026-06-30')).toEqual([
        { currency: 'CNY', minor: 5n, orders: 1 },
      ]);
    },
  );

  it('are added up by currency', () => {
    const all = [receivable(), receivable({ openMinor: 5n }), receivable({ currency: 'USD', openMinor: 7n })];
    expect(soundReceivables(all, [], '2026-06-30')).toEqual([
      { currency: 'CNY', minor: 10_005n, orders: 2 },
      { currency: 'USD', minor: 7n, orders: 1 },
    ]);
  });
});
