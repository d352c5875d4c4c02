import {
  type GraphQLField,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { PERSONAS } from '../../src/demo';
import { PERMISSIONS, type Permission, ROLE_GRANTS, ROLES, type Role } from '../../src/kernel';
import { type RunningGateway, startGateway } from '../support/gateway';

let running: RunningGateway;
beforeAll(async () => {
  running = await startGateway();
}, 60_000);
afterAll(() => running?.close());

const roots = (): GraphQLField<unknown, unknown>[] => {
  const { schema } = running.gateway;
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}),
  );
};

const LITERALS: Readonly<Record<string, string>> = {
  Int: '1',
  Boolean: 'true',
  BureauCode: '"XX"',
  BusinessDate: '"2026-01-01"',
  DateTimeISO: '"2026-01-01T00:00:00Z"',
  Decimal: '"1.00"',
  Currency: '"CNY"',
};

/** Any literal that an argument's type takes. */
function literal(type: GraphQLType): string {
  if (type instanceof GraphQLNonNull) return literal(type.ofType);
  if (type instanceof GraphQLList) return `[${literal(type.ofType)}]`;
  if (type instanceof GraphQLInputObjectType) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf
      ? fields.slice(0, 1)
      : fields.filter((f) => f.type instanceof GraphQLNonNull && f.defaultValue === undefined);
    return `{ ${given.map((f) => `${f.name}: ${literal(f.type)}`).join(', ')} }`;
  }
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  return LITERALS[type.toString()] ?? '"x"';
}

function operationFor(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter((a) => a.type instanceof GraphQLNonNull && a.defaultValue === undefined);
  const args =
    required.length > 0 ? `(${required.map((a) => `${a.name}: ${literal(a.type)}`).join(', ')})` : '';
  const isMutation = running.gateway.schema.getMutationType()?.getFields()[field.name] === field;
  return `${isMutation ? 'mutation' : 'query'} { ${field.name}${args}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'} }`;
}

const lacks = (role: Role, permission: Permission): boolean =>
  !ROLE_GRANTS[role].permissions.includes(permission);

describe('Permissions', () => {
  it('refuse every root field to every role that lacks its permission, before anything is executed', async () => {
    let refused = 0;
    for (const field of roots())
      for (const role of ROLES) {
        const permission = field.extensions.access as Permission;
        if (!lacks(role, permission)) continue;
        const statements: string[] = [];
        const stop = running.gateway.database.onStatement((sql) => statements.push(sql));
        const { data, errors } = await running.query(operationFor(field), {}, role);
        stop();
        expect({ field: field.name, role, code: errors?.[0]?.extensions.code }).toEqual({
          field: field.name,
          role,
          code: 'FORBIDDEN',
        });
        expect(errors?.[0]?.extensions).toMatchObject({ permission, path: field.name });
        expect(data).toBeUndefined();
        expect(statements).toEqual([]);
        refused += 1;
      }
    expect(refused).toBeGreaterThan(10);
  });

  it('let a role that holds the permission past the gate', async () => {
    for (const field of roots()) {
      const role = ROLES.find((candidate) => !lacks(candidate, field.extensions.access as Permission));
      if (!role) continue;
      const { errors } = await running.query(operationFor(field), {}, role);
      expect({
        field: field.name,
        forbidden:
          errors?.some((e) => e.extensions.code === 'FORBIDDEN' && e.extensions.path === field.name) ?? false,
      }).toEqual({ field: field.name, forbidden: false });
    }
  });

  it.each([
    ['an alias', '{ x: loans { nodes { id } } }'],
    ['a fragment', 'query { ...f } fragment f on Query { loans { nodes { id } } }'],
    ['an interface', '{ node(id: "x") { ... on Loan { loanNo } } }'],
    [
      'a nested path',
      '{ service { role } borrower(key: { mobile: "1" }) { ... on Borrower { loans { nodes { id } } } } }',
    ],
  ])('hold through %s', async (_name, document) => {
    const { errors } = await running.query(document, {}, 'operator');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('give the type of a node to those only who may read it', async () => {
    const { data } = await running.query('{ loans(first: 1) { nodes { id } } }');
    const id = data.loans.nodes[0].id as string;
    const { errors } = await running.query(
      'query ($id: ID!) { node(id: $id) { __typename id } }',
      { id },
      'operator',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'loan:read' });
    const allowed = await running.query(
      'query ($id: ID!) { node(id: $id) { __typename id } }',
      { id },
      'app',
    );
    expect(allowed.data.node).toEqual({ __typename: 'Loan', id });
  });

  it('keep the schema to those who may read it', async () => {
    const introspection = '{ __schema { queryType { name } } }';
    expect((await running.query(introspection, {}, 'app')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await running.query(introspection, {}, 'analyst')).data.__schema.queryType.name).toBe('Query');
  });

  it('are all known to some role or grant', () => {
    const reachable = new Set(
      ROLES.flatMap((role) => [...ROLE_GRANTS[role].permissions, ...ROLE_GRANTS[role].grantable]),
    );
    expect(PERMISSIONS.filter((permission) => !reachable.has(permission))).toEqual([]);
  });
});

describe('Personal fields', () => {
  const person = PERSONAS.find((p) => p.key === 'supplier-owner');
  const document = `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower {
    displayName birthDate identifiers { scheme value } portrait(purpose: null) { sections { items { value } } }
    accounts { nodes { accountNo ledgerEntries(first: 50) { nodes { counterpartyAccount } } standingOrders { nodes { counterpartyAccount } } } } } } }`;
  const key = { residentId: person?.residentId };

  it('are all asked for here: a new one must be added to this suite', () => {
    const personal = Object.values(running.gateway.schema.getTypeMap())
      .filter((type): type is GraphQLObjectType => isObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((f) => f.extensions.personal)
          .map((f) => `${type.name}.${f.name}`),
      );
    expect(personal.sort()).toEqual([
      'Account.accountNo',
      'Borrower.birthDate',
      'Borrower.displayName',
      'ContactPoint.value',
      'DecisionReview.reason',
      'Device.fingerprint',
      'Identifier.value',
      'LedgerEntry.counterpartyAccount',
      'PortraitItem.value',
      'RiskGraphNode.label',
      'StandingOrder.counterpartyAccount',
    ]);
  });

  it('are masked for a caller without pii:read, everywhere', async () => {
    const clear = await running.query(document, { key }, { role: 'analyst', grants: ['pii:read'] });
    const masked = JSON.stringify(await running.query(document, { key }, 'analyst'));
    const borrower = clear.data.borrower;
    const values: string[] = [
      borrower.displayName,
      borrower.birthDate,
      ...borrower.identifiers.map((i: { value: string }) => i.value),
      ...borrower.accounts.nodes.map((a: { accountNo: string }) => a.accountNo),
    ];
    expect(values).toContain(person?.residentId);
    expect(values).toContain(person?.name);
    for (const value of values) expect(masked).not.toContain(`"${value}"`);
  });

  it('leave an audit event with the fields, and no value, when they are shown in clear', async () => {
    const { extensions } = await running.query(document, { key }, { role: 'app', grants: ['pii:read'] });
    const rows = await running.gateway.database.rows<{ action: string; client_id: string; facts: string }>(
      'SELECT action, client_id, facts FROM audit_event WHERE correlation_id = ? AND subject_id IS NOT NULL',
      [extensions?.correlationId as string],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'PII_READ', client_id: 'development-app' });
    expect(JSON.parse(rows[0]?.facts ?? '').fields).toEqual(
      expect.arrayContaining(['birthDate', 'displayName', 'identifier.RESIDENT_ID']),
    );
    expect(rows[0]?.facts).not.toContain(person?.residentId ?? 'x');
  });

  it('leave no audit event when they stay masked', async () => {
    const { extensions } = await running.query(document, { key }, 'app');
    const rows = await running.gateway.database.rows(
      'SELECT 1 AS one FROM audit_event WHERE correlation_id = ?',
      [extensions?.correlationId as string],
    );
    expect(rows).toEqual([]);
  });

  it('are withheld when the look cannot be recorded', async () => {
    const { database } = running.gateway;
    await database.write((t) => t.run('ALTER TABLE audit_event RENAME TO audit_event_away'));
    const answer = await running.query(document, { key }, { role: 'app', grants: ['pii:read'] });
    await database.write((t) => t.run('ALTER TABLE audit_event_away RENAME TO audit_event'));
    expect(JSON.stringify(answer)).not.toContain(person?.name ?? 'x');
    expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL');
  });
});

it('A type that extends another keeps its own permission', () => {
  const { schema } = running.gateway;
  expect(schema.getType('Loan')?.extensions.access).toBe('loan:read');
  expect(schema.getType('Borrower')?.extensions.access).toBe('borrower:read');
});
