import { fictionalResidentId } from '../../src/demo/identities';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

describeOnDatabases('Bad input', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
  }, 60_000);
  afterAll(() => running?.close());

  const code = ({ errors }: Answer) => errors?.[0]?.extensions.code;

  it('gives a result of its own to each key of a list, in the order of the keys', async () => {
    const keys = [
      { residentId: '370299198503120024' },
      { residentId: '37029919850312002X' },
      { creditCode: '91370299MAF00001X' },
      { mobile: '14000000009' },
      { residentId: fictionalResidentId({ birthDate: '1990-01-01', sequence: 999 }) },
      { id: 'bm9uc2Vuc2U' },
      { external: { source: 'nobody', value: '1' } },
    ];
    const { data, errors } = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { __typename ... on InvalidKey { scheme problem message } ... on NotFound { scheme } } }',
      { keys },
    );
    expect(errors).toBeUndefined();
    expect(data.borrowers.map((b: { __typename: string }) => b.__typename)).toEqual([
      'Borrower',
      'InvalidKey',
      'InvalidKey',
      'AmbiguousIdentity',
      'NotFound',
      'InvalidKey',
      'NotFound',
    ]);
    expect(data.borrowers[1]).toMatchObject({ scheme: 'RESIDENT_ID', problem: 'CHECK_DIGIT' });
    expect(JSON.stringify(data)).not.toContain('37029919850312002X');
  });

  it.each([
    ['two fields', { mobile: '14000000001', residentId: '370299198503120024' }],
    ['no field', {}],
    ['a null field', { mobile: null }],
  ])('refuses a borrower key with %s', async (_name, key) => {
    const answer = await running.query('query ($key: BorrowerKey!) { borrower(key: $key) { __typename } }', {
      key,
    });
    expect(code(answer)).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(answer)).not.toContain('370299198503120024');
  });

  it.each([
    ['a first that is too large', '{ accounts(first: 100000) { nodes { id } } }', 'PAGE_SIZE_OUT_OF_RANGE'],
    ['a negative first', '{ loans(first: -1) { nodes { id } } }', 'PAGE_SIZE_OUT_OF_RANGE'],
    ['a malformed id', '{ account(id: "nonsense") { id } }', 'INVALID_ID'],
    ['an id of another type', '{ account(id: "bG86MQ") { id } }', 'INVALID_ID'],
    ['a malformed node id', '{ node(id: "%%%") { id } }', 'INVALID_ID'],
    ['a cursor that nobody gave', '{ loans(after: "AAAA") { nodes { id } } }', 'INVALID_CURSOR'],
    [
      'a search for one letter',
      '{ searchBorrowers(filter: { name: "x" }) { nodes { id } } }',
      'INVALID_FILTER',
    ],
    ['an unknown field', '{ loans { nodes { nope } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a document that is no GraphQL', '{ loans { ', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown enum value', '{ loans(orderBy: SLEEP) { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a document of too many aliases',
      `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: service { role }`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['a document of too many tokens', `{ ${'service { role } '.repeat(900)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('answers %s with its code', async (_name, document, expected) => {
    const answer = await running.query(document);
    expect(code(answer)).toBe(expected);
    expect(answer.extensions?.correlationId).toEqual(expect.any(String));
  });

  it('names the range when a page size is out of it', async () => {
    const { errors } = await running.query('{ accounts(first: 100000) { nodes { id } } }');
    expect(errors?.[0]).toMatchObject({
      path: ['accounts'],
      extensions: { argument: 'first', min: 0, max: 100 },
    });
  });

  it('refuses a cursor that was edited, or that belongs to another list, filter or ordering', async () => {
    const page =
      'query ($after: String, $order: LoanOrder!) { loans(first: 2, after: $after, orderBy: $order) { pageInfo { endCursor } nodes { id } } }';
    const { data } = await running.query(page, { order: 'ISSUED_AT_DESC' });
    const cursor = data.loans.pageInfo.endCursor as string;
    const edited = `${cursor.slice(0, -2)}${cursor.at(-2) === 'A' ? 'B' : 'A'}${cursor.at(-1)}`;
    expect(code(await running.query(page, { after: edited, order: 'ISSUED_AT_DESC' }))).toBe(
      'INVALID_CURSOR',
    );
    expect(code(await running.query(page, { after: cursor, order: 'ISSUED_AT_ASC' }))).toBe('INVALID_CURSOR');
    expect(
      code(await running.query('query ($c: String) { accounts(after: $c) { nodes { id } } }', { c: cursor })),
    ).toBe('INVALID_CURSOR');
    const next = await running.query(page, { after: cursor, order: 'ISSUED_AT_DESC' });
    expect(next.errors).toBeUndefined();
    expect(next.data.loans.nodes).toHaveLength(2);
  });

  it('pages through a list so that every element comes once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await running.query(
        'query ($after: String) { loans(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...data.loans.nodes.map((n: { id: string }) => n.id));
      after = data.loans.pageInfo.hasNextPage ? data.loans.pageInfo.endCursor : null;
    } while (after);
    const [row] = await running.gateway.database.rows<{ n: number }>('SELECT COUNT(*) AS n FROM loan');
    expect(seen).toHaveLength(Number(row?.n));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('treats hostile text in a search as text', async () => {
    for (const name of [`' OR 1=1--`, '%%', '__', '\\\\', '示例%'])
      expect(
        (
          await running.query(
            'query ($name: String) { searchBorrowers(filter: { name: $name }) { nodes { id } } }',
            { name },
          )
        ).data.searchBorrowers.nodes,
      ).toEqual([]);
  });

  it('refuses more than 200 keys', async () => {
    const keys = Array.from({ length: 201 }, () => ({ mobile: '14000000001' }));
    const answer = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { __typename } }',
      { keys },
    );
    expect(code(answer)).toBe('TOO_MANY_KEYS');
  });
});

describe('The HTTP front', () => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway();
  }, 60_000);
  afterAll(() => running?.close());

  const post = async (
    init: RequestInit & { anonymous?: boolean },
  ): Promise<{ status: number; code: unknown; header: string | null }> => {
    const response = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      ...init,
      headers: {
        'content-type': 'application/json',
        ...(!init.anonymous && { authorization: `Bearer ${await running.token('app')}` }),
        ...(init.headers as Record<string, string>),
      },
    });
    const body = (await response.json()) as Answer;
    return {
      status: response.status,
      code: body.errors?.[0]?.extensions.code,
      header: response.headers.get('x-correlation-id'),
    };
  };
  const query = JSON.stringify({ query: '{ service { role } }' });

  it('asks for a token before it reads the body', async () => {
    expect(await post({ anonymous: true, body: query })).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(
      await post({ anonymous: true, body: query, headers: { authorization: 'Bearer x.y.z' } }),
    ).toMatchObject({ status: 401 });
  });

  it.each([
    ['plain text', { headers: { 'content-type': 'text/plain' }, body: query }, 415],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=x' }, 415],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' }, body: query }, 415],
    ['broken JSON', { body: '{"query": ' }, 400],
    [
      'a prototype in the JSON',
      { body: '{"query":"{ service { role } }","variables":{"__proto__":{"a":1}}}' },
      400,
    ],
    ['a list of operations', { body: `[${query},${query}]` }, 400],
    ['no query', { body: '{}' }, 400],
    ['a body that is too large', { body: JSON.stringify({ query: `# ${'x'.repeat(300_000)}` }) }, 413],
  ])('refuses %s', async (_name, init, status) => {
    expect(await post(init)).toMatchObject({ status, code: expect.any(String) });
  });

  it('answers GET and unknown addresses with an error of the same shape', async () => {
    for (const path of ['/graphql?query={service{role}}', '/nowhere', '/metrics']) {
      const response = await fetch(running.url + path);
      expect(response.status).toBe(404);
      expect(((await response.json()) as Answer).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('takes over the correlation id of the caller when it is a harmless one', async () => {
    expect((await post({ body: query, headers: { 'x-correlation-id': 'origination-000123' } })).header).toBe(
      'origination-000123',
    );
    expect((await post({ body: query, headers: { 'x-correlation-id': 'x'.repeat(500) } })).header).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('answers /healthz without a token', async () => {
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });
});
