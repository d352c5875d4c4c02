import fc from 'fast-check';
import { endOfDay } from '../../../src/operations/data-checks/checks/running-balance';

const booking = (amount: number, balance: number) => ({ amount: BigInt(amount), balance: BigInt(balance) });
const NO_ORDER = 'the balances of its day fit no order of the bookings';
const BROKEN = 'its day does not start with the balance that the last booking before it left';

describe('the end of a day', () => {
  it.each([
    ['one booking', [booking(50, 150)], 100n, { problem: null, closing: 150n }],
    [
      'a first day, of which nothing is known before',
      [booking(50, 150)],
      null,
      { problem: null, closing: 150n },
    ],
    [
      'bookings in another order',
      [booking(-30, 120), booking(50, 150)],
      100n,
      { problem: null, closing: 120n },
    ],
    ['a start elsewhere', [booking(50, 150)], 70n, { problem: BROKEN, closing: 150n }],
    [
      'a gap within the day',
      [booking(50, 150), booking(10, 190)],
      100n,
      { problem: NO_ORDER, closing: null },
    ],
    [
      'a booking that is there twice',
      [booking(50, 150), booking(50, 150)],
      100n,
      { problem: NO_ORDER, closing: null },
    ],
    [
      'tenths that were rounded',
      [booking(-1460, 8_350), booking(120, 9_820)],
      9_700n,
      { problem: null, closing: 8_350n },
    ],
    ['a start that was rounded', [booking(50, 150)], 90n, { problem: null, closing: 150n }],
    [
      'a cent that is missing where cents are stated',
      [booking(-1460, 8_351), booking(120, 9_812)],
      9_692n,
      { problem: NO_ORDER, closing: null },
    ],
    ['more than a tenth missing', [booking(50, 150)], 80n, { problem: BROKEN, closing: 150n }],
    ['a changed amount', [booking(50, 150), booking(-10, 120)], 100n, { problem: NO_ORDER, closing: null }],
    ['there and back', [booking(50, 150), booking(-50, 100)], 100n, { problem: null, closing: 100n }],
    [
      'there and back, from the other side',
      [booking(50, 150), booking(-50, 100)],
      150n,
      { problem: null, closing: 150n },
    ],
    [
      'there and back, and never from here',
      [booking(50, 150), booking(-50, 100)],
      120n,
      { problem: BROKEN, closing: null },
    ],
    [
      'there and back, with nothing known',
      [booking(50, 150), booking(-50, 100)],
      null,
      { problem: null, closing: null },
    ],
    ['a booking of nothing', [booking(0, 100)], null, { problem: null, closing: 100n }],
    [
      'two round trips that never meet',
      [booking(5, 15), booking(-5, 10), booking(5, 105), booking(-5, 100)],
      10n,
      { problem: NO_ORDER, closing: null },
    ],
    [
      'amounts beyond what a double can hold',
      [booking(1, 2), { amount: 1n, balance: 2n ** 60n + 1n }],
      1n,
      { problem: NO_ORDER, closing: null },
    ],
  ])('of %s', (_, bookings, opening, end) => expect(endOfDay(bookings, opening)).toEqual(end));

  const day = fc.record({
    opening: fc.integer({ min: -500, max: 500 }),
    amounts: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 }),
    shuffle: fc.integer({ min: 0, max: 11 }),
  });
  const chain = (opening: number, amounts: readonly number[]) => {
    let balance = opening;
    return amounts.map((amount) => {
      balance += amount;
      return booking(amount, balance);
    });
  };

  it('is found for every day that was booked, in whatever order it is read', () => {
    fc.assert(
      fc.property(day, ({ opening, amounts, shuffle }) => {
        const booked = chain(opening, amounts);
        const read = [...booked.slice(shuffle), ...booked.slice(0, shuffle)].reverse();
        expect(endOfDay(read, BigInt(opening))).toEqual({ problem: null, closing: booked.at(-1)!.balance });
      }),
    );
  });

  it('is not found when one of several bookings is altered', () => {
    fc.assert(
      fc.property(day, ({ opening, amounts, shuffle }) => {
        const booked = chain(opening, amounts);
        const at = shuffle % booked.length;
        booked[at] = { ...booked[at]!, amount: booked[at]!.amount + 1_000n };
        expect(endOfDay(booked, BigInt(opening)).problem).not.toBeNull();
      }),
    );
  });
});
