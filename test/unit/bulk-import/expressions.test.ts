import { compile, SEVERAL } from '../../../src/bulk-import/mapping/compile';
import { type Expression, expression } from '../../../src/bulk-import/mapping/expression';

const codes = { direction: { IN: 'CREDIT', OUT: 'DEBIT', NONE: '' }, sex: { '0': 'M', '5': 'F' } };
const owners: Record<string, string | typeof SEVERAL> = { A1: 'C7', A2: SEVERAL };

function evaluate(written: unknown, cell: string): string | null {
  const parsed = expression.parse(written) as Expression;
  const context = {
    columns: new Map([['x', 0]]),
    codes,
    lookup: () => (value: string) => owners[value],
    warn: (reason: string) => warnings.push(reason),
  };
  return compile(parsed, context)([cell]);
}

const warnings: string[] = [];
beforeEach(() => {
  warnings.length = 0;
});

describe('expressions of a mapping', () => {
  it.each([
    ['a column, trimmed', { column: 'x' }, ' a b ', 'a b'],
    ['a blank column', { column: 'x' }, '  ', null],
    ['a constant', { const: 'CNY' }, '', 'CNY'],
    ['a date', { date: 'x', format: 'YYYYMMDD' }, '20260131', '2026-01-31'],
    [
      'a date with a two-digit year',
      { date: 'x', format: 'YYMMDD', century: '1900' },
      '930105',
      '1993-01-05',
    ],
    [
      'a date with shifted month',
      { date: 'x', format: 'YYMMDD', century: '1900', monthOffset: '50' },
      '706213',
      '1970-12-13',
    ],
    ['a date out of a time', { date: 'x', format: 'DD.MM.YYYY HH:mm' }, '05.06.2026 07:08', '2026-06-05'],
    [
      'a date with the name of a month',
      { date: 'x', format: 'D-MMM-YY', century: '2000' },
      '2-Jun-06',
      '2006-06-02',
    ],
    [
      'a date in the second of two forms',
      { date: 'x', format: ['M/D/YY', 'YYYY-MM-DD'], century: '2000' },
      '2009-11-14',
      '2009-11-14',
    ],
    ['a number', { number: 'x', thousands: ',' }, '10,589.5', '10589.5'],
    ['money in fen', { money: 'x', unit: 'WAN', into: 'FEN' }, '191905.26', '191905260000'],
    ['money in fen, down to a part of a fen', { money: 'x', into: 'FEN' }, '0.0125', '1.25'],
    ['a part between separators', { split: 'x', by: '/', part: '2' }, 'a/ b /c', 'b'],
    ['a part that is not there', { split: 'x', by: '/', part: '4' }, 'a/b', null],
    ['a padded number', { pad: 'x', length: '6' }, '42', '000042'],
    ['replaced text', { replace: 'x', text: '$&', with: '$1' }, 'a$&b', 'a$1b'],
    ['a digest', { digest: 'x', length: '8' }, 'abc', 'ba7816bf'],
    [
      'an instant',
      { instant: 'x', format: 'YYYY-MM-DD HH:mm:ss' },
      '2026-01-02 03:04:05',
      '2026-01-02T03:04:05+08:00',
    ],
    ['a code', { code: 'x', table: 'direction' }, 'IN', 'CREDIT'],
    ['a code that means nothing', { code: 'x', table: 'direction' }, 'NONE', null],
    ['a code of no text', { code: 'x', table: 'direction' }, '', null],
    ['a code by default', { code: 'x', table: 'direction', default: 'DEBIT' }, '?', 'DEBIT'],
    ['a code of a part', { code: { slice: 'x', from: '3', length: '1' }, table: 'sex' }, '705213', 'F'],
    ['parts put together', { concat: [{ column: 'x' }, { const: '1' }], separator: '-' }, 'a', 'a-1'],
    ['parts of which one is nothing', { concat: [{ column: 'x' }, { const: '1' }] }, '', null],
    ['the first that is something', { first: [{ column: 'x' }, { const: 'other' }] }, '', 'other'],
    ['money with thousands', { money: 'x', thousands: ',' }, '1,234.50', '1234.50'],
    ['money with a comma', { money: 'x', decimal: ',', thousands: '.' }, '1.234,5', '1234.5'],
    ['money in fen', { money: 'x', unit: 'FEN' }, '-5', '-0.05'],
    ['money in fen, whole', { money: 'x', unit: 'FEN' }, '123400', '1234.00'],
    ['money in ten thousands', { money: 'x', unit: 'WAN' }, '1.23456', '12345.6'],
    ['money in ten thousands, whole', { money: 'x', unit: 'WAN' }, '3', '30000'],
    ['a row of another source', { ref: 'x', source: 'crm' }, '7', 'crm:7'],
    ['a lookup', { lookup: 'disp', match: 'x', take: 'client' }, 'A1', 'C7'],
    ['a lookup that finds nothing', { lookup: 'disp', match: 'x', take: 'client' }, 'A9', null],
    ['a lookup by default', { lookup: 'disp', match: 'x', take: 'client', default: '0' }, 'A9', '0'],
  ])('%s', (_, written, cell, expected) => {
    expect(evaluate(written, cell)).toBe(expected);
  });

  it.each([
    [
      'a date in another form',
      { date: 'x', format: 'YYYYMMDD' },
      '2026-01-31',
      'it is not written as YYYYMMDD',
    ],
    [
      'an unknown code',
      { code: 'x', table: 'direction' },
      'SIDEWAYS',
      'it is not in the code table direction',
    ],
    ['money with letters', { money: 'x' }, '12 CNY', 'it is no amount in the form that the mapping says'],
    [
      'money with a stray point',
      { money: 'x', decimal: ',' },
      '1.2',
      'it is no amount in the form that the mapping says',
    ],
    ...['1,234.50', "1'234'567", '-1 234'].map((cell): [string, object, string, string] => [
      `money written as ${cell}`,
      { money: 'x' },
      cell,
      'it has thousands separators, and the mapping names none',
    ]),
    [
      'money of three digits behind a point',
      { money: 'x', decimal: ',' },
      '1.234',
      'it has thousands separators, and the mapping names none',
    ],
    [
      'a lookup that finds several',
      { lookup: 'disp', match: 'x', take: 'client' },
      'A2',
      'several rows of disp match',
    ],
  ])('refuses %s without repeating it', (_, written, cell, reason) => {
    expect(() => evaluate(written, cell)).toThrow(reason);
  });
});
