import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import type { Permission, Principal } from '../../../src/kernel';
import { OperationAuthorizer } from '../../../src/security';

const schema = withAccess(
  buildSchema(`
    interface Node { id: ID! }
    type Borrower implements Node { id: ID! name: String loans: [Loan] relatives: [Borrower] forgotten: String report: Report }
    type Loan implements Node { id: ID! amount: String holder: Borrower }
    type Report { score: Int }
    type Silent { text: String }
    union Hit = Borrower | Loan
    type Query { borrower(key: ID): Borrower node(id: ID): Node search: [Hit] silent: Silent health: String }
    type Mutation { inquire: Report }
  `),
  {
    Node: 'service:read',
    Borrower: 'borrower:read',
    Loan: 'loan:read',
    Report: 'bureau:read',
    'Query.borrower': 'borrower:read',
    'Query.node': 'service:read',
    'Query.search': 'borrower:search',
    'Query.silent': 'service:read',
    'Query.health': 'service:read',
    'Borrower.name': 'pii:read',
    'Mutation.inquire': 'bureau:inquire',
  },
);

/** Writes permissions on types and fields, as the decorators do. */
function withAccess(bare: GraphQLSchema, permissions: Record<string, Permission>): GraphQLSchema {
  for (const [place, access] of Object.entries(permissions)) {
    const [typeName, fieldName] = place.split('.') as [string, string | undefined];
    const type = bare.getType(typeName) as {
      extensions: object;
      getFields?: () => Record<string, { extensions: object }>;
    };
    const holder = fieldName ? type.getFields?.()[fieldName] : type;
    if (!holder) throw new Error(`no ${place}`);
    holder.extensions = { access };
  }
  return bare;
}

const caller = (...permissions: Permission[]): Principal => ({
  subject: 's',
  clientId: 'c',
  role: 'app',
  permissions: new Set(permissions),
});

/** The permission and path that the operation fails for, or "allowed". */
function verdict(source: string, principal: Principal, operationName: string | null = null): string {
  try {
    new OperationAuthorizer(schema).authorize(parse(source), operationName, 'hash', principal);
    return 'allowed';
  } catch (error) {
    const { code, facts } = error as { code: string; facts: { permission?: string; path: string } };
    return `${code} ${facts.permission ?? '-'} ${facts.path}`;
  }
}

const BASIC = caller('service:read', 'borrower:read');

describe('an operation', () => {
  it.each<[string, string]>([
    ['fields that the caller may read', '{ borrower(key: 1) { id } }'],
    ['__typename anywhere', '{ __typename borrower { __typename id } search: node { __typename } }'],
    ['an unused fragment with more', '{ borrower { id } } fragment F on Borrower { name }'],
    ['the interface of what it may not read', '{ node(id: 1) { id } }'],
  ])('is allowed with %s', (_name, source) => expect(verdict(source, BASIC)).toBe('allowed'));

  it.each<[string, string, string]>([
    ['a field', '{ borrower { name } }', 'pii:read borrower.name'],
    ['an alias', '{ borrower { id: name } }', 'pii:read borrower.name'],
    ['an alias of the whole', '{ health: borrower { health: loans { id } } }', 'loan:read borrower.loans.id'],
    ['a fragment', '{ borrower { ...F } } fragment F on Borrower { name }', 'pii:read borrower.name'],
    [
      'a fragment in a fragment',
      '{ borrower { ...F } } fragment F on Borrower { id ...G } fragment G on Borrower { name }',
      'pii:read borrower.name',
    ],
    [
      'a fragment of an interface',
      '{ borrower { ...F } } fragment F on Node { ... on Borrower { name } }',
      'pii:read borrower.name',
    ],
    ['an inline fragment on an interface', '{ node { ... on Loan { amount } } }', 'loan:read node.amount'],
    ['an inline fragment without a type', '{ borrower { ... { name } } }', 'pii:read borrower.name'],
    [
      'an inline fragment with a directive',
      '{ borrower { ... @include(if: false) { name } } }',
      'pii:read borrower.name',
    ],
    ['a field that is skipped', '{ borrower { name @skip(if: true) } }', 'pii:read borrower.name'],
    ['a union', '{ search { __typename } }', 'borrower:search search'],
    [
      'a field deep inside',
      '{ borrower { relatives { relatives { loans { holder { name } } } } } }',
      'loan:read borrower.relatives.relatives.loans.holder',
    ],
    ['a mutation', 'mutation { inquire { score } }', 'bureau:inquire inquire'],
    [
      'a field that states nothing itself, by its type',
      '{ borrower { report { score } } }',
      'bureau:read borrower.report.score',
    ],
  ])('is refused for %s', (_name, source, want) => {
    const [permission, place] = want.split(' ');
    expect(verdict(source, BASIC)).toMatch(new RegExp(`^FORBIDDEN ${permission} ${place?.split('.')[0]}`));
    expect(verdict(source, caller())).toMatch(/^FORBIDDEN /);
  });

  it('names the permission and the path of field names, not of aliases', () => {
    expect(verdict('{ x: borrower { y: name } }', BASIC)).toBe('FORBIDDEN pii:read borrower.name');
  });

  it('is refused for members of a union one by one', () => {
    const source = '{ search { ... on Borrower { id } ... on Loan { amount } } }';
    expect(verdict(source, caller('borrower:search', 'borrower:read'))).toBe(
      'FORBIDDEN loan:read search.amount',
    );
    expect(verdict(source, caller('borrower:search', 'borrower:read', 'loan:read'))).toBe('allowed');
  });

  const EVERYTHING = caller(
    'service:read',
    'schema:read',
    'borrower:read',
    'borrower:search',
    'loan:read',
    'bureau:read',
    'bureau:inquire',
    'pii:read',
  );

  it('with a field that states no permission is refused to everybody', () => {
    expect(verdict('{ silent { text } }', EVERYTHING)).toBe('FORBIDDEN - silent.text');
    expect(verdict('{ silent { ...F } } fragment F on Silent { x: text }', EVERYTHING)).toBe(
      'FORBIDDEN - silent.text',
    );
  });

  it('with a field that is not in the schema is refused to everybody', () => {
    expect(verdict('{ stranger }', EVERYTHING)).toBe('FORBIDDEN - stranger');
  });

  it.each([
    ['__schema', '{ __schema { types { name } } }'],
    ['__type', '{ __type(name: "Loan") { fields { name } } }'],
    ['an alias of it', '{ health: __schema { types { name } } }'],
    ['a fragment with it', '{ ...F } fragment F on Query { __schema { types { name } } }'],
  ])('reads the schema by %s with schema:read only', (_name, source) => {
    expect(verdict(source, BASIC)).toMatch(/^FORBIDDEN schema:read __(schema|type)$/);
    expect(verdict(source, caller('schema:read'))).toBe('allowed');
  });

  it('is judged alone among those of its document', () => {
    const source = 'query A { health } query B { borrower { name } }';
    expect(verdict(source, BASIC, 'A')).toBe('allowed');
    expect(verdict(source, BASIC, 'B')).toBe('FORBIDDEN pii:read borrower.name');
  });

  it('is judged for each caller and each operation anew, though its needs are kept', () => {
    const authorizer = new OperationAuthorizer(schema);
    const document = parse('query A { health } query B { borrower { name } }');
    const allows = (name: string, principal: Principal): boolean => {
      try {
        authorizer.authorize(document, name, 'same-hash', principal);
        return true;
      } catch {
        return false;
      }
    };
    const asked = [
      allows('A', BASIC),
      allows('B', BASIC),
      allows('B', EVERYTHING),
      allows('A', caller()),
      allows('B', BASIC),
    ];
    expect(asked).toEqual([true, false, true, false, false]);
  });

  it('of fragments that double at each link is judged, and its last field found', () => {
    const links = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Borrower { relatives { ...F${i + 1} } x: relatives { ...F${i + 1} } }`,
    );
    const source = `{ borrower { ...F0 } } ${links.join(' ')} fragment F60 on Borrower { name }`;
    expect(verdict(source, BASIC)).toMatch(/^FORBIDDEN pii:read borrower\.relatives\..*name$/);
    expect(verdict(source, EVERYTHING)).toBe('allowed');
  });

  it('of fragments in a circle comes to an end', () => {
    const source =
      '{ borrower { ...F } } fragment F on Borrower { id ...G } fragment G on Borrower { ...F name }';
    expect(verdict(source, BASIC)).toBe('FORBIDDEN pii:read borrower.name');
  });
});
