import { listedPersonas, personaTable } from '../../../src/demo/persona-list';
import { PERSONAS } from '../../../src/demo/personas';

describe('the list of personas', () => {
  const listed = listedPersonas();

  it('has everybody, each with one key that a query takes', () => {
    expect(listed.map(({ key, name, story }) => ({ key, name, story }))).toEqual(
      PERSONAS.map(({ key, name, story }) => ({ key, name, story })),
    );
    expect(listed.every(({ borrowerKey }) => Object.keys(borrowerKey).length === 1)).toBe(true);
  });

  it('says what a person and a firm are queried with', () => {
    const of = (key: string) => listed.find((persona) => persona.key === key);
    expect(of('clean-person')).toEqual({
      key: 'clean-person',
      name: '林清',
      story: expect.any(String),
      kind: 'PERSON',
      residentId: '370299198503120024',
      mobile: '14000000001',
      borrowerKey: { residentId: '370299198503120024' },
    });
    expect(of('clean-supplier')).toEqual({
      key: 'clean-supplier',
      name: '青岛海晨精密部件示例有限公司',
      story: expect.any(String),
      kind: 'ENTERPRISE',
      creditCode: '91370299MAF000012K',
      borrowerKey: { creditCode: '91370299MAF000012K' },
    });
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(listed))).toEqual(listed);
  });

  it('is a table whose columns stand in line though a Chinese letter takes two cells', () => {
    const lines = personaTable(listed).trimEnd().split('\n');
    expect(lines).toHaveLength(PERSONAS.length + 1);
    const column = (line: string) =>
      [...line.slice(0, line.search(/PERSON|ENTERPRISE|KIND/))].reduce(
        (cells, letter) => cells + (/\p{Script=Han}/u.test(letter) ? 2 : 1),
        0,
      );
    expect(new Set(lines.map(column)).size).toBe(1);
    expect(lines[1]).toContain('residentId 370299198503120024');
  });
});
