import fc from 'fast-check';
import {
  addDays,
  businessDateOf,
  daysBetween,
  isBusinessDate,
  startOfBusinessDate,
  systemClock,
} from '../../../src/kernel';

const anyDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a business date', () => {
  it.each([
    ['the last millisecond before midnight in Shanghai', '2026-06-29T15:59:59.999Z', '2026-06-29'],
    ['midnight in Shanghai', '2026-06-29T16:00:00.000Z', '2026-06-30'],
    ['midnight in UTC', '2026-06-30T00:00:00.000Z', '2026-06-30'],
    ['the turn of the year', '2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['a summer with daylight saving elsewhere', '2026-07-01T15:59:59.999Z', '2026-07-01'],
  ])('of %s is the day in Shanghai', (_name, instant, date) => {
    expect(businessDateOf(new Date(instant))).toBe(date);
  });

  it('begins at midnight in Shanghai', () => {
    expect(startOfBusinessDate('2026-06-30').toISOString()).toBe('2026-06-29T16:00:00.000Z');
    fc.assert(
      fc.property(anyDate, (date) => {
        const start = startOfBusinessDate(date);
        expect(businessDateOf(start)).toBe(date);
        expect(businessDateOf(new Date(start.getTime() - 1))).toBe(addDays(date, -1));
      }),
    );
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-06-30', 0, '2026-06-30'],
    ['2026-06-30', 365, '2027-06-30'],
  ])('%s and %i days make %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  it('is as far away as the days that were added', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it.each([
    ['2026-06-30', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-06-00', false],
    ['2026-6-30', false],
    ['2026-06-30T00:00:00Z', false],
    ['2026-06-30\n', false],
    ['20260630', false],
    ['２０２６-06-30', false],
    ['', false],
  ])('%j exists: %s', (text, exists) => {
    expect(isBusinessDate(text)).toBe(exists);
  });
});

describe('the clock', () => {
  it('stands on a fixed business date while time goes on', () => {
    const clock = systemClock('2026-06-30');
    expect(clock.businessDate()).toBe('2026-06-30');
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(5_000);
  });

  it('gives the day in Shanghai otherwise', () => {
    const before = businessDateOf(new Date());
    const told = systemClock().businessDate();
    expect([before, businessDateOf(new Date())]).toContain(told);
  });
});
