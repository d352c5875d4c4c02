import {
  BehaviourRefused,
  type CounterpartyCell,
  type DeviceUseFacts,
  type LedgerCell,
  type SocialFacts,
} from '../../../../src/risk/behaviour/behaviour-facts';
import { deviceScene } from '../../../../src/risk/behaviour/device-scene';
import { paymentPortrait } from '../../../../src/risk/behaviour/payment-portrait';

const AS_OF = '2026-06-30';
const LIMITS = { deviceUsers: 3, mobileUsers: 4, addressUsers: 3, mostUsers: 100 };
const NOBODY: SocialFacts = { contactPoints: 0, sharedContactPoints: [], relations: [] };

const cell = (changes: Partial<LedgerCell> = {}): LedgerCell => ({
  currency: 'CNY',
  month: '2026-05',
  direction: 'CREDIT',
  isWeekend: false,
  kind: 'TRANSFER_IN',
  purpose: 'SALARY',
  bookings: 1,
  sumMinor: 1_000_000n,
  ...changes,
});

const other = (changes: Partial<CounterpartyCell> = {}): CounterpartyCell => ({
  currency: 'CNY',
  direction: 'CREDIT',
  mark: 'AA',
  bookings: 5,
  sumMinor: 5_000_000n,
  months: 5,
  ofCounterparties: 1,
  ofSumMinor: 5_000_000n,
  ...changes,
});

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
const salaries = MONTHS.map((month) => cell({ month }));

const portrait = (
  cells: readonly LedgerCell[],
  counterparties: readonly CounterpartyCell[] = [],
  social: SocialFacts = NOBODY,
) => paymentPortrait({ cells, counterparties }, social, AS_OF, LIMITS);
const scene = (uses: readonly DeviceUseFacts[], asOf = AS_OF) => deviceScene(uses, asOf, LIMITS);
const codes = (found: { readonly signals: readonly { code: string }[] }) =>
  found.signals.map(({ code }) => code);

describe('A payment portrait', () => {
  it('of nothing says that nothing is known', () => {
    const found = portrait([]);
    expect(found.currencies).toEqual([]);
    expect(found.signals).toEqual([]);
    expect(found.missing.map(({ input }) => input)).toEqual(['TIME_OF_DAY', 'LEDGER']);
  });

  it('of one booking in the month that is not over has no whole month, and no income', () => {
    const [money] = portrait([cell({ month: '2026-06' })]).currencies;
    expect(money).toMatchObject({
      months: 0,
      incomeMonths: 0,
      monthlyIncomeMinor: 0n,
      inMinor: 1_000_000n,
      payers: null,
    });
  });

  it('of a wage earner is regular', () => {
    const found = portrait(salaries, [other()]);
    expect(found.currencies[0]).toMatchObject({
      months: 5,
      incomeMonths: 5,
      monthlyIncomeMinor: 1_000_000n,
      regularPayers: 1,
      payers: { count: 1, largestPpm: 1_000_000n, topThreePpm: 1_000_000n },
    });
    expect(found.signals).toEqual([]);
  });

  it('takes the median month: one large transfer makes nobody rich', () => {
    const [money] = portrait([
      ...salaries.slice(1),
      cell({ month: '2026-01', sumMinor: 10n ** 15n }),
    ]).currencies;
    expect(money?.monthlyIncomeMinor).toBe(1_000_000n);
  });

  it.each(['LOAN_PAID_OUT', 'REFUND', 'OWN_ACCOUNT'])('does not take %s for income', (kind) => {
    const [money] = portrait([cell({ kind, purpose: null })]).currencies;
    expect(money).toMatchObject({ incomeMonths: 0, monthlyIncomeMinor: 0n, inMinor: 1_000_000n });
  });

  it.each([
    [2, ['IRREGULAR_INCOME']],
    [3, []],
  ])('is irregular with income in fewer than half of the months: %d of 5', (months, expected) => {
    const spent = MONTHS.map((month) => cell({ month, direction: 'DEBIT', kind: 'CARD_PAYMENT' }));
    expect(codes(portrait([...spent, ...salaries.slice(0, months)]))).toEqual(expected);
  });

  it.each([
    [10, 10, []],
    [9, 11, ['WEEKEND_HEAVY']],
    [9, 10, []],
  ])('sees weekends: %d bookings in the week and %d on weekends', (week, weekend, expected) => {
    const found = portrait([cell({ bookings: week }), cell({ bookings: weekend, isWeekend: true })]);
    expect(codes(found)).toEqual(expected);
    expect(found.currencies[0]?.weekendPpm).toBe((BigInt(weekend) * 1_000_000n) / BigInt(week + weekend));
  });

  it.each([
    ['79 %', 3_950_000n, []],
    ['80 %', 4_000_000n, ['MONEY_TO_AND_FRO']],
    ['more than came', 6_250_000n, ['MONEY_TO_AND_FRO']],
    ['far more than came', 6_250_001n, []],
  ])('sees money that goes back: %s', (_, sumMinor, expected) => {
    const back = other({ direction: 'DEBIT', sumMinor });
    const found = portrait(salaries, [other(), back]);
    expect(codes(found)).toEqual(expected);
  });

  it.each([
    [30, []],
    [31, ['RUSH']],
  ])('sees a rush: %d bookings after ten a month', (bookings, expected) => {
    const usual = MONTHS.slice(0, 4).map((month) => cell({ month, bookings: 10 }));
    expect(codes(portrait([...usual, cell({ bookings })]))).toEqual(expected);
  });

  it('keeps currencies apart', () => {
    const found = portrait([cell(), cell({ currency: 'USD', sumMinor: 5n })]);
    expect(found.currencies.map(({ currency, inMinor }) => [currency, inMinor])).toEqual([
      ['CNY', 1_000_000n],
      ['USD', 5n],
    ]);
  });

  it('shows contacts that others share, for a look at most', () => {
    const shared = (users: number) =>
      portrait([], [], { ...NOBODY, sharedContactPoints: [{ contactPointId: '3', users }] });
    expect(codes(shared(2))).toEqual([]);
    expect(shared(3).signals).toEqual([
      expect.objectContaining({ code: 'SHARED_CONTACT', level: 'WATCH', threshold: '3' }),
    ]);
    expect(codes(shared(100))).toEqual(['SHARED_CONTACT']);
  });

  it('takes a contact of very many for a public one, which says nothing of any of them', () => {
    const shared = { ...NOBODY, sharedContactPoints: [{ contactPointId: '3', users: 101 }] };
    expect(codes(portrait([], [], shared))).toEqual([]);
  });
});

const use = (changes: Partial<DeviceUseFacts> = {}): DeviceUseFacts => ({
  deviceId: '1',
  kind: 'PHONE',
  isEmulator: false,
  times: 3,
  firstSeenOn: '2025-01-01',
  lastSeenOn: '2026-06-29',
  users: 1,
  ...changes,
});

describe('Device and scene', () => {
  it('of no device is not known', () => {
    const found = scene([]);
    expect(found).toMatchObject({ devices: [], newDevices: 0, signals: [] });
    expect(found.missing.map(({ input }) => input)).toEqual(['PLACE', 'PROXY', 'DEVICE']);
  });

  it.each([
    ['one user', use(), []],
    ['a couple', use({ users: 2 }), []],
    ['three users', use({ users: 3 }), ['SHARED_DEVICE']],
    ['a hundred users', use({ users: 100 }), ['SHARED_DEVICE']],
    ['a public network', use({ users: 101 }), []],
    ['an emulator', use({ isEmulator: true }), ['EMULATOR']],
    ['an emulator of a ring', use({ isEmulator: true, users: 5 }), ['EMULATOR', 'SHARED_DEVICE']],
  ])('sees who else used it: %s', (_, one, expected) => {
    expect(codes(scene([one]))).toEqual(expected);
  });

  it('knows a shared and a public device by the limits of the policy', () => {
    const judged = (users: number) => {
      const { signals, devices } = deviceScene([use({ users })], AS_OF, {
        ...LIMITS,
        deviceUsers: 2,
        mostUsers: 9,
      });
      return [signals.map(({ threshold }) => threshold), devices[0]?.isPublic];
    };
    expect(judged(1)).toEqual([[], false]);
    expect(judged(2)).toEqual([['2'], false]);
    expect(judged(10)).toEqual([[], true]);
  });

  it('leads to no more than a look for what others do', () => {
    const [signal] = scene([use({ users: 50 })]).signals;
    expect(signal?.level).toBe('WATCH');
  });

  it.each([
    ['2026-06-01', 3, ['NEW_DEVICES']],
    ['2026-05-31', 0, []],
    [null, 0, []],
  ])('counts what is new in 30 days: since %s', (firstSeenOn, count, expected) => {
    const found = scene(['1', '2', '3'].map((deviceId) => use({ deviceId, firstSeenOn })));
    expect(found.newDevices).toBe(count);
    expect(codes(found)).toEqual(expected);
  });
});

describe('A value that cannot be', () => {
  it.each<[place: string, problem: string, judge: () => unknown]>([
    ['cells[0].sumMinor', 'NEGATIVE', () => portrait([cell({ sumMinor: -1n })])],
    [
      'cells[1].sumMinor',
      'NOT_WHOLE',
      () => portrait([cell(), cell({ sumMinor: Number.NaN as unknown as bigint })]),
    ],
    ['cells[0].bookings', 'NOT_WHOLE', () => portrait([cell({ bookings: Number.POSITIVE_INFINITY })])],
    ['cells[0].month', 'FUTURE', () => portrait([cell({ month: '2026-07' })])],
    ['cells[0].month', 'NOT_A_DATE', () => portrait([cell({ month: '2026-13' })])],
    ['counterparties[0].sumMinor', 'NEGATIVE', () => portrait([], [other({ sumMinor: -1n })])],
    [
      'sharedContactPoints[0].users',
      'NOT_WHOLE',
      () => portrait([], [], { ...NOBODY, sharedContactPoints: [{ contactPointId: '1', users: 0.5 }] }),
    ],
    ['uses[0].times', 'NEGATIVE', () => scene([use({ times: -1 })])],
    ['uses[0].users', 'NOT_WHOLE', () => scene([use({ users: Number.NaN })])],
    ['uses[0].lastSeenOn', 'FUTURE', () => scene([use({ lastSeenOn: '2026-07-01' })])],
    ['uses[0].firstSeenOn', 'NOT_A_DATE', () => scene([use({ firstSeenOn: 'once' })])],
    ['asOf', 'NOT_A_DATE', () => scene([], 'now')],
  ])('is refused by its place: %s %s', (place, problem, judge) => {
    expect.assertions(2);
    try {
      judge();
    } catch (error) {
      expect(error).toBeInstanceOf(BehaviourRefused);
      expect(error).toMatchObject({ place, problem });
    }
  });
});
