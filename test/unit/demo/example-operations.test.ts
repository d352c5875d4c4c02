import path from 'node:path';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { makeSchema } from '../../../src/app/schema';
import { CAST } from '../../../src/demo/cast';
import { loadExampleOperations } from '../../../src/explorer';
import { queryLimits } from '../../../src/security';

const FOLDER = path.resolve(__dirname, '../../../examples/operations');

const operationOf = (document: DocumentNode) =>
  document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );

describe('example operations', () => {
  const schema = makeSchema();
  let examples: Awaited<ReturnType<typeof loadExampleOperations>>;
  beforeAll(async () => {
    examples = await loadExampleOperations(FOLDER);
  });

  it('have each a name and a title of its own', () => {
    expect(examples.length).toBeGreaterThan(10);
    const names = examples.map(({ query }) => operationOf(parse(query)).map(({ name }) => name?.value));
    expect(new Set(names.flat()).size).toBe(examples.length);
    expect(names[0]).toEqual(['Composite']);
    for (const title of [examples.map((one) => one.title), examples.map((one) => one.titleZh)])
      expect(new Set(title).size).toBe(examples.length);
  });

  it('stand in a few groups, and have a name for each in both languages', () => {
    expect(new Set(examples.map(({ group }) => group)).size).toBeLessThan(8);
    for (const { group, titleZh } of examples) {
      expect(group).toMatch(/^[A-Za-z ]+ \p{Script=Han}+$/u);
      expect(titleZh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('are valid, within the limits, and so are their variables', () => {
    const problems = examples.flatMap(({ title, query, variables }) => {
      const document = parse(query);
      const errors = [...validate(schema, document, [...specifiedRules, queryLimits])];
      const [operation] = operationOf(document);
      const { errors: wrong = [] } = getVariableValues(
        schema,
        operation?.variableDefinitions ?? [],
        variables ?? {},
      );
      return [...errors, ...wrong].map(({ message }) => `${title}: ${message}`);
    });
    expect(problems).toEqual([]);
  });

  it('name only identities of the demo, or such as nobody has', () => {
    const invented = new Set([
      '370299198503120025', // check character
      '37029919850230002X', // 30 February
      '91370299MAF000012L', // check character
      '370299199912319995', // valid, nobody's
    ]);
    const known = new Set(
      CAST.flatMap(({ residentId, creditCode, mobile }) => [residentId, creditCode, mobile]).filter(Boolean),
    );
    const named = examples.flatMap(
      ({ variables }) => JSON.stringify(variables).match(/"(?:\d{11}|\w{18})"/g) ?? [],
    );
    const numbers = named.map((text) => text.slice(1, -1));
    expect(numbers.length).toBeGreaterThan(15);
    expect(numbers.filter((number) => !known.has(number) && !invented.has(number))).toEqual([]);
  });
});
