import { isMissing, numberOf, specialCode } from '../../../../src/risk/models/fitting/data/cell';
import { ColumnEncoder } from '../../../../src/risk/models/fitting/data/column-encoder';
import { ColumnProfile, type ProfileOptions } from '../../../../src/risk/models/fitting/data/column-profile';

const plain = { decimalComma: false };

describe('a cell', () => {
  it.each([
    ['12', 12],
    ['-1.5e3', -1500],
    ['+.5', 0.5],
    ['1,234,567.50', 1234567.5],
    ['12.5%', 0.125],
    ['$1,234.50', 1234.5],
    ['-¥ 12', -12],
    ['$', null],
    ['$12 or more', null],
    ['-0', 0],
    ['12,5', null],
    ['1 000', null],
    ['0x10', null],
    ['Infinity', null],
    ['2024-01-31', null],
    ['1e999', null],
    ['%'.repeat(100_000), null],
  ])('%p is the number %p', (text, number) => {
    expect(numberOf(text, plain)).toBe(number);
  });

  it.each([
    ['12,5', 12.5],
    ['1.234,5', 1234.5],
    ['1.234', 1234],
    ['1.5', 1.5],
    ['12,5 %', 0.125],
    ['7', 7],
  ])('%p is %p where commas are decimal', (text, number) => {
    expect(numberOf(text, { decimalComma: true })).toBe(number);
  });

  it.each(['', 'NA', 'n/a', 'NULL', 'NaN', 'None', '?', '.'])('%p is no value', (text) => {
    expect(isMissing(text)).toBe(true);
  });

  it('has one spelling of a special code', () => {
    expect(specialCode('-999.0', plain)).toBe('-999');
    expect(specialCode(' Date Not Captured ', plain)).toBe('Date Not Captured');
  });
});

describe('a column', () => {
  const options: ProfileOptions = { ...plain, specials: [], seed: 1 };
  const profile = (cells: readonly string[], more: Partial<ProfileOptions> = {}) => {
    const column = new ColumnProfile('x', { ...options, ...more });
    cells.forEach((cell, i) => {
      column.add(cell, i + 2);
    });
    return column;
  };
  const codes = (cells: readonly string[], more: Partial<ProfileOptions> = {}) => {
    const encoder = new ColumnEncoder(profile(cells, more), cells.length);
    cells.forEach((cell, i) => {
      encoder.set(i, cell);
    });
    const { atoms, codes: of } = encoder.column;
    return [...of].map((code) => atoms[code]);
  };
  const range = (n: number) => Array.from({ length: n }, (_, i) => String((i * 37) % n));

  it('is numeric when nine of ten values are numbers; the rest is missing', () => {
    const cells = [...range(95), ...new Array(5).fill('junk')];
    const column = profile(cells);
    expect(column).toMatchObject({ kind: 'NUMERIC', texts: 5, firstText: 97 });
    expect(codes(cells).at(-1)).toEqual({ kind: 'MISSING' });
    expect(profile([...range(80), ...new Array(20).fill('junk')]).kind).toBe('CATEGORICAL');
  });

  it('puts each number between the limits of its interval', () => {
    const cells = Array.from({ length: 1000 }, (_, i) => String(((i * 7919) % 1000) / 8));
    for (const [i, atom] of codes(cells).entries()) {
      if (atom?.kind !== 'INTERVAL') throw new Error('a number has no interval');
      const value = Number(cells[i]);
      expect(atom.from === null || atom.from <= value).toBe(true);
      expect(atom.to === null || value < atom.to).toBe(true);
    }
  });

  it('gives a value that many rows have an interval of its own', () => {
    const cells = [...new Array(500).fill('0'), ...range(500)];
    const atom = codes(cells)[0];
    expect(atom).toMatchObject({ kind: 'INTERVAL', from: null, to: 1 });
  });

  it('keeps special codes apart, whatever their spelling', () => {
    const cells = [...range(100), '-999', '-999.0', 'none given'];
    const found = codes(cells, { specials: ['-999', 'none given'] }).slice(100);
    expect(found).toEqual([
      { kind: 'SPECIAL', code: '-999' },
      { kind: 'SPECIAL', code: '-999' },
      { kind: 'SPECIAL', code: 'none given' },
    ]);
  });

  it('puts categories that are too rare to judge into one', () => {
    const cells = [...new Array(200).fill('often'), ...Array.from({ length: 99 }, (_, i) => `rare ${i}`)];
    const found = codes(cells);
    expect(found[0]).toEqual({ kind: 'LEVEL', level: 'often' });
    expect(found.at(-1)).toEqual({ kind: 'OTHER' });
  });

  it.each<[string, string[], Partial<ProfileOptions>, boolean]>([
    ['one number', ['1', '1.0', '1'], {}, true],
    ['nothing', ['', 'NA', ''], {}, true],
    ['one category', ['a', 'a', 'a'], {}, true],
    ['one number or nothing', ['1', '', '1'], {}, false],
    ['one number or a special code', ['1', '-9', '1'], { specials: ['-9'] }, false],
  ])('of %s is constant or not', (_, cells, more, is) => {
    expect(profile(cells, more).isConstant).toBe(is);
  });

  it('that counts the rows, or names nearly each, is no fact', () => {
    const counted = Array.from({ length: 200 }, (_, i) => String(i + 1));
    expect(profile(counted).namesRows).toBe(true);
    expect(profile(range(200)).namesRows).toBe(false);
    expect(profile(counted.map((n) => `loan ${n}`)).namesRows).toBe(true);
    expect(profile(counted.map((n) => `branch ${Number(n) % 9}`)).namesRows).toBe(false);
  });
});
