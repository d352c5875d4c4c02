import { checkMapping } from '../../../src/bulk-import/mapping/check-mapping';
import { MappingError, parseMapping } from '../../../src/bulk-import/mapping/mapping';

const MAPPING = `source: crm
sources:
  people: { file: people.csv }
codes:
  kinds: { P: PERSON }
tables:
  - target: subject
    from: people
    key: { column: id }
    fields:
      kind: { code: type, table: kinds }
      name: { column: name }
`;

const COLUMNS = new Map([['people', ['id', 'type', 'name']]]);

function problems(text: string, columns: ReadonlyMap<string, readonly string[]> = COLUMNS): string[] {
  try {
    checkMapping(parseMapping(text, 'crm.yaml'), columns);
    return [];
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    return error.problems.map(({ place, message }) => `${place}: ${message}`);
  }
}

describe('a mapping file', () => {
  it('is taken when every name in it means something', () => {
    expect(problems(MAPPING)).toEqual([]);
  });

  it('names no column that the file has twice; what it does not name may come twice', () => {
    const withColumns = (...columns: string[]) => problems(MAPPING, new Map([['people', columns]]));
    expect(withColumns('id', 'type', 'name', 'name')).toEqual([
      expect.stringMatching(/^crm\.yaml:12:\d+: people has two columns name$/),
    ]);
    expect(withColumns('id', 'type', 'name', 'note', 'note')).toEqual([]);
  });

  it.each([
    [
      'people.csv }',
      'people.csv, encoding: klingon }',
      /^crm\.yaml:3:\d+: `encoding` is no encoding that can be read/,
    ],
    ['people.csv }', 'people.csv, header: no }', /^crm\.yaml:3:\d+: `header` must be true or false/],
    [
      'people.csv }',
      'people.csv, header: false }',
      /^crm\.yaml:3:3: `people` a source without header needs `columns`/,
    ],
    ['people.csv }', 'people.csv, form: xml }', /^crm\.yaml:3:\d+: `form` must be delimited or ndjson/],
    [
      'people.csv }',
      'people.csv, form: ndjson }',
      /^crm\.yaml:3:3: `people` an ndjson source needs `columns`, the paths that are read/,
    ],
    [
      'people.csv }',
      'people.csv, form: ndjson, columns: [id, type, name], quote: "" }',
      /^crm\.yaml:3:\d+: `quote` means nothing in an ndjson source/,
    ],
    ['file: people.csv', 'path: people.csv', /^crm\.yaml:3:3: `file` is missing/],
    ['source: crm', 'source: C R M', /^crm\.yaml:1:1: `source` must be 1 to 24 characters/],
    [
      '{ column: name }',
      '{ colum: name }',
      /^crm\.yaml:12:7: `name` an expression has exactly one of column, const/,
    ],
    ['{ column: name }', 'name', /^crm\.yaml:12:7: `name` an expression has exactly one of/],
    ['{ column: name }', '{ const: a, columns: b }', /^crm\.yaml:12:25: `columns` `const` has no `columns`/],
    [
      '{ column: name }',
      '{ date: name, format: YYMMDD }',
      /^crm\.yaml:12:7: `name` a format with YY needs `century`/,
    ],
    ['{ column: name }', '{ date: name, format: weekly }', /^crm\.yaml:12:27: `format` must be made of YYYY/],
    [
      '{ column: name }',
      '{ column: nam }',
      /^crm\.yaml:12:15: people has no column nam; it has id, type, name$/,
    ],
    [
      '{ column: name }',
      '{ concat: [{ column: id }, { column: nam }] }',
      /^crm\.yaml:12:42: people has no column nam/,
    ],
    [
      '{ column: name }',
      '{ code: name, table: kind }',
      /^crm\.yaml:12:27: there is no code table kind; there are kinds$/,
    ],
    [
      '{ column: name }',
      '{ lookup: firms, match: id, take: no }',
      /^crm\.yaml:12:15: there is no source firms/,
    ],
    [
      '{ column: name }',
      '{ lookup: people, match: id, take: no }',
      /^crm\.yaml:12:\d+: people has no column no/,
    ],
    [
      'target: subject',
      'target: subjects',
      /^crm\.yaml:7:5: there is no target subjects; there are subject, account/,
    ],
    ['from: people', 'from: firms', /^crm\.yaml:8:5: there is no source firms; there are people$/],
    ['      name: {', '      colour: {', /^crm\.yaml:12:7: subject has no field colour; it has kind, name/],
    [
      '      kind: { code: type, table: kinds }\n',
      '',
      /^crm\.yaml:10:5: subject needs kind \(PERSON \| ENTERPRISE\)$/,
    ],
    ['P: PERSON', 'P: PERSON, F: FIRM', /^crm\.yaml:5:23: FIRM is none of PERSON, ENTERPRISE$/],
    ['tables:', 'tabels:', /^crm\.yaml:\d+:1: `tables` is missing/],
    ['    key: { column: id }', '    key: { column: id', /^crm\.yaml:\d+:\d+: /],
  ])('names the place of a mistake: %s -> %s', (right, wrong, expected) => {
    expect(MAPPING).toContain(right);
    expect(problems(MAPPING.replace(right, wrong))[0]).toMatch(expected);
  });

  it('names all mistakes at once', () => {
    expect(problems(MAPPING.replaceAll('column: ', 'column: no-'))).toHaveLength(2);
  });

  it('asks for the delimiter where a file has one column alone', () => {
    const read = new Map([['people', ['id,type,name']]]);
    expect(() => checkMapping(parseMapping(MAPPING, 'crm.yaml'), read)).toThrow(
      'people has no column id; it has id,type,name alone: is its `delimiter` right?',
    );
  });

  it('takes every scalar as the text that it is', () => {
    const mapping = parseMapping(MAPPING.replace('{ column: name }', '{ const: 0.00 }'), 'crm.yaml');
    expect(mapping.tables[0]!.fields.name).toEqual({ const: '0.00' });
  });
});
