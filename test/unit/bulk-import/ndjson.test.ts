import { jsonRecordsOf } from '../../../src/bulk-import/parse/ndjson';
import type { RawRecord } from '../../../src/platform/delimited';

async function read(texts: readonly string[], columns: readonly string[]): Promise<RawRecord[]> {
  async function* blocks() {
    yield texts.map((text, i) => ({ line: i + 1, text }));
  }
  const records: RawRecord[] = [];
  for await (const block of jsonRecordsOf(blocks(), columns)) records.push(...block);
  return records;
}

const cellsOf = async (text: string, ...columns: string[]) => {
  const [record] = await read([text], columns);
  return 'cells' in record! ? record.cells : record!.problem;
};

describe('reading a JSON object of each line', () => {
  it('takes values by key, and by path from the outside in', async () => {
    const text = '{"id":"7","address":{"city":"青岛","geo":[36.06,"E"]},"a.b":"own","a":{"b":"inner"}}';
    expect(await cellsOf(text, 'id', 'address.city', 'address.geo.0', 'address.geo.1', 'a.b')).toEqual([
      ...['7', '青岛', '36.06', 'E', 'own'],
    ]);
  });

  it('says nothing where the record says nothing', async () => {
    expect(await cellsOf('{"a":null,"b":"","c":{}}', 'a', 'b', 'c.d', 'x', 'x.y', 'b.length')).toEqual(
      Array(6).fill(''),
    );
  });

  it('does not take what every object has for a value of the record', async () => {
    expect(await cellsOf('{"a":"x"}', 'toString', 'constructor.name', '__proto__', 'a.0')).toEqual(
      Array(4).fill(''),
    );
  });

  it('keeps every digit of a number, inside and outside of lists, and writes exponents out', async () => {
    const text =
      '{"no":12345678901234567890,"m":0.10,"x":[-1.25E7,1e-3,5E2,1e99],"s":"1e3 \\"12345678901234567890","t":true}';
    expect(await cellsOf(text, 'no', 'm', 'x.0', 'x.1', 'x.2', 'x.3', 's', 't')).toEqual([
      ...['12345678901234567890', '0.10', '-12500000', '0.001', '500', '1e99'],
      ...['1e3 "12345678901234567890', 'true'],
    ]);
  });

  it.each([
    ['{"a":', 'the line is no JSON'],
    ['{"a":01}', 'the line is no JSON'],
    ["{'a':1}", 'the line is no JSON'],
    ['{"a":"x"}{"a":"y"}', 'the line is no JSON'],
    ['{"a":"tab\there"}', 'the line is no JSON'],
    ['[1]', 'the line is JSON and no object'],
    ['null', 'the line is JSON and no object'],
    ['{"a":{"b":1}}', 'a is an object or a list, not a value'],
    ['{"a":["b"]}', 'a is an object or a list, not a value'],
    ['{"a":"\\ud83d"}', 'a holds half a character'],
  ])('refuses %s', async (text, problem) => {
    expect(await cellsOf(text, 'a')).toBe(problem);
  });

  it('skips blank lines and goes on after a wrong one', async () => {
    const records = await read(['{"a":1}', '', '  ', '{', '{"a":2}'], ['a']);
    expect(records.map((record) => ('cells' in record ? record.cells[0] : `!${record.line}`))).toEqual([
      '1',
      '!4',
      '2',
    ]);
  });

  it('reads long lines of escapes and deep lists', async () => {
    const escapes = `{"a":1,"b":"${'\\n'.repeat(500_000)}"}`;
    expect(await cellsOf(escapes, 'a')).toEqual(['1']);
    const deep = `{"a":1,"b":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(await cellsOf(deep, 'a')).toEqual(['1']);
  });
});
