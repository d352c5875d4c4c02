import { buildSchema, type GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { QUERY_LIMITS, queryLimits } from '../../../src/security';

const schema = buildSchema('type Query { a: Query b: Int list(first: Int): [Query] }');
const limits = (source: string): string[] =>
  validate(schema, parse(source), [queryLimits]).map((error: GraphQLError) => String(error.extensions.limit));

const nested = (depth: number, leaf = 'b'): string =>
  `${'{ a '.repeat(depth - 1)}{ ${leaf} }${' }'.repeat(depth - 1)}`;
const chain = (links: number, copies: number): string =>
  [
    '{ ...F0 }',
    ...Array.from(
      { length: links },
      (_, i) => `fragment F${i} on Query { ${`...F${i + 1} `.repeat(copies)} }`,
    ),
    `fragment F${links} on Query { b }`,
  ].join(' ');

describe('a query', () => {
  it.each<[string, string]>([
    ['the deepest allowed', nested(QUERY_LIMITS.depth)],
    ['the most selections allowed', `{ ${'b '.repeat(QUERY_LIMITS.selections)} }`],
    [
      'the most aliases allowed',
      `{ ${Array.from({ length: QUERY_LIMITS.aliases }, (_, i) => `x${i}: b`).join(' ')} }`,
    ],
    ['inline fragments that add no depth', `{ ${'... { '.repeat(100)} b ${'} '.repeat(100)} }`],
    ['a chain of single fragments', chain(100, 1)],
    ['an unused fragment that is too deep', `{ b } fragment F on Query ${nested(40)}`],
    ['an unknown fragment', '{ ...Nowhere b }'],
  ])('passes: %s', (_name, source) => expect(limits(source)).toEqual([]));

  const { depth, selections, aliases } = QUERY_LIMITS;
  it.each<[string, string, string]>([
    ['one level too deep', nested(depth + 1), 'depth'],
    [
      'too deep by a fragment',
      `{ a ${nested(depth - 2, '...F')} } fragment F on Query { a { a { b } } }`,
      'depth',
    ],
    ['too deep inside inline fragments', `{ ... on Query ${nested(depth + 1)} }`, 'depth'],
    ['one selection too many', `{ ${'b '.repeat(selections + 1)} }`, 'selections'],
    [
      'too many by spreading one fragment',
      `{ ${'...F '.repeat(60)} } fragment F on Query { ${'b '.repeat(20)} }`,
      'selections',
    ],
    [
      'one alias too many',
      `{ ${Array.from({ length: aliases + 1 }, (_, i) => `x${i}: b`).join(' ')} }`,
      'aliases',
    ],
    [
      'too many aliases by a fragment',
      `{ a { ...F } y: a { ...F } z: a { ...F } } fragment F on Query { ${Array.from({ length: 10 }, (_, i) => `x${i}: b`).join(' ')} }`,
      'aliases',
    ],
    [
      'aliases spread over levels',
      nested(11, `${Array.from({ length: aliases + 1 }, (_, i) => `x${i}: b`).join(' ')}`),
      'aliases',
    ],
    ['fifty fragments that double at each link', chain(50, 2), 'selections'],
    ['fifty fragments that grow tenfold at each link', chain(50, 10), 'selections'],
  ])('is stopped: %s', (_name, source, limit) => expect(limits(source)).toEqual([limit]));

  it.each([
    ['to itself', '{ ...F } fragment F on Query { b ...F }'],
    ['in a ring', '{ ...F } fragment F on Query { a { ...G } } fragment G on Query { a { ...F } }'],
    ['twice to itself', '{ ...F } fragment F on Query { ...F ...F a { ...F } }'],
  ])('with a fragment that leads back %s comes to an end, and another rule refuses it', (_name, source) => {
    expect(limits(source)).toEqual([]);
    const all = validate(schema, parse(source), [...specifiedRules, queryLimits]);
    expect(all.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Cannot spread fragment'),
    );
  });

  it('of many fragments that all lead to each other comes to an end', () => {
    const names = Array.from({ length: 12 }, (_, i) => `F${i}`);
    const spreads = names.map((name) => `...${name}`).join(' ');
    const source = `{ ${spreads} } ${names.map((name) => `fragment ${name} on Query { ${spreads} }`).join(' ')}`;
    expect(limits(source)).toEqual(['selections']);
  });

  it('is measured for each operation of its document', () => {
    const source = `query A { b } query B ${nested(depth + 1)} query C { ${'b '.repeat(selections + 1)} }`;
    expect(limits(source)).toEqual(['depth', 'selections']);
  });

  it('that is stopped says by which limit, and how much is allowed', () => {
    const [error] = validate(schema, parse(nested(depth + 1)), [queryLimits]);
    expect(error?.extensions).toEqual({ limit: 'depth', max: depth });
  });

  it('of too many tokens is not parsed', () => {
    const source = `{ ${'b '.repeat(QUERY_LIMITS.tokens)} }`;
    expect(() => parse(source, { maxTokens: QUERY_LIMITS.tokens })).toThrow(
      `more that ${QUERY_LIMITS.tokens} tokens`,
    );
  });
});
