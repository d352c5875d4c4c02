import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mappingJsonSchema } from '../../../src/bulk-import/mapping/mapping-schema';

const FILE = path.resolve(__dirname, '../../../examples/mapping.schema.json');
const text = () => `${JSON.stringify(mappingJsonSchema(), null, 2)}\n`;

describe('the schema of mappings for editors', () => {
  it('is what examples/mapping.schema.json holds; UPDATE_MAPPING_SCHEMA=1 writes it anew', () => {
    if (process.env.UPDATE_MAPPING_SCHEMA === '1') writeFileSync(FILE, text());
    expect(readFileSync(FILE, 'utf8')).toBe(text());
  });

  it('knows every operator, and expressions inside expressions', () => {
    const { $defs } = mappingJsonSchema() as { $defs: Record<string, { anyOf: { required: string[] }[] }> };
    const operators = $defs.expression!.anyOf.map(({ required }) => required[0]);
    expect(operators).toEqual(
      expect.arrayContaining(['column', 'const', 'date', 'money', 'lookup', 'first', 'digest']),
    );
    expect(JSON.stringify($defs.expression)).toContain('#/$defs/expression');
  });

  it.each(['berka/berka', 'smesd/smesd', 'scms/scms'])(
    'is named in the first line of examples/%s.yaml',
    (name) => {
      const mapping = readFileSync(path.resolve(__dirname, `../../../examples/${name}.yaml`), 'utf8');
      expect(mapping.split('\n')[0]).toBe('# yaml-language-server: $schema=../mapping.schema.json');
    },
  );
});
