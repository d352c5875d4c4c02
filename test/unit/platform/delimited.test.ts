import { cellsOf, recordsOf } from '../../../src/platform/delimited/delimited';
import type { RawRecord } from '../../../src/platform/delimited/raw-record';

const dialect = { delimiter: ';', quote: '"' };

describe('splitting a record into cells', () => {
  it.each([
    ['a;b;c', ['a', 'b', 'c']],
    ['', ['']],
    [';', ['', '']],
    ['"a;b";c', ['a;b', 'c']],
    ['"say ""hi""";', ['say "hi"', '']],
    ['"";""""', ['', '"']],
    ['5" pipe;x', ['5" pipe', 'x']],
    ['1;"open', 'open'],
    ['"a"b;c', 'stray'],
  ])('%s', (text, expected) => {
    expect(cellsOf(text, dialect)).toEqual(expected);
  });

  it('takes quotes as letters where the file has none', () => {
    expect(cellsOf('"a;b"', { delimiter: ';', quote: '' })).toEqual(['"a', 'b"']);
  });
});

async function read(text: string, blockSize: number): Promise<RawRecord[]> {
  const lines = text.split('\n').map((part, i) => ({ line: i + 1, text: part }));
  async function* blocks() {
    for (let at = 0; at < lines.length; at += blockSize) yield lines.slice(at, at + blockSize);
  }
  const records: RawRecord[] = [];
  for await (const block of recordsOf(blocks(), dialect)) records.push(...block);
  return records;
}

describe.each([1, 2, 1000])('putting lines together into records, %d lines at a time', (blockSize) => {
  it('keeps a line end inside quotes and skips empty lines', async () => {
    expect(await read('a;"b\nc";d\n\ne', blockSize)).toEqual([
      { line: 1, cells: ['a', 'b\nc', 'd'] },
      { line: 4, cells: ['e'] },
    ]);
  });

  it('loses one line to a quote that never closes, not the rest of the file', async () => {
    const records = await read('1;a\n2;"b\n3;c\n4;"d"\n5;"e', blockSize);
    expect(records.map((record) => ('problem' in record ? `!${record.line}` : record.cells.join()))).toEqual([
      '1,a',
      '!2',
      '3,c',
      '4,d',
      '!5',
    ]);
  });
});
