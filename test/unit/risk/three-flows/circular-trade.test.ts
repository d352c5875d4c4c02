import { roundsOf as roundsWithin, type Sale } from '../../../../src/risk/three-flows/core/circular-trade';
import { LIMITS } from './a-trade';

const roundsOf = (sale: Sale, sales: readonly Sale[]) => roundsWithin(sale, sales, LIMITS.roundDays);

const sale = (
  orderId: string,
  sellerId: string,
  buyerId: string,
  orderedOn: string,
  ...skus: string[]
): Sale => ({
  orderId,
  sellerId,
  buyerId,
  orderedOn,
  skus: skus.length === 0 ? ['A'] : skus,
});

const AB = sale('1', 'a', 'b', '2026-03-01');
const BC = sale('2', 'b', 'c', '2026-03-03');
const CA = sale('3', 'c', 'a', '2026-03-05');

describe('A round of goods', () => {
  it.each([AB, BC, CA])('is found from each of its sales: %j', (own) => {
    expect(roundsOf(own, [AB, BC, CA])).toEqual([
      { orderIds: ['1', '2', '3'], subjectIds: ['a', 'b', 'c'], sku: 'A' },
    ]);
  });

  it('may be a sale and its way back', () => {
    const [round] = roundsOf(AB, [AB, sale('4', 'b', 'a', '2026-03-31')]);
    expect(round?.orderIds).toEqual(['1', '4']);
  });

  it.each<[what: string, sales: readonly Sale[]]>([
    ['no sales', []],
    ['an open chain', [AB, BC]],
    ['other goods on the way', [AB, sale('2', 'b', 'c', '2026-03-03', 'B'), CA]],
    ['goods that were sold on before they came', [AB, sale('2', 'b', 'c', '2026-02-28'), CA]],
    ['31 days', [AB, BC, sale('3', 'c', 'a', '2026-04-01')]],
    [
      'five firms',
      [
        AB,
        BC,
        sale('3', 'c', 'd', '2026-03-05'),
        sale('4', 'd', 'e', '2026-03-06'),
        sale('5', 'e', 'a', '2026-03-07'),
      ],
    ],
  ])('is none: %s', (_, sales) => {
    expect(roundsOf(AB, sales)).toEqual([]);
  });

  it('is no sale to oneself', () => {
    const own = sale('1', 'a', 'a', '2026-03-01');
    expect(roundsOf(own, [own])).toEqual([]);
  });

  it('is given once, though the goods were sold on daily', () => {
    const daily = Array.from({ length: 28 }, (_, day) =>
      sale(`b${day}`, 'b', 'c', `2026-03-${String(day + 1).padStart(2, '0')}`),
    );
    const rounds = roundsOf(AB, [AB, ...daily, CA]);
    expect(rounds).toHaveLength(1);
  });
});
