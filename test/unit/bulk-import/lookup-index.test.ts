import type { Lookup } from '../../../src/bulk-import/mapping/expression';
import { LookupIndex } from '../../../src/bulk-import/mapping/lookup-index';

/** What a lookup finds for `a`, in rows whose key is `a` and whose number is one of the texts, from line 1 on. */
function found(numbers: readonly string[], lookup: Pick<Lookup, 'pick' | 'take'>) {
  const texts = new Map<string, string | null>();
  const warnings: string[] = [];
  const context = {
    columns: new Map([
      ['key', 0],
      ['n', 1],
    ]),
    codes: {},
    lookup: () => () => undefined,
    warn: (reason: string) => warnings.push(reason),
  };
  const index = new LookupIndex({ lookup: 'rows', match: 'key', ...lookup }, context, texts);
  for (const [place, n] of numbers.entries()) index.add({ line: place + 1, cells: ['a', n] });
  try {
    return { text: index.find('a'), warnings };
  } catch (error) {
    return { reason: (error as Error).message, warnings };
  }
}

const strict = { number: 'n', decimal: '.', onBad: 'reject' } as const;
const lenient = { ...strict, onBad: 'null' } as const;
const NO_AMOUNT = 'it is no amount in the form that the mapping says';

describe('a lookup over cells of which one cannot be read', () => {
  it.each(['sum', 'min', 'max'] as const)('%s: rejects whoever takes it, and names its line', (pick) => {
    const reason = `line 2 of rows: ${NO_AMOUNT}`;
    expect(found(['5', 'See 1', '7'], { pick, take: strict })).toEqual({ reason, warnings: [] });
    expect(found(['See 1', '5'], { pick, take: strict })).toMatchObject({
      reason: `line 1 of rows: ${NO_AMOUNT}`,
    });
  });

  it.each([
    ['sum', '12'],
    ['min', '5'],
    ['max', '7'],
  ] as const)('%s: leaves it out with a warning where the mapping says so', (pick, text) => {
    expect(found(['5', 'See 1', '7'], { pick, take: lenient })).toEqual({ text, warnings: [NO_AMOUNT] });
  });

  it('asks only of the row that is picked', () => {
    expect(found(['See 1', '5'], { pick: 'last', take: strict })).toMatchObject({ text: '5' });
    expect(found(['5', 'See 1'], { pick: 'first', take: strict })).toMatchObject({ text: '5' });
    expect(found(['5', 'See 1'], { pick: 'last', take: strict })).toMatchObject({
      reason: `line 2 of rows: ${NO_AMOUNT}`,
    });
  });

  it('adds no text that is no number', () => {
    expect(found(['5', 'five'], { pick: 'sum', take: 'n' })).toEqual({
      reason: 'line 2 of rows: it is no number to add',
      warnings: [],
    });
  });
});
