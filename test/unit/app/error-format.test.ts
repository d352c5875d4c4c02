import {
  buildSchema,
  GraphQLError,
  type GraphQLFormattedError,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { compiledExecutor } from '../../../src/app/compiled-executor';
import { formatError, graphQLErrorOf, isOurFault } from '../../../src/app/error-format';
import { CatalogueError, ERROR_CATALOGUE, type ErrorCode } from '../../../src/kernel';
import { QUERY_LIMITS, queryLimits } from '../../../src/security';

const ID_NUMBER = '370299198807270110';
const PERSON = '林清';

const schema = buildSchema(`
  enum Role { OWNER GUARANTOR }
  input Key @oneOf { residentId: String number: Int }
  input Filter { key: Key roles: [Role!] least: Float on: Boolean! }
  type Query { borrower(key: Key): String search(filter: Filter, first: Int): String lin: String }
`);

const format = (error: GraphQLError): GraphQLFormattedError => formatError(error.toJSON(), error);
const formatAll = (errors: readonly GraphQLError[]): GraphQLFormattedError[] => errors.map(format);

/** As the server reports a mistake in variables. */
async function variableErrors(
  source: string,
  variables: Record<string, unknown>,
): Promise<GraphQLFormattedError[]> {
  const { executor } = await compiledExecutor(schema, 1).load({} as never);
  const { errors = [] } = (await (executor as NonNullable<typeof executor>)({
    document: parse(source),
    operationName: null,
    queryHash: source,
    context: {},
    request: { variables },
  } as never)) as { errors?: readonly GraphQLError[] };
  return formatAll(errors);
}

/** As Apollo Server reports what graphql finds. */
const coded = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    originalError: error,
    extensions: { ...error.extensions, code },
  });

function parseError(source: string): GraphQLFormattedError {
  try {
    parse(source);
  } catch (error) {
    return format(coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED'));
  }
  throw new Error('it parses');
}

const validationErrors = (source: string): GraphQLFormattedError[] =>
  validate(schema, parse(source)).map((error) => format(coded(error, 'GRAPHQL_VALIDATION_FAILED')));

describe('a catalogue error', () => {
  it.each(Object.keys(ERROR_CATALOGUE) as ErrorCode[])(
    '%s keeps its code, text and facts, thrown anywhere',
    (code) => {
      const cause = new CatalogueError(code, { argument: 'first', max: 100 });
      const told = { message: ERROR_CATALOGUE[code].text, extensions: { code, argument: 'first', max: 100 } };
      expect(formatError({ message: 'x' }, cause)).toEqual(told);
      expect(format(graphQLErrorOf(cause))).toEqual(told);
      const inResolver = new GraphQLError(cause.message, { originalError: cause, path: ['a', 0, 'b'] });
      expect(format(inResolver)).toEqual({ ...told, path: ['a', 0, 'b'] });
    },
  );

  it('before execution carries its HTTP status', () => {
    expect(graphQLErrorOf(new CatalogueError('FORBIDDEN', { path: 'x' })).extensions).toEqual({
      code: 'FORBIDDEN',
      path: 'x',
      http: { status: 403 },
    });
  });

  it('is no fault of ours, unless it says so', () => {
    expect(isOurFault(format(graphQLErrorOf(new CatalogueError('FORBIDDEN'))))).toBe(false);
    expect(isOurFault(formatError({ message: 'x' }, new Error('x')))).toBe(true);
  });
});

describe('any other error', () => {
  const INTERNAL = { message: ERROR_CATALOGUE.INTERNAL.text, extensions: { code: 'INTERNAL' } };

  it.each<[string, unknown]>([
    [
      'an error of a driver',
      Object.assign(new Error(`Duplicate entry '${ID_NUMBER}'`), { sql: 'INSERT', code: 'ER_DUP_ENTRY' }),
    ],
    [
      'an error with a code of the catalogue',
      Object.assign(new Error(ID_NUMBER), { code: 'FORBIDDEN', extensions: { code: 'FORBIDDEN' } }),
    ],
    ['text', ID_NUMBER],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object without prototype', Object.create(null)],
    [
      'an object that throws when looked at',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error(ID_NUMBER);
          },
        },
      ),
    ],
    ['an error without message', Object.assign(new Error(), { message: undefined })],
  ])('is ours and says nothing: %s', (_name, thrown) => {
    const formatted = { message: String(ID_NUMBER), path: ['borrower'], locations: [{ line: 1, column: 3 }] };
    expect(formatError(formatted, thrown)).toEqual({
      ...INTERNAL,
      path: ['borrower'],
      locations: [{ line: 1, column: 3 }],
    });
  });

  it.each<[string, Record<string, unknown> | undefined]>([
    ['no extensions', undefined],
    ['no code', {}],
    ['a code that nobody knows', { code: 'DOWNSTREAM', body: ID_NUMBER }],
    ['a code that is no text', { code: { toString: ID_NUMBER } }],
    [
      "a catalogue code that did not come from the catalogue's error",
      { code: 'FORBIDDEN', permission: ID_NUMBER },
    ],
    ['the code of an unhandled error', { code: 'INTERNAL_SERVER_ERROR', stacktrace: [ID_NUMBER] }],
  ])('of a library with %s is ours and says nothing', (_name, extensions) => {
    const formatted = { message: ID_NUMBER, ...(extensions && { extensions }) } as GraphQLFormattedError;
    expect(formatError(formatted, new GraphQLError(ID_NUMBER))).toEqual(INTERNAL);
  });

  it('drops what a library adds beside its code', () => {
    const formatted = {
      message: 'no',
      extensions: { code: 'BAD_REQUEST', stacktrace: ['at x'], value: ID_NUMBER },
    };
    expect(formatError(formatted, new GraphQLError('no'))).toEqual({
      message: 'no',
      extensions: { code: 'BAD_REQUEST' },
    });
  });
});

describe('a variable of the wrong form', () => {
  const SEARCH = 'query ($f: Filter, $n: Int, $k: Key) { search(filter: $f, first: $n) borrower(key: $k) }';

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a text for a number',
      { n: ID_NUMBER },
      'Variable "$n" is not valid: Int cannot represent non-integer value.',
    ],
    [
      'a name for a number',
      { n: PERSON },
      'Variable "$n" is not valid: Int cannot represent non-integer value.',
    ],
    [
      'a name with a semicolon',
      { n: `x; ${PERSON}` },
      'Variable "$n" is not valid: Int cannot represent non-integer value.',
    ],
    [
      'a text that looks like a message',
      { n: `" at "${PERSON}"; ${PERSON}` },
      'Variable "$n" is not valid: Int cannot represent non-integer value.',
    ],
    [
      'a number of eighteen digits',
      { n: Number(ID_NUMBER) },
      'Variable "$n" is not valid: Int cannot represent non 32-bit signed integer value.',
    ],
    [
      'an object for a text',
      { k: { residentId: { [PERSON]: ID_NUMBER } } },
      'Variable "$k" is not valid at "k.residentId": String cannot represent a non string value.',
    ],
    [
      'two keys',
      { k: { residentId: ID_NUMBER, number: 1 } },
      'Variable "$k" is not valid: Exactly one key must be specified for OneOf type "Key".',
    ],
    [
      'a key nested in a filter',
      { f: { on: true, key: { number: ID_NUMBER } } },
      'Variable "$f" is not valid at "f.key.number": Int cannot represent non-integer value.',
    ],
    [
      'an unknown enum value',
      { f: { on: true, roles: ['OWNER', 'OWNERS'] } },
      'Variable "$f" is not valid at "f.roles[1]": The value does not exist in "Role" enum.',
    ],
    [
      'an enum value that is somebody',
      { f: { on: true, roles: ['linqing'] } },
      'Variable "$f" is not valid at "f.roles[0]": The value does not exist in "Role" enum.',
    ],
    [
      'a misspelt field',
      { f: { on: true, role: [] } },
      'Variable "$f" is not valid: Field "role" is not defined by type "Filter".',
    ],
    [
      'a field that is somebody',
      { f: { on: true, [`${PERSON}" "; ${PERSON}`]: 1 } },
      'Variable "$f" is not valid: A field is not defined by type "Filter".',
    ],
    [
      'a field that is a number',
      { f: { on: true, [ID_NUMBER]: 1 } },
      'Variable "$f" is not valid: Field "…" is not defined by type "Filter".',
    ],
    [
      'a missing field',
      { f: { key: { residentId: ID_NUMBER } } },
      'Variable "$f" is not valid: Field "on" of required type "Boolean!" was not provided.',
    ],
    [
      'a text for an object',
      { k: ID_NUMBER },
      'Variable "$k" is not valid: Expected type "Key" to be an object.',
    ],
  ])('says where and what, without the value: %s', async (_name, variables, message) => {
    const errors = await variableErrors(SEARCH, variables);
    expect(errors).toEqual([
      { message, locations: expect.any(Array), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('says that it is missing', async () => {
    const [error] = await variableErrors('query ($n: Int!) { search(first: $n) }', {});
    expect(error?.message).toBe('Variable "$n" of required type "Int!" was not provided.');
  });

  it('says no more than that when the reason is not known', () => {
    const document = parse(SEARCH).definitions[0] as OperationDefinitionNode;
    const { errors } = getVariableValues(schema, document.variableDefinitions ?? [], { n: PERSON });
    const bare = new GraphQLError(errors?.[0]?.message ?? '', { extensions: { code: 'BAD_USER_INPUT' } });
    expect(format(bare).message).toBe('Variable "$n" is not valid.');
  });
});

describe('a document that does not fit', () => {
  it.each([
    ['a misspelt field', '{ lim }', 'Cannot query field "lim" on type "Query".'],
    [
      'a literal of another kind',
      `{ search(first: "${PERSON}") }`,
      'Int cannot represent non-integer value.',
    ],
    [
      'a number that is too big',
      `{ search(first: ${ID_NUMBER}) }`,
      'Int cannot represent non 32-bit signed integer value.',
    ],
    ['a text for an object', '{ borrower(key: "linqing") }', 'Expected value of type "Key".'],
    [
      'an unknown enum value',
      '{ search(filter: { on: true, roles: [LINQING] }) }',
      'The value does not exist in "Role" enum.',
    ],
    ['a misspelt argument', '{ borrower(kee: 1) }', 'Unknown argument "kee" on field "Query.borrower".'],
  ])('says what, without values or guesses: %s', (_name, source, message) => {
    expect(validationErrors(source)).toEqual([
      { message, locations: expect.any(Array), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it.each([
    ['a text where none may be', `{ "${PERSON}" }`, 'Syntax Error: Expected Name, found String.'],
    ['a name in a text', '{ lin "linqing" }', 'Syntax Error: Expected Name, found String.'],
    ['a number where none may be', `{ ${ID_NUMBER} }`, 'Syntax Error: Expected Name, found Int.'],
    ['a bare word', 'linqing', 'Syntax Error: Unexpected Name "linqing".'],
    ['an end too early', '{ lin', 'Syntax Error: Expected Name, found <EOF>.'],
  ])('of GraphQL at all says what, without values: %s', (_name, source, message) => {
    expect(parseError(source)).toEqual({
      message,
      locations: expect.any(Array),
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  });

  it('or is too large names the limit', () => {
    const source = `{ ${Array.from({ length: QUERY_LIMITS.aliases + 1 }, (_, i) => `a${i}: lin`).join(' ')} }`;
    const [error] = validate(schema, parse(source), [queryLimits]);
    expect(format(coded(error as GraphQLError, 'GRAPHQL_VALIDATION_FAILED'))).toEqual({
      message: 'The query is too large.',
      extensions: { code: 'QUERY_TOO_COMPLEX', limit: 'aliases' },
    });
  });

  it('is answered at a bounded length', () => {
    const message = parseError(`{ lin(x: ${'\\'.repeat(50_000)}`).message;
    expect(message.length).toBeLessThanOrEqual(300);
    const [long] = validationErrors(`{ ${'x'.repeat(50_000)} }`);
    expect(long?.message.length).toBeLessThanOrEqual(300);
  });
});
