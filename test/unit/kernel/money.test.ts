import fc from 'fast-check';
import { currencyExponent, fromDecimal, money, toDecimal } from '../../../src/kernel';

describe('an amount of money', () => {
  it.each([
    ['CNY', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('in %s has %i digits after the point', (currency, digits) => {
    expect(currencyExponent(currency)).toBe(digits);
  });

  it.each([
    [123456n, 'CNY', '1234.56'],
    [0n, 'CNY', '0.00'],
    [1n, 'CNY', '0.01'],
    [-1n, 'CNY', '-0.01'],
    [-123456n, 'CNY', '-1234.56'],
    [5n, 'JPY', '5'],
    [-5n, 'JPY', '-5'],
    [5n, 'KWD', '0.005'],
    // One more than a double can tell apart.
    [9_007_199_254_740_993n, 'CNY', '90071992547409.93'],
  ])('of %s minor units of %s reads %s', (minor, currency, text) => {
    expect(toDecimal(money(minor, currency))).toBe(text);
    expect(fromDecimal(text, currency)).toEqual({ minor, currency });
  });

  it.each([
    ['20000', 'CNY', 2_000_000n],
    ['20000.5', 'CNY', 2_000_050n],
    ['+0.10', 'CNY', 10n],
    ['1.230000000', 'CNY', 123n],
    ['7.00', 'JPY', 7n],
    ['-0', 'CNY', 0n],
  ])('is read from %s %s', (text, currency, minor) => {
    expect(fromDecimal(text, currency)).toEqual({ minor, currency });
  });

  it.each([
    ['half a fen', '1.005', 'CNY', 'finer than CNY allows'],
    ['a tenth of a yen', '1.1', 'JPY', 'finer than JPY allows'],
    ['nothing', '', 'CNY', 'not a decimal amount'],
    ['an exponent', '1e3', 'CNY', 'not a decimal amount'],
    ['a thousands separator', '1,000', 'CNY', 'not a decimal amount'],
    ['a point alone', '.', 'CNY', 'not a decimal amount'],
    ['a point at the end', '1.', 'CNY', 'not a decimal amount'],
    ['a point at the start', '.5', 'CNY', 'not a decimal amount'],
    ['spaces', ' 1 ', 'CNY', 'not a decimal amount'],
    ['full-width digits', '１２', 'CNY', 'not a decimal amount'],
    ['two signs', '--1', 'CNY', 'not a decimal amount'],
    ['17 digits', '12345678901234567', 'CNY', 'not a decimal amount'],
    ['not a number', 'NaN', 'CNY', 'not a decimal amount'],
  ])('is not read from %s', (_name, text, currency, reason) => {
    expect(() => fromDecimal(text, currency)).toThrow(new RangeError(reason));
  });

  it('comes back the same from its decimal text, to the last minor unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 16n) + 1n, max: 10n ** 16n - 1n }),
        fc.constantFrom('CNY', 'JPY', 'KWD', 'USD'),
        (minor, currency) => {
          expect(fromDecimal(toDecimal(money(minor, currency)), currency)).toEqual({ minor, currency });
        },
      ),
    );
  });
});
