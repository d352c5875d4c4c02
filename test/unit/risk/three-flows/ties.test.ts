import { type DatedTie, tieOn } from '../../../../src/risk/three-flows/sources/ties';

const DAY = '2026-03-01';
const direct = (since: string | null, until: string | null): DatedTie => ({
  throughId: null,
  holds: [
    { since, until },
    { since: null, until: null },
  ],
});
const through = (throughId: string, one: [string | null, string | null], other = one): DatedTie => ({
  throughId,
  holds: [one, other].map(([since, until]) => ({ since, until })),
});
const OPEN: [null, null] = [null, null];

describe('How seller and buyer belong together', () => {
  it.each<[string, readonly DatedTie[], ReturnType<typeof tieOn>]>([
    ['not at all', [], null],
    ['by one that holds the other', [direct(null, null)], { kind: 'DIRECT', throughIds: [] }],
    ['since that day', [direct(DAY, null)], { kind: 'DIRECT', throughIds: [] }],
    ['since the day after', [direct('2026-03-02', null)], null],
    ['until that day', [direct(null, DAY)], { kind: 'DIRECT', throughIds: [] }],
    ['until the day before', [direct('2020-01-01', '2026-02-28')], null],
    ['by somebody behind both', [through('7', OPEN)], { kind: 'COMMON', throughIds: ['7'] }],
    ['by somebody who has left one of them', [through('7', OPEN, [null, '2025-12-31'])], null],
    [
      'by somebody in several parts, and by another',
      [through('7', OPEN), through('7', OPEN), through('8', OPEN)],
      { kind: 'COMMON', throughIds: ['7', '8'] },
    ],
    ['in both ways', [through('7', OPEN), direct(null, null)], { kind: 'DIRECT', throughIds: ['7'] }],
  ])('on the day of a trade: %s', (_, ties, tie) => {
    expect(tieOn(ties, DAY)).toEqual(tie);
  });
});
