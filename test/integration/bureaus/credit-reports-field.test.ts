import 'reflect-metadata';
import { execute, GraphQLInterfaceType, GraphQLUnionType, parse, validate } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { BORROWER_RESOLVERS } from '../../../src/borrowers/module';
import { BUREAU_RESOLVERS } from '../../../src/bureaus/module';
import { ECOSYSTEM_RESOLVERS } from '../../../src/ecosystem/module';
import { encodeNodeId, type Permission } from '../../../src/kernel';
import { describeOnDatabases } from '../../support/databases';
import { type Desk, openDesk, time } from './desk';

const schema = buildSchemaSync({
  resolvers: [...BUREAU_RESOLVERS, ...BORROWER_RESOLVERS, ...ECOSYSTEM_RESOLVERS],
  validate: false,
});
for (const type of Object.values(schema.getTypeMap()))
  if (type instanceof GraphQLUnionType || type instanceof GraphQLInterfaceType)
    type.resolveType = (value) => value.constructor.name;

const REPORTS = parse(`
  query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
    borrowers(keys: $keys) {
      ... on Borrower {
        creditReports(request: $credit) {
          __typename
          ... on BureauOutcome { bureau purpose asOf }
          ... on CreditReport { openLoanCount openLenderCount openBalance { value } overdueAmount { value }
            worstDelinquency24m provenance { source observedAt retrievedAt consentNo } }
          ... on ConsentRequired { cause }
          ... on BureauUnavailable { cause retryAfter }
          ... on PurposeNotAllowed { cause }
        }
      }
    }
  }`);

const CREDIT = {
  bureaus: ['NIFA', 'SHANGHAI_CREDIT', 'BAIHANG'],
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  maxAgeDays: 15,
  application: {
    no: 'APP-1',
    loanPurpose: 'DAILY_CONSUMPTION',
    guaranteeType: 'CREDIT',
    customerType: 'EMPLOYED',
    amount: { value: '20000.00', currency: 'CNY' },
  },
};

let sandbox: Sandbox;
let bureauUrl: string;
beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  bureauUrl = await sandbox.listen();
  time.now = new Date('2026-06-30T04:00:00Z');
});
afterAll(() => sandbox.close());

describeOnDatabases('Borrower.creditReports', (target) => {
  let desk: Desk;
  let clean: string;
  beforeAll(async () => {
    desk = await openDesk(target.url(), { bureauUrl });
    await desk.grant();
    const [person] = await desk.addPersons(1, { certNo: '370299198206200060', name: '孙梅' });
    clean = person?.id as string;
    await desk.consent([clean], { consentNo: 'C-FIELD' });
  });
  afterAll(() => desk.close());

  const run = async (ids: readonly string[], credit: object, permissions?: readonly Permission[]) => {
    const keys = ids.map((id) => ({ id: encodeNodeId('Borrower', id) }));
    const { data, errors } = (await execute({
      schema,
      document: REPORTS,
      variableValues: { keys, credit },
      contextValue: desk.context(permissions ? { permissions } : {}),
      // biome-ignore lint/suspicious/noExplicitAny: the tests read what they asked for
    })) as any;
    // As a client gets it: dates as text.
    const seen = JSON.parse(JSON.stringify(data ?? null));
    return { borrowers: seen?.borrowers, error: errors?.[0]?.originalError, message: errors?.[0]?.message };
  };

  describe('with an idempotency key', () => {
    const named = (idempotencyKey: string, change = {}) => ({
      ...CREDIT,
      bureaus: ['SHANGHAI_CREDIT'],
      idempotencyKey,
      ...change,
    });
    const people = async (count: number): Promise<string[]> => {
      const ids = (await desk.addPersons(count)).map(({ id }) => id);
      await desk.consent(ids);
      return ids;
    };
    const reserved = async (): Promise<number> =>
      (await desk.database.rows('SELECT id FROM bureau_inquiry')).length;

    it('covers all borrowers of the request, and replays it', async () => {
      const ids = await people(3);
      const first = await run(ids, named('field-1'));
      expect(first.message).toBeUndefined();
      const before = await reserved();
      const again = await run(ids, named('field-1'));
      expect(again.borrowers).toEqual(first.borrowers);
      expect(await reserved()).toBe(before);
    });

    it.each<[string, object]>([
      ['another age', { maxAgeDays: 3 }],
      ['another application', { application: { ...CREDIT.application, no: 'APP-2' } }],
      [
        'another amount',
        { application: { ...CREDIT.application, amount: { value: '1.00', currency: 'CNY' } } },
      ],
      ['another purpose', { purpose: 'CREDIT_CHECK' }],
      ['another mode', { mode: 'INQUIRE_ALWAYS' }],
      ['other bureaus', { bureaus: ['BAIHANG'] }],
    ])('refuses %s under it before anything is reserved', async (_name, change) => {
      const ids = await people(1);
      const key = `field-${JSON.stringify(change).length}-${Object.keys(change)[0]}`;
      await run(ids, named(key));
      const before = await reserved();
      const { error } = await run(await people(1), named(key, change));
      expect(error?.code).toBe('IDEMPOTENCY_MISMATCH');
      expect(await reserved()).toBe(before);
    });

    it('is in conflict with the first use that is being written down', async () => {
      const ids = await people(1);
      await run(ids, named('field-busy'));
      await desk.database.write((transaction) =>
        transaction.run(
          "UPDATE idempotency_key SET state = 'IN_PROGRESS', expires_at = ? WHERE request_key = 'field-busy'",
          [new Date(time.now.getTime() + 1_000)],
        ),
      );
      expect((await run(ids, named('field-busy'))).error?.code).toBe('IDEMPOTENCY_IN_PROGRESS');
    });

    it.each([
      ['with blanks', 'a b', 'INQUIRE_IF_STALE', 'INVALID_IDEMPOTENCY_KEY'],
      ['that is empty', '', 'INQUIRE_IF_STALE', 'INVALID_IDEMPOTENCY_KEY'],
      ['where nothing is inquired', 'field-x', 'STORED_ONLY', 'INVALID_CREDIT_REQUEST'],
    ])('refuses one %s', async (_name, key, mode, code) => {
      expect((await run([clean], named(key, { mode }))).error?.code).toBe(code);
    });
  });

  it('answers the composite query with one outcome per bureau, in the order of the request', async () => {
    expect(validate(schema, REPORTS)).toEqual([]);
    const [stranger] = await desk.addPersons(1);
    const { borrowers, message } = await run([clean, stranger?.id as string], CREDIT);
    expect(message).toBeUndefined();
    const off = (bureau: string) => ({
      __typename: 'BureauUnavailable',
      bureau,
      purpose: 'LOAN_APPROVAL',
      asOf: time.now.toISOString(),
      cause: 'SWITCHED_OFF',
      retryAfter: null,
    });
    expect(borrowers).toEqual([
      {
        creditReports: [
          off('NIFA'),
          {
            __typename: 'CreditReport',
            bureau: 'SHANGHAI_CREDIT',
            purpose: 'LOAN_APPROVAL',
            asOf: '2026-06-30T01:00:00.000Z',
            openLoanCount: 2,
            openLenderCount: 2,
            openBalance: { value: '132500.00' },
            overdueAmount: { value: '22880.00' },
            worstDelinquency24m: '2',
            provenance: {
              source: 'SHANGHAI_CREDIT',
              observedAt: '2026-06-30T01:00:00.000Z',
              retrievedAt: time.now.toISOString(),
              consentNo: 'C-FIELD',
            },
          },
          off('BAIHANG'),
        ],
      },
      {
        creditReports: [
          off('NIFA'),
          {
            __typename: 'ConsentRequired',
            bureau: 'SHANGHAI_CREDIT',
            purpose: 'LOAN_APPROVAL',
            asOf: time.now.toISOString(),
            cause: 'MISSING',
          },
          off('BAIHANG'),
        ],
      },
    ]);
  });

  it('asks the bureaus that are switched on, and only what is stored, when the request says no more', async () => {
    const [person] = await desk.addPersons(1);
    await desk.consent([person?.id as string]);
    sandbox.resetCalls();
    const { borrowers } = await run([person?.id as string], { purpose: 'LOAN_APPROVAL' });
    expect(borrowers[0].creditReports).toMatchObject([
      { __typename: 'NotStored', bureau: 'SHANGHAI_CREDIT' },
    ]);
    expect(sandbox.calls().bureaus['shanghai-credit']?.total).toBe(0);
  });

  it('lets a caller without bureau:inquire read what is stored', async () => {
    const stored = { ...CREDIT, mode: 'STORED_ONLY', application: null, bureaus: ['SHANGHAI_CREDIT'] };
    const { borrowers } = await run([clean], stored, ['bureau:read']);
    expect(borrowers[0].creditReports).toMatchObject([{ __typename: 'CreditReport' }]);
  });

  describe('refuses as a whole, with no call,', () => {
    const loan = encodeNodeId('Loan', '1');
    it.each<[string, object, readonly Permission[] | undefined, string, string | undefined]>([
      ['an unknown bureau', { bureaus: ['NOBODY'] }, undefined, 'UNKNOWN_BUREAU', 'request.bureaus'],
      ['an inquiry without the permission', {}, ['bureau:read'], 'FORBIDDEN', undefined],
      [
        'an approval without an application',
        { application: null },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.application',
      ],
      [
        'an approval with a loan',
        { application: null, loan },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.application',
      ],
      [
        'a check without an application',
        { purpose: 'CREDIT_CHECK', application: null },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.application',
      ],
      [
        'a post-loan inquiry without a loan',
        { purpose: 'POST_LOAN' },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.loan',
      ],
      ['a reason of both kinds', { loan }, undefined, 'INVALID_CREDIT_REQUEST', 'request.loan'],
      [
        'an id that is no loan',
        { application: null, loan: 'nonsense' },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.loan',
      ],
      ['a negative age', { maxAgeDays: -1 }, undefined, 'INVALID_CREDIT_REQUEST', 'request.maxAgeDays'],
      [
        'an age of eleven years',
        { maxAgeDays: 4000 },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.maxAgeDays',
      ],
      [
        'an application number with blanks',
        { application: { no: 'A 1' } },
        undefined,
        'INVALID_CREDIT_REQUEST',
        'request.application.no',
      ],
      [
        'half a fen',
        { application: { no: 'A', amount: { value: '1.001', currency: 'CNY' } } },
        undefined,
        'BAD_USER_INPUT',
        undefined,
      ],
    ])('%s', async (_name, change, permissions, code, field) => {
      sandbox.resetCalls();
      const { error } = await run([clean], { ...CREDIT, ...change }, permissions);
      expect(error).toMatchObject({ name: 'CatalogueError', code });
      if (field) expect(error.facts.field).toBe(field);
      expect(sandbox.calls().bureaus['shanghai-credit']?.total).toBe(0);
    });
  });

  it('lists the bureaus with their price where they are on', async () => {
    const document = parse(
      '{ bureaus { code nameZh enabled covers purposes reuseDays price { value currency } } }',
    );
    const { data } = await execute({ schema, document, contextValue: desk.context() });
    expect(data?.bureaus).toMatchObject([
      {
        code: 'SHANGHAI_CREDIT',
        nameZh: '上海资信',
        enabled: true,
        covers: ['PERSON'],
        reuseDays: 15,
        price: { value: '3.00', currency: 'CNY' },
      },
      { code: 'BAIHANG', enabled: false, price: null },
      { code: 'NIFA', enabled: false, price: null },
    ]);
  });
});
