import { PERSONAS } from '../../src/demo';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

const EVENT = 'at action outcome caller clientId role purpose bureau fields correlationId';
const HISTORY = `query ($keys: [BorrowerKey!]!, $first: Int, $after: String) { borrowers(keys: $keys) { ... on Borrower {
  id accessHistory(first: $first, after: $after) { nodes { ${EVENT} } pageInfo { hasNextPage endCursor } } } } }`;

describeOnDatabases('The access history', (target) => {
  let running: RunningGateway;
  const persons = PERSONAS.flatMap(({ residentId }) => (residentId ? [residentId] : [])).slice(0, 5);
  const keysOf = (ids: readonly string[]) => ids.map((residentId) => ({ residentId }));

  const look = (ids: readonly string[]) =>
    running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { displayName } } }',
      { keys: keysOf(ids) },
      { role: 'app', grants: ['pii:read'] },
    );
  const ask = (ids: readonly string[]) =>
    running.query(
      `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { creditReports(request: {
         bureaus: ["SHANGHAI_CREDIT"], purpose: SELF }) { __typename } } } }`,
      { keys: keysOf(ids) },
      'analyst',
    );
  const history = async (ids: readonly string[], first = 10, after: string | null = null) => {
    const { data, errors } = await running.query(HISTORY, { keys: keysOf(ids), first, after }, 'auditor');
    expect(errors).toBeUndefined();
    return data.borrowers.map((b: { accessHistory: unknown }) => b.accessHistory);
  };

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
  }, 60_000);
  afterAll(() => running?.close());

  it('says who looked or asked, permitted or refused, newest first', async () => {
    const looked = await look(persons.slice(0, 1));
    const asked = await ask(persons.slice(0, 1));
    const [{ nodes }] = await history(persons.slice(0, 1));
    expect(nodes).toEqual([
      {
        at: expect.any(String),
        action: 'REPORT_REUSE',
        outcome: 'PURPOSE_NOT_ALLOWED',
        caller: expect.any(String),
        clientId: 'development-analyst',
        role: 'analyst',
        purpose: 'SELF',
        bureau: 'SHANGHAI_CREDIT',
        fields: [],
        correlationId: asked.extensions?.correlationId,
      },
      {
        at: expect.any(String),
        action: 'PII_READ',
        outcome: 'SHOWN',
        caller: expect.any(String),
        clientId: 'development-app',
        role: 'app',
        purpose: null,
        bureau: null,
        fields: ['displayName'],
        correlationId: looked.extensions?.correlationId,
      },
    ]);
    expect(nodes[0].at >= nodes[1].at).toBe(true);
  });

  it('goes on page by page', async () => {
    const [first] = await history(persons.slice(0, 1), 1);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const [second] = await history(persons.slice(0, 1), 1, first.pageInfo.endCursor);
    expect([first.nodes[0].action, second.nodes[0].action]).toEqual(['REPORT_REUSE', 'PII_READ']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('is one statement for many borrowers', async () => {
    await look(persons);
    const counts: number[] = [];
    for (const ids of [persons.slice(0, 1), persons]) {
      const statements: string[] = [];
      const stop = running.gateway.database.onStatement((sql) => statements.push(sql));
      expect((await history(ids)).every(({ nodes }: { nodes: unknown[] }) => nodes.length > 0)).toBe(true);
      stop();
      counts.push(statements.filter((sql) => sql.includes('FROM audit_event')).length);
    }
    expect(counts).toEqual([1, 1]);
  });

  it.each(['app', 'analyst', 'operator'] as const)('is not for a caller of the role %s', async (role) => {
    const { errors } = await running.query(HISTORY, { keys: keysOf(persons), first: 1 }, role);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is found from the events, by what they are, whom they are about and when', async () => {
    const events = async (filter: object) => {
      const { data, errors } = await running.query(
        `query ($filter: AuditEventFilterInput) { auditEvents(first: 50, filter: $filter) { nodes { action clientId at borrower { id } } } }`,
        { filter },
        'auditor',
      );
      expect(errors).toBeUndefined();
      return data.auditEvents.nodes as {
        action: string;
        clientId: string;
        at: string;
        borrower: { id: string };
      }[];
    };
    const all = await events({});
    expect(all.length).toBeGreaterThan(5);
    const looks = await events({ action: 'PII_READ', clientId: 'development-app' });
    expect(looks.length).toBe(
      all.filter((e) => e.action === 'PII_READ' && e.clientId === 'development-app').length,
    );
    const subject = looks[0]?.borrower.id as string;
    const about = await events({ subject });
    expect(about.length).toBe(all.filter((e) => e.borrower.id === subject).length);
    const [newest] = all;
    expect(await events({ until: newest?.at })).not.toContainEqual(newest);
    expect(await events({ since: newest?.at })).toContainEqual(newest);
    expect(await events({ since: '2098-01-01T00:00:00Z' })).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'an end before its beginning',
      { since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      'filter.until',
    ],
    ['somebody who is no borrower', { subject: 'x' }, 'filter.subject'],
  ])('refuses a filter with %s', async (_name, filter, field) => {
    const { errors } = await running.query(
      'query ($filter: AuditEventFilterInput) { auditEvents(filter: $filter) { nodes { id } } }',
      { filter },
      'auditor',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_FILTER', field });
  });
});
