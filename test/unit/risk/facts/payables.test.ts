import type { OpenPayable } from '../../../../src/risk/facts/sources/own-facts.loaders';
import { overduePayables, usedOfLine } from '../../../../src/risk/facts/sources/trade-standing';

const AS_OF = '2026-06-30';
const payable = (over: Partial<OpenPayable> = {}): OpenPayable => ({
  orderId: '1',
  dealerId: '3',
  currency: 'CNY',
  openMinor: 10_000n,
  dueOn: '2026-06-29',
  ...over,
});

describe('what is invoiced and not paid', () => {
  it.each([
    ['nothing', [], []],
    ['due tomorrow', [payable({ dueOn: '2026-07-01' })], []],
    ['due today', [payable({ dueOn: AS_OF })], []],
    ['due yesterday', [payable()], [['CNY', 10_000n, 1, 1]]],
    ['that does not say when it is due', [payable({ dueOn: null })], []],
    ['due in another century', [payable({ dueOn: '1926-06-30' })], [['CNY', 10_000n, 1, 36_525]]],
    [
      'two orders and another currency',
      [
        payable(),
        payable({ orderId: '2', openMinor: 5n, dueOn: '2026-05-31' }),
        payable({ currency: 'USD', openMinor: 10n ** 20n }),
      ],
      [
        ['CNY', 10_005n, 2, 30],
        ['USD', 10n ** 20n, 1, 1],
      ],
    ],
  ])('is overdue from the day after: %s', (_, payables, late) => {
    expect(
      overduePayables(payables, AS_OF).map(({ currency, minor, orders, worstDays }) => [
        ...[currency, minor, orders, worstDays],
      ]),
    ).toEqual(late);
  });

  it.each([
    ['nothing', [], 0n],
    ['one purchase, due or not', [payable({ dueOn: null })], 10_000n],
    ['two', [payable(), payable({ openMinor: 1n })], 10_001n],
    ['one under another line', [payable({ dealerId: '4' })], 0n],
    ['one that names no line', [payable({ dealerId: null })], 0n],
    ['one in another currency', [payable({ currency: 'USD' })], 0n],
  ])('is what is used of a credit line: %s', (_, payables, used) => {
    expect(usedOfLine({ dealerId: '3', currency: 'CNY', limitMinor: null }, payables)).toBe(used);
  });
});
