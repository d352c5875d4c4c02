import fc from 'fast-check';
import { addDays } from '../../../../src/kernel';
import {
  type AccountFeatures,
  AccountHistory,
  type Booking,
  BookingRefused,
} from '../../../../src/risk/features/account-history';

const EVE_OF = '2026-07-01';

const booking = (changes: Partial<Booking> = {}): Booking => ({
  bookedOn: '2026-06-01',
  direction: 'CREDIT',
  kind: 'TRANSFER_IN',
  purpose: null,
  amountMinor: 100_000n,
  balanceMinor: 100_000n,
  currency: 'CNY',
  ...changes,
});

function featuresOf(bookings: readonly Booking[], before = EVE_OF): AccountFeatures | null {
  const history = new AccountHistory('CNY', before);
  for (const one of bookings) history.add(one);
  return history.features();
}

/** Bookings with the balances that follow from them. */
function running(...all: readonly (Partial<Booking> & { bookedOn: string })[]): Booking[] {
  let balance = 0n;
  return all.map((one) => {
    const { direction = 'CREDIT', amountMinor = 100_000n } = one;
    balance += direction === 'CREDIT' ? amountMinor : -amountMinor;
    return booking({ ...one, balanceMinor: balance });
  });
}
const out = (bookedOn: string, amountMinor: bigint, changes: Partial<Booking> = {}) => ({
  bookedOn,
  amountMinor,
  direction: 'DEBIT' as const,
  kind: 'TRANSFER_OUT',
  ...changes,
});

describe('What an account shows before a day', () => {
  it('of no booking is not known', () => {
    expect(featuresOf([])).toBeNull();
  });

  it('of one booking the day before', () => {
    expect(featuresOf([booking({ bookedOn: '2026-06-30' })])).toEqual({
      historyDays: 1,
      bookingsMonthly: 1,
      balanceLast: 1_000,
      balanceMean: 1_000,
      balanceMin: 1_000,
      balanceMinLately: 1_000,
      monthsNegative: 0,
      penalties: 0,
      inflowMonthly: 1_000,
      outflowMonthly: 0,
      incomeMonthly: 1_000,
      incomeRegularity: 1,
      inflowVariation: 0,
      householdMonthly: 0,
      insuranceMonthly: 0,
      cashShare: 0,
    });
  });

  it('of a booking on the day itself is nothing', () => {
    expect(featuresOf([booking({ bookedOn: EVE_OF })])).toBeNull();
  });

  it('of another currency is nothing', () => {
    expect(featuresOf([booking({ currency: 'USD' })])).toBeNull();
  });

  it('of a ledger without balances has none, and zero is another thing', () => {
    expect(featuresOf([booking({ balanceMinor: null })])).toMatchObject({
      balanceLast: null,
      balanceMean: null,
      balanceMin: null,
      balanceMinLately: null,
    });
    expect(featuresOf([booking({ amountMinor: 0n, balanceMinor: 0n })])).toMatchObject({ balanceLast: 0 });
  });

  it('takes the balance at the end of a day, however its bookings lie', () => {
    const day = running(
      { bookedOn: '2026-06-01', amountMinor: 500_000n },
      { ...out('2026-06-02', 600_000n), bookedOn: '2026-06-02' },
      { bookedOn: '2026-06-02', amountMinor: 300_000n },
    );
    const turned = [day[0]!, day[2]!, day[1]!];
    expect(featuresOf(day)).toMatchObject({ balanceLast: 2_000, balanceMin: 2_000, monthsNegative: 0 });
    expect(featuresOf(turned)).toEqual(featuresOf(day));
  });

  it('weighs a balance by the days that it stood, of the last 90', () => {
    const all = running(
      { bookedOn: '2025-01-01', amountMinor: 900_000n },
      out('2026-05-17', 900_000n, { kind: 'CASH_WITHDRAWAL' }),
    );
    // 90 days before 1 July is 2 April: 45 days at 9,000 and 45 at 0.
    expect(featuresOf(all)).toMatchObject({ balanceMean: 4_500, balanceLast: 0, cashShare: 1 });
  });

  it('tells the lowest balance of all time from that of late', () => {
    const all = running(
      { bookedOn: '2024-01-01' },
      out('2024-02-01', 150_000n),
      { bookedOn: '2024-03-01', amountMinor: 150_000n },
      { bookedOn: '2026-06-01' },
    );
    expect(featuresOf(all)).toMatchObject({ balanceMin: -500, balanceMinLately: 1_000, monthsNegative: 1 });
  });

  it('counts penalties, and what goes to the household and to insurers in a month', () => {
    const all = running(
      { bookedOn: '2026-01-01', amountMinor: 10_000_000n },
      out('2026-01-15', 60_000n, { purpose: 'HOUSEHOLD' }),
      out('2026-02-15', 30_000n, { purpose: 'INSURANCE' }),
      out('2026-03-15', 100n, { purpose: 'PENALTY_INTEREST' }),
    );
    const found = featuresOf(all);
    expect(found).toMatchObject({ penalties: 1 });
    expect(found?.householdMonthly).toBeCloseTo(600 / (180 / (365.25 / 12)), 6);
    expect(found?.insuranceMonthly).toBeCloseTo(300 / (180 / (365.25 / 12)), 6);
  });

  it('takes no loan for income, and counts a month in which nothing was booked', () => {
    const all = running(
      { bookedOn: '2026-03-10' },
      { bookedOn: '2026-04-10', kind: 'LOAN_PAID_OUT' },
      { bookedOn: '2026-06-10' },
    );
    // March and June have income, April and May have not.
    expect(featuresOf(all)).toMatchObject({ incomeRegularity: 0.5, incomeMonthly: 500 });
  });

  it('stays a number for absurd amounts', () => {
    const found = featuresOf([booking({ amountMinor: 10n ** 30n, balanceMinor: 10n ** 30n })]);
    expect(Object.values(found ?? {}).every((value) => Number.isFinite(value))).toBe(true);
  });

  it.each<[string, readonly Booking[]]>([
    ['amountMinor: must not be negative', [booking({ amountMinor: -1n })]],
    ['amountMinor: must be a whole number', [booking({ amountMinor: Number.NaN as unknown as bigint })]],
    ['bookedOn: must be a date YYYY-MM-DD', [booking({ bookedOn: '2026-02-30' })]],
    ['bookedOn: goes back in time', [booking(), booking({ bookedOn: '2026-05-31' })]],
  ])('refuses what cannot be: %s', (place, bookings) => {
    expect(() => featuresOf(bookings)).toThrow(new BookingRefused(place));
  });
});

const anyBooking: fc.Arbitrary<Booking> = fc
  .record({
    day: fc.nat(400),
    direction: fc.constantFrom('CREDIT' as const, 'DEBIT' as const),
    kind: fc.constantFrom('TRANSFER_IN', 'CASH_WITHDRAWAL', 'LOAN_PAID_OUT', 'INTEREST'),
    purpose: fc.constantFrom(null, 'HOUSEHOLD', 'PENALTY_INTEREST'),
    amountMinor: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    balanceMinor: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })),
  })
  .map(({ day, ...rest }) => booking({ ...rest, bookedOn: addDays('2025-07-01', day) }));
const ledger = fc
  .array(anyBooking, { maxLength: 40 })
  .map((all) => all.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0)));
const later = fc.array(
  fc.tuple(anyBooking, fc.nat(1_000)).map(([one, days]) => ({ ...one, bookedOn: addDays(EVE_OF, days) })),
  { minLength: 1, maxLength: 10 },
);

describe('Whatever the ledger holds', () => {
  it('nothing that is booked on the day or after it changes anything', () => {
    fc.assert(
      fc.property(ledger, later, (before, after) => {
        const past = before.filter(({ bookedOn }) => bookedOn < EVE_OF);
        expect(featuresOf([...before, ...after])).toEqual(featuresOf(past));
      }),
    );
    // The same booking a day earlier does change it: the property can fail.
    expect(featuresOf([booking(), booking({ bookedOn: '2026-06-30', balanceMinor: 5n })])).not.toEqual(
      featuresOf([booking()]),
    );
  });

  it('every feature is a number, and every share lies between zero and one', () => {
    fc.assert(
      fc.property(ledger, (bookings) => {
        const found = featuresOf(bookings, '2027-01-01');
        if (found === null) return;
        for (const value of Object.values(found))
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        for (const share of [found.incomeRegularity, found.cashShare]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('one more penalty, and one more month below zero, shows', () => {
    fc.assert(
      fc.property(ledger, (bookings) => {
        const past = bookings.filter(({ bookedOn }) => bookedOn < '2026-06-30');
        const worse = booking({
          bookedOn: '2026-06-30',
          direction: 'DEBIT',
          purpose: 'PENALTY_INTEREST',
          amountMinor: 1n,
          balanceMinor: -(10n ** 13n),
        });
        const [before, after] = [featuresOf(past), featuresOf([...past, worse])];
        expect(after!.penalties).toBe((before?.penalties ?? 0) + 1);
        expect(after!.monthsNegative).toBeGreaterThanOrEqual(before?.monthsNegative ?? 0);
        expect(after!.balanceMin!).toBe(-(10 ** 11));
      }),
    );
  });
});
