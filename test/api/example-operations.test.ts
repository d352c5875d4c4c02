import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type ExecutionResult, execute, parse } from 'graphql';
import { ROLE_GRANTS, type Role, systemClock } from '../../src/kernel';
import { CursorCodec } from '../../src/platform/crypto';
import { Deadline, requestContext } from '../../src/platform/request';
import { exampleOperation } from '../support/example-operation';
import { type RunningGateway, startGateway } from '../support/gateway';

const names = readdirSync(path.join(__dirname, '..', '..', 'examples', 'operations'))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace(/\.graphql$/, ''))
  // Those that change something, or want the id of a row, have suites of their own, which know what comes of them.
  .filter((name) => {
    const { query, variables } = exampleOperation(name);
    return !/^mutation/m.test(query) && !JSON.stringify(variables).includes('PUT-THE-ID-HERE');
  });

/** What differs between two runs of one operation: times of looking, and the signatures of another cursor key. */
const steady = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data ?? null), (key, value) =>
    ['asOf', 'retrievedAt', 'inquiryId', 'endCursor', 'cursor'].includes(key) ? typeof value : value,
  );

describe('Example operation', () => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway();
  }, 60_000);
  afterAll(() => running?.close());

  async function interpreted(
    query: string,
    variables: Record<string, unknown>,
    role: Role,
  ): Promise<ExecutionResult> {
    const { gateway } = running;
    return execute({
      schema: gateway.schema,
      document: parse(query),
      variableValues: variables,
      contextValue: requestContext({
        correlationId: 'interpreted',
        principal: {
          subject: 'test',
          clientId: `development-${role}`,
          role,
          permissions: new Set(ROLE_GRANTS[role].permissions),
        },
        clock: systemClock('2026-06-30'),
        deadline: Deadline.after(10_000),
        cursors: new CursorCodec(Buffer.alloc(32)),
        registry: gateway.registry,
      }),
    });
  }

  it.each(names)('%s runs for whom it is for, and answers as graphql-js would', async (name) => {
    const { query, variables, role } = exampleOperation(name);
    const answer = await running.query(query, variables, role);
    expect(answer.errors).toBeUndefined();
    expect(steady(answer.data)).toEqual(steady((await interpreted(query, variables, role)).data));
  });

  it('01-composite is the query that the design promises, with an outcome for each bureau', async () => {
    const { query, variables } = exampleOperation('01-composite');
    const { data } = await running.query(query, variables);
    for (const borrower of data.borrowers)
      expect(borrower.creditReports.map((o: { bureau: string }) => o.bureau)).toEqual(
        variables.credit.bureaus,
      );
  });

  it('06-refusals shows every refusal as data beside the answers that stand', async () => {
    const { query, variables } = exampleOperation('06-refusals');
    const text = JSON.stringify((await running.query(query, variables)).data);
    for (const outcome of ['ConsentRequired', 'MISSING', 'EXPIRED', 'REVOKED', 'NoRecord'])
      expect(text).toContain(outcome);
  });
});
