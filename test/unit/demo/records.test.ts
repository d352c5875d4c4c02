import { decimal, wobble } from '../../../src/demo/amounts';
import { Book } from '../../../src/demo/book';
import { addMonths, instantAt } from '../../../src/demo/business-date';
import { member } from '../../../src/demo/cast';
import { type AccountSketch, addAccount } from '../../../src/demo/records/accounts';
import { loanOf, outstandingOf, overdueDaysOf, stopsAfter } from '../../../src/demo/records/loans';

describe('the book', () => {
  it('refuses a second record under one key, and takes a shared one once', () => {
    const book = new Book();
    book.add('device', 'phone', { kind: 'PHONE' });
    expect(() => book.add('device', 'phone', { kind: 'TABLET' })).toThrow('two records of device');
    book.addOnce('device', 'phone', { kind: 'TABLET' });
    expect(book.records().device).toEqual([{ key: 'phone', kind: 'PHONE' }]);
  });

  it('knows only those who are in the cast', () => {
    expect(() => member('nobody')).toThrow(RangeError);
  });
});

describe('amounts and days', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-1_250, '-12.50'],
    [123_456, '1234.56'],
  ])('%d fen are %s', (fen, text) => expect(decimal(fen)).toBe(text));

  it('refuse half a fen', () => {
    expect(() => decimal(0.5)).toThrow(RangeError);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-15', -15, '2024-12-15'],
    ['2025-12-31', 2, '2026-02-28'],
  ])('%s and %d months is %s', (date, months, other) => expect(addMonths(date, months)).toBe(other));

  it('tell the hour of Shanghai', () => {
    expect(instantAt('2026-01-01', '00:00')).toBe('2025-12-31T16:00:00.000Z');
  });

  it('scatter within the range', () => {
    const series = Array.from({ length: 200 }, (_, n) => wobble(n, 10));
    expect(series.every((value) => Math.abs(value) <= 10)).toBe(true);
    expect(new Set(series).size).toBe(21);
  });
});

describe('an account', () => {
  const sketch = (more: Partial<AccountSketch>): AccountSketch => ({
    holder: 'clean-person',
    openedOn: '2026-01-01',
    opening: 10_000,
    bookings: [],
    ...more,
  });

  it.each([
    ['below zero', [{ on: '2026-02-01', amount: -10_001, kind: 'TRANSFER_OUT' as const }]],
    ['before the opening', [{ on: '2025-12-31', amount: 1, kind: 'TRANSFER_IN' as const }]],
    ['after the day of the demo', [{ on: '2026-07-01', amount: 1, kind: 'TRANSFER_IN' as const }]],
  ])('is never booked %s', (_name, bookings) => {
    expect(() => addAccount(new Book(), sketch({ bookings }))).toThrow('cannot be');
  });

  it('is booked in the order of days, whatever the order of the story', () => {
    const book = new Book();
    addAccount(
      book,
      sketch({
        bookings: [
          { on: '2026-03-01', amount: -15_000, kind: 'TRANSFER_OUT' },
          { on: '2026-02-01', amount: 6_000, kind: 'TRANSFER_IN' },
        ],
      }),
    );
    expect(book.records().ledger_entry.map(({ balance }) => balance)).toEqual(['160.00', '10.00']);
    expect(book.records().account[0]).toMatchObject({ balance: '10.00' });
  });
});

describe('a loan', () => {
  const sketch = {
    key: 'loan',
    borrower: 'clean-person',
    product: 'CONSUMER',
    principal: 12_000,
    termMonths: 12,
    rate: 0.06,
    issuedOn: '2026-01-15',
  } as const;

  it('is paid in level instalments that end at nothing', () => {
    const { instalment, instalments } = loanOf(sketch);
    // 12000 x 0.005 / (1 - 1.005^-12)
    expect(instalment).toBe(103_280);
    expect(instalments[0]).toMatchObject({ principal: 97_280, interest: 6_000, dueOn: '2026-02-15' });
    expect(instalments.reduce((sum, { principal }) => sum + principal, 0)).toBe(1_200_000);
  });

  it('counts the days since the oldest instalment that is not paid', () => {
    const loan = loanOf({ ...sketch, habit: stopsAfter(3) });
    expect(overdueDaysOf(loan)).toBe(46);
    expect(outstandingOf(loan)).toBe(
      1_200_000 - loan.instalments.slice(0, 3).reduce((sum, { principal }) => sum + principal, 0),
    );
    expect(overdueDaysOf(loanOf(sketch))).toBe(0);
  });
});
