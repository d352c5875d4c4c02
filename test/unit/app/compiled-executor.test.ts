import fc from 'fast-check';
import {
  type ExecutionResult,
  execute,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import * as jit from 'graphql-jit';
import { compiledExecutor } from '../../../src/app/compiled-executor';
import { CatalogueError } from '../../../src/kernel';

jest.mock('graphql-jit', () => {
  const actual = jest.requireActual('graphql-jit');
  return { ...actual, compileQuery: jest.fn(actual.compileQuery) };
});
const compileQuery = jest.mocked(jit.compileQuery);
beforeEach(() => compileQuery.mockClear());

interface Thing {
  readonly kind: 'Person' | 'Firm' | 'Nobody';
  readonly id: string;
  readonly name: string | null;
}
const THINGS: readonly Thing[] = [
  { kind: 'Person', id: '1', name: '林清' },
  { kind: 'Firm', id: '2', name: 'Haier "1"\n' },
  { kind: 'Person', id: '3', name: null },
];

/** Refuses zero on its way out, and what is not `d<digits>` on its way in. */
const Decimal = new GraphQLScalarType<string>({
  name: 'Decimal',
  serialize: (value) => {
    if (value === 0) throw new GraphQLError('zero has no decimal form');
    return `d${value}`;
  },
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^d\d+$/.test(value))
      throw new GraphQLError('Decimal must be d and digits.');
    return value.slice(1);
  },
});
const Colour = new GraphQLEnumType({ name: 'Colour', values: { RED: { value: 'r' }, BLUE: { value: 'b' } } });
const Key = new GraphQLInputObjectType({
  name: 'Key',
  isOneOf: true,
  fields: { id: { type: GraphQLID }, number: { type: GraphQLInt } },
});
const Filter: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'Filter',
  fields: () => ({
    least: { type: Decimal, defaultValue: '5' },
    colours: { type: new GraphQLList(new GraphQLNonNull(Colour)) },
    also: { type: Filter },
    must: { type: new GraphQLNonNull(GraphQLBoolean) },
  }),
});

const Named: GraphQLInterfaceType = new GraphQLInterfaceType({
  name: 'Named',
  fields: { id: { type: new GraphQLNonNull(GraphQLID) }, name: { type: GraphQLString } },
  resolveType: (thing: Thing) => thing.kind,
});
const ofThing: GraphQLFieldConfigMap<Thing, unknown> = {
  id: { type: new GraphQLNonNull(GraphQLID) },
  name: { type: GraphQLString, resolve: async ({ name }) => name },
  sureName: { type: new GraphQLNonNull(GraphQLString), resolve: async ({ name }) => name },
};
const Person: GraphQLObjectType = new GraphQLObjectType({
  name: 'Person',
  interfaces: [Named],
  fields: () => ({
    ...ofThing,
    fails: {
      type: GraphQLString,
      resolve: ({ id }: Thing) => {
        throw new Error(`person ${id} failed`);
      },
    },
    refuses: {
      type: new GraphQLNonNull(GraphQLString),
      resolve: async () => {
        throw new CatalogueError('INVALID_CURSOR', { argument: 'after' });
      },
    },
    friends: {
      type: new GraphQLList(Person),
      args: { first: { type: GraphQLInt, defaultValue: 2 } },
      resolve: (_person: Thing, { first }: { first: number | null }) => THINGS.slice(0, first ?? 1),
    },
  }),
});
const Firm = new GraphQLObjectType({
  name: 'Firm',
  interfaces: [Named],
  fields: { ...ofThing, turnover: { type: Decimal, resolve: () => 0 } },
});
const Hit = new GraphQLUnionType({
  name: 'Hit',
  types: [Person, Firm],
  resolveType: (thing: Thing) => thing.kind,
});

const things = (): readonly Thing[] => THINGS;
const echo = (_root: unknown, args: object, context: unknown): string => JSON.stringify([args, context]);
const schema = new GraphQLSchema({
  types: [Person, Firm],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      hits: { type: new GraphQLList(Hit), resolve: things },
      named: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Named))),
        resolve: async () => THINGS,
      },
      people: {
        type: new GraphQLList(new GraphQLNonNull(Person)),
        resolve: () => THINGS.filter((t) => t.kind === 'Person'),
      },
      person: { type: Person, resolve: async () => THINGS[0] },
      nobody: { type: Person, resolve: () => null },
      lost: { type: Hit, resolve: () => ({ kind: 'Nobody', id: '9' }) },
      promised: {
        type: new GraphQLList(GraphQLInt),
        resolve: () => [1, Promise.resolve(2), Promise.reject(new Error('third'))],
      },
      wrong: { type: new GraphQLList(GraphQLInt), resolve: () => 'no list' },
      notInt: { type: GraphQLInt, resolve: () => 'text' },
      tooBig: { type: GraphQLInt, resolve: () => 2 ** 40 },
      float: { type: GraphQLFloat, resolve: () => 0.1 + 0.2 },
      grid: {
        type: new GraphQLList(new GraphQLList(new GraphQLNonNull(Decimal))),
        resolve: () => [[1, 2], [3, 0], null, []],
      },
      colour: { type: Colour, resolve: () => 'b' },
      noColour: { type: Colour, resolve: () => 'green' },
      undefinedField: { type: GraphQLString, resolve: () => undefined },
      thrownError: { type: GraphQLString, resolve: () => new Error('returned, not thrown') },
      key: { type: GraphQLString, args: { key: { type: Key } }, resolve: echo },
      filter: {
        type: GraphQLString,
        args: { filter: { type: Filter }, n: { type: GraphQLInt, defaultValue: 7 } },
        resolve: echo,
      },
      sure: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    },
  }),
});

interface Question {
  readonly source: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string | null;
}

type Executor = (question: Question, hash?: string) => Promise<ExecutionResult>;

async function executorOf(entries = 10): Promise<Executor> {
  const gateway = compiledExecutor(schema, entries);
  const { executor } = await gateway.load({} as never);
  if (!executor) throw new Error('no executor');
  return async ({ source, variables = {}, operationName = null }, hash = source) =>
    (await executor({
      document: parse(source),
      // As Apollo Server does: null for a name that the document does not have.
      operationName: getOperationAST(parse(source), operationName)?.name?.value ?? null,
      queryHash: hash,
      context: { caller: 'test' },
      request: { variables, operationName },
    } as never)) as ExecutionResult;
}

const interpreted = async ({
  source,
  variables = {},
  operationName = null,
}: Question): Promise<ExecutionResult> =>
  execute({
    schema,
    document: parse(source),
    contextValue: { caller: 'test' },
    variableValues: variables,
    operationName,
  });

/** As the caller sees it; errors have no order of their own. */
const seen = ({ data, errors = [] }: ExecutionResult): { data: string | undefined; errors: string[] } => ({
  data: JSON.stringify(data),
  errors: errors.map(({ message, path, locations }) => JSON.stringify({ message, path, locations })).sort(),
});

/**
 * The data, and the places where an error left a null in it. Below one null graphql-js stops at the first error and
 * graphql-jit may tell several; their words for our own faults differ, which callers never read.
 */
function meaning({ data, errors = [] }: ExecutionResult): { data: unknown; nulls: string[] } {
  const nullOf = (path: readonly (string | number)[]): string => {
    let value: unknown = data;
    const depth = path.findIndex((step) => {
      if (value === null) return true;
      value = (value as Record<string | number, unknown>)[step];
      return false;
    });
    expect(value).toBeNull();
    return JSON.stringify(depth < 0 ? path : path.slice(0, depth));
  };
  return {
    data: JSON.parse(JSON.stringify(data)),
    nulls: [...new Set(errors.map(({ path }) => nullOf(path ?? [])))].sort(),
  };
}

describe('the compiled executor answers as graphql-js does:', () => {
  it.each<[string, Question]>([
    ['objects and lists', { source: '{ person { id name friends { name friends(first: 1) { id } } } }' }],
    ['a union', { source: '{ hits { __typename ... on Person { id } ... on Firm { name turnover } } }' }],
    [
      'an interface',
      { source: '{ named { __typename id ... on Firm { name } ...F } } fragment F on Person { name }' },
    ],
    [
      'aliases and merged fields',
      { source: '{ a: person { id } a: person { x: name } b: person { id id } }' },
    ],
    ['nothing there', { source: '{ nobody { id } undefinedField }' }],
    ['numbers and enums', { source: '{ float colour }' }],
    ['lists in lists', { source: '{ grid }' }],
    ['an error in a list', { source: '{ people { id fails } }' }],
    ['an error that nulls its parent', { source: '{ person { id refuses } float }' }],
    ['an error that nulls everything', { source: '{ named { id ... on Person { refuses } } float }' }],
    ['null where it may not be', { source: '{ people { sureName } }' }],
    ['null at the root where it may not be', { source: '{ float sure }' }],
    ['a rejected promise in a list', { source: '{ promised }' }],
    ['a value of another kind', { source: '{ notInt tooBig noColour }' }],
    ['an error that is returned', { source: '{ thrownError }' }],
    [
      'arguments and defaults',
      {
        source:
          '{ filter(filter: { least: "d7", colours: [RED], must: true }) b: filter key(key: { id: 4 }) }',
      },
    ],
    ['a list from a single value', { source: '{ filter(filter: { colours: BLUE, must: false }) }' }],
    ['null for a default', { source: '{ filter(n: null) person { friends(first: null) { id } } }' }],
    [
      'variables',
      {
        source: 'query ($f: Filter, $n: Int = 3, $k: Key) { filter(filter: $f, n: $n) key(key: $k) }',
        variables: { f: { must: true, also: { must: false, least: 'd9' } }, k: { number: 2 }, stranger: 1 },
      },
    ],
    ['a variable that is not given', { source: 'query ($f: Filter, $n: Int) { filter(filter: $f, n: $n) }' }],
    [
      'required variables with a default that are not given',
      {
        source:
          'query ($n: Int! = 3, $c: [Colour!]! = [RED], $d: Decimal! = "d9", $m: Boolean! = true) { filter(filter: { least: $d, colours: $c, must: $m }, n: $n) }',
      },
    ],
    ['a variable that is null', { source: 'query ($n: Int = 3) { filter(n: $n) }', variables: { n: null } }],
    [
      'a variable inside an input',
      { source: 'query ($m: Boolean!) { filter(filter: { must: $m }) }', variables: { m: true } },
    ],
    [
      'a variable inside a oneOf input',
      { source: 'query ($id: ID!) { key(key: { id: $id }) }', variables: { id: '7' } },
    ],
    [
      'skip and include',
      {
        source:
          '{ float @skip(if: true) colour @include(if: false) person @include(if: true) { id @skip(if: false) } }',
      },
    ],
    [
      'skip and include by variables',
      {
        source:
          'query ($y: Boolean!, $n: Boolean!) { a: float @skip(if: $n) @include(if: $y) b: float @skip(if: $y) ... @include(if: $n) { colour } ...F @include(if: $y) } fragment F on Query { person { id } }',
        variables: { y: true, n: false },
      },
    ],
    ['one of two operations', { source: 'query A { float } query B { colour }', operationName: 'B' }],
    ['two operations without a name', { source: 'query A { float } query B { colour }' }],
    ['an operation that is not there', { source: 'query A { float }', operationName: 'C' }],
    [
      'introspection',
      {
        source:
          '{ __schema { queryType { name } } __type(name: "Hit") { possibleTypes { name } } __typename }',
      },
    ],
  ])('%s', async (_name, question) => {
    const run = await executorOf();
    const want = seen(await interpreted(question));
    expect(seen(await run(question))).toEqual(want);
    // The second time from the cache.
    expect(seen(await run(question))).toEqual(want);
  });

  it('any query that fits the schema', async () => {
    const run = await executorOf(200);
    const directive = fc.constantFrom('', '', '', ' @skip(if: $y)', ' @include(if: $y)', ' @skip(if: $n)');
    const leaf = fc.tuple(
      fc.constantFrom('', 'x: ', 'y: '),
      fc.constantFrom('id', 'name', 'sureName', '__typename'),
      directive,
    );
    const leaves = fc.array(
      leaf.map(([alias, name, when]) => `${alias && `${alias.slice(0, 1)}${name}: `}${name}${when}`),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const person = fc.letrec((tie) => ({
      set: fc
        .tuple(leaves, fc.option(fc.tuple(directive, tie('set')), { depthSize: 'small' }), fc.boolean())
        .map(
          ([own, friends, fails]) =>
            `{ ${own.join(' ')}${fails ? ' fails' : ''}${friends ? ` friends${friends[0]} ${friends[1]}` : ''} }`,
        ),
    })).set as fc.Arbitrary<string>;
    const root = fc.oneof(
      person.map((set) => `person ${set}`),
      person.map((set) => `people ${set}`),
      person.map((set) => `hits { ... on Person ${set} ... on Firm { id turnover } }`),
      fc
        .tuple(leaves, person)
        .map(
          ([own, set]) =>
            `named { ${own.filter((l) => !l.includes('sure')).join(' ')} id ... on Person ${set} }`,
        ),
      fc.constantFrom('grid', 'promised', 'float', 'notInt', 'sure', 'wrong'),
    );
    const document = fc
      .array(root, { minLength: 1, maxLength: 3 })
      .map(
        (fields) =>
          `query ($y: Boolean!, $n: Boolean!) { on: float @skip(if: $y) off: float @include(if: $n) ${fields.map((field, i) => `r${i}: ${field}`).join(' ')} }`,
      );
    await fc.assert(
      fc.asyncProperty(document, fc.boolean(), async (source, y) => {
        fc.pre(validate(schema, parse(source)).length === 0);
        const question = { source, variables: { y, n: !y } };
        expect(meaning(await run(question))).toEqual(meaning(await interpreted(question)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('where graphql-js stops at one error, the compiled executor may tell more, below the same null:', () => {
  it.each([
    ['two of one list', '{ people { id refuses } }'],
    ['two of one list that may not be null', '{ named { id ... on Person { refuses } } float }'],
    ['one without type, and what is no list', '{ lost { __typename } wrong }'],
  ])('%s', async (_name, source) => {
    const answer = await (await executorOf())({ source });
    expect(meaning(answer)).toEqual(meaning(await interpreted({ source })));
  });
});

describe('the compiled executor', () => {
  const VARIABLES = 'query ($k: Key, $f: Filter, $n: Int!) { key(key: $k) filter(filter: $f, n: $n) }';

  it.each<[string, Record<string, unknown>]>([
    ['two keys of a oneOf input', { k: { id: '1', number: 2 }, n: 1 }],
    ['no key of a oneOf input', { k: {}, n: 1 }],
    ['a null key of a oneOf input', { k: { id: null }, n: 1 }],
    ['a null key beside another', { k: { id: '1', number: null }, n: 1 }],
    ['a missing variable', {}],
    ['null for a variable that must be', { n: null }],
    ['a text for a number', { n: '1' }],
    ['a number that is too big', { n: 2 ** 31 }],
    ['an unknown field', { n: 1, f: { must: true, stranger: 1 } }],
    ['a missing field', { n: 1, f: {} }],
    ['an unknown enum value', { n: 1, f: { must: true, colours: ['RED', 'GREEN'] } }],
    ['a custom scalar of another form', { n: 1, f: { must: true, least: 'seven' } }],
    ['a text for an object', { n: 1, k: 'id' }],
    ['several at once', { k: {}, f: { must: 1 }, n: 'x' }],
  ])('refuses %s before it runs anything, in the places that graphql-js names', async (_name, variables) => {
    const run = await executorOf();
    const question = { source: VARIABLES, variables };
    const wanted = await interpreted(question);
    const answer = await run(question);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.map(({ locations }) => locations)).toEqual(
      wanted.errors?.map(({ locations }) => locations),
    );
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(
      answer.errors?.map(() => 'BAD_USER_INPUT'),
    );
    expect(compileQuery).not.toHaveBeenCalled();
  });

  it('keeps the code and facts of a catalogue error', async () => {
    const { errors } = await (await executorOf())({ source: '{ person { refuses } }' });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toBeInstanceOf(GraphQLError);
    expect(errors?.[0]?.originalError).toMatchObject({
      code: 'INVALID_CURSOR',
      facts: { argument: 'after' },
    });
    expect(errors?.[0]?.extensions).toBeDefined();
  });

  it('compiles an operation once, and again when it was pushed out', async () => {
    const run = await executorOf(2);
    for (const source of ['{ float }', '{ float }', '{ colour }', '{ float }']) await run({ source });
    expect(compileQuery).toHaveBeenCalledTimes(2);
    for (const source of ['{ notInt }', '{ colour }']) await run({ source });
    expect(compileQuery).toHaveBeenCalledTimes(4);
  });

  it('keeps the operations of one document apart', async () => {
    const run = await executorOf();
    const source = 'query A { float } query B { colour }';
    expect(await run({ source, operationName: 'A' })).toEqual({ data: { float: 0.1 + 0.2 } });
    expect(await run({ source, operationName: 'B' })).toEqual({ data: { colour: 'BLUE' } });
  });

  it('does not mix the variables of two callers of one operation', async () => {
    const run = await executorOf();
    const source = 'query ($n: Int) { filter(n: $n) }';
    const answers = await Promise.all([1, 2, 3].map((n) => run({ source, variables: { n } })));
    expect(answers.map(({ data }) => JSON.parse(data?.filter as string)[0])).toEqual([
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ]);
  });

  it('has graphql-js run what does not compile, and does not try again', async () => {
    compileQuery.mockImplementationOnce(() => ({ errors: [new GraphQLError('cannot compile')] }));
    const run = await executorOf();
    const question = { source: '{ people { id fails } }' };
    const want = seen(await interpreted(question));
    expect(seen(await run(question))).toEqual(want);
    expect(seen(await run(question))).toEqual(want);
    expect(compileQuery).toHaveBeenCalledTimes(1);
  });

  it('has graphql-js run what takes a recursive input, which graphql-jit would unroll for ever', async () => {
    const source = 'query ($f: [Filter!]) { filter(filter: { must: true }) __typename }';
    expect((await (await executorOf())({ source })).errors).toBeUndefined();
    expect(compileQuery).not.toHaveBeenCalled();
  });

  it('tells its schema to who asked for it', async () => {
    const gateway = compiledExecutor(schema, 1);
    const told = jest.fn();
    const stop = gateway.onSchemaLoadOrUpdate(told);
    await gateway.load({} as never);
    stop();
    await gateway.load({} as never);
    expect(told.mock.calls).toEqual([[{ apiSchema: schema, coreSupergraphSdl: '' }]]);
  });
});
