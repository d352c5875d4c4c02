import { missingMonths } from '../../../../src/bureaus';

it.each([
  ['nothing was ever reported', [], '2026-06-30', []],
  ['each month was', ['2026-04-15', '2026-05-15', '2026-06-15'], '2026-06-30', []],
  ['several statements fall into one month', ['2026-05-02', '2026-05-31', '2026-06-01'], '2026-06-02', []],
  ['one is missing between two', ['2026-06-15', '2026-04-15'], '2026-06-30', ['2026-05']],
  [
    'the last ones are missing, over a new year',
    ['2025-11-30'],
    '2026-02-01',
    ['2025-12', '2026-01', '2026-02'],
  ],
  ['the day lies before the first', ['2026-06-15'], '2026-01-01', []],
])('when %s', (_when, statements, until, missing) => {
  expect(missingMonths(statements, until)).toEqual(missing);
});
