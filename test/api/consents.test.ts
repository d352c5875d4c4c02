import { setTimeout as sleep } from 'node:timers/promises';
import { PERSONAS } from '../../src/demo';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

const GRANT = `mutation Grant($input: GrantConsentInput!, $key: String) {
  grantConsent(input: $input, idempotencyKey: $key) { created consent {
    id consentNo bureau type purposes dataCategories templateVersion textHash signedAt validFrom validTo
    untilSettledLoanId channel evidenceHash revokedAt revocationReason revokedBy source } } }`;
const REVOKE = `mutation Revoke($input: RevokeConsentInput!, $key: String) {
  revokeConsent(input: $input, idempotencyKey: $key) { revokedAt consent { consentNo revokedAt revocationReason revokedBy }
    inFlight { inquiryId bureau purpose state sentAt } } }`;

interface Page {
  readonly consents: {
    readonly nodes: readonly [{ readonly consentNo: string }];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describeOnDatabases('Consents', (target) => {
  let running: RunningGateway;
  let borrower: string;
  let numbers = 0;

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    const person = PERSONAS.find((p) => p.key === 'supplier-owner');
    const { data } = await running.query(
      'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
      {
        key: { residentId: person?.residentId },
      },
    );
    borrower = data.borrower.id;
  }, 60_000);
  afterAll(() => running?.close());

  const aConsent = (change: object = {}) => {
    numbers += 1;
    return {
      consentNo: `API-${numbers}`,
      borrower,
      bureau: 'BAIHANG',
      type: 'QUERY',
      purposes: ['LOAN_APPROVAL'],
      dataCategories: ['CREDIT_REPORT'],
      templateVersion: '2026-1',
      textHash: 'A'.repeat(64),
      signedAt: '2026-01-01T00:00:00.000Z',
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: '2099-01-01T00:00:00.000Z',
      channel: 'APP',
      evidenceHash: 'b'.repeat(64),
      ...change,
    };
  };
  const grant = (input: object, key?: string) => running.query(GRANT, { input, key }, 'app');
  const revoke = (consentNo: string, key?: string, reason = 'SUBJECT_REQUEST') =>
    running.query(REVOKE, { input: { consentNo, reason }, key }, 'app');
  const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
  const countOf = async (table: string): Promise<number> => {
    const [row] = await running.gateway.database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n);
  };
  const eventsOf = async ({ extensions }: Answer) =>
    running.gateway.database.rows<{ action: string; outcome: string; client_id: string; facts: string }>(
      'SELECT action, outcome, client_id, facts FROM audit_event WHERE correlation_id = ?',
      [extensions?.correlationId as string],
    );

  it('are granted, audited, and shown with the borrower', async () => {
    const input = aConsent({ type: 'SENSITIVE', dataCategories: ['INCOME', 'ASSETS'] });
    const answer = await grant(input);
    const { borrower: _, textHash, ...asGiven } = input;
    expect(answer.errors).toBeUndefined();
    expect(answer.data.grantConsent).toEqual({
      created: true,
      consent: {
        ...asGiven,
        textHash: textHash.toLowerCase(),
        id: expect.any(String),
        untilSettledLoanId: null,
        revokedAt: null,
        revocationReason: null,
        revokedBy: null,
        source: 'API',
      },
    });
    expect(await eventsOf(answer)).toEqual([
      {
        action: 'CONSENT_GRANT',
        outcome: 'GRANTED',
        client_id: 'development-app',
        facts: expect.stringContaining('"type":"SENSITIVE"'),
      },
    ]);
    const { data } = await running.query(
      'query ($id: ID!) { node(id: $id) { ... on Borrower { consents(first: 1) { nodes { consentNo } pageInfo { hasNextPage } } } } }',
      { id: borrower },
      'auditor',
    );
    expect(data.node.consents.pageInfo.hasNextPage).toBe(true);
  });

  it('are listed for many borrowers by one statement, page by page', async () => {
    const document = `query ($after: String) { borrowers(keys: [${PERSONAS.slice(0, 5)
      .flatMap((p) => (p.residentId ? [`{ residentId: "${p.residentId}" }`] : []))
      .join(' ')}]) { ... on Borrower { consents(first: 2, after: $after) { nodes { consentNo } } } } }`;
    const statements: string[] = [];
    const stop = running.gateway.database.onStatement((sql) => statements.push(sql));
    expect((await running.query(document)).errors).toBeUndefined();
    stop();
    expect(statements.filter((sql) => sql.includes('FROM consent'))).toHaveLength(1);

    const page = (after: string | null) =>
      running.query(
        'query ($id: ID!, $after: String) { node(id: $id) { ... on Borrower { consents(first: 1, after: $after) { nodes { consentNo } pageInfo { hasNextPage endCursor } } } } }',
        { id: borrower, after },
      );
    await grant(aConsent());
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const { consents }: Page = (await page(after)).data.node;
      seen.add(consents.nodes[0].consentNo);
      after = consents.pageInfo.hasNextPage ? consents.pageInfo.endCursor : null;
    } while (after);
    expect(seen.size).toBeGreaterThan(1);
  });

  it('that come again are found, and with other content are refused', async () => {
    const input = aConsent();
    expect((await grant(input)).data.grantConsent.created).toBe(true);
    const again = await grant(input);
    expect(again.data.grantConsent.created).toBe(false);
    expect(await eventsOf(again)).toEqual([]);
    const changed = await grant({ ...input, validTo: '2098-01-01T00:00:00.000Z' });
    expect(changed.errors?.[0]?.extensions).toEqual({ code: 'CONSENT_CONFLICT', field: 'input.consentNo' });
    const imported = await grant(aConsent({ consentNo: 'DEMO-SHANGHAI_CREDIT-00001' }));
    expect(codeOf(imported)).toBe('CONSENT_CONFLICT');
  });

  it('are granted once by ten requests of one number', async () => {
    const input = aConsent();
    const all = await Promise.all(Array.from({ length: 10 }, () => grant(input)));
    expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(all.filter(({ data }) => data.grantConsent.created)).toHaveLength(1);
  });

  describe('are refused before anything is stored', () => {
    it.each<[string, object, object]>([
      [
        'for a bureau that does not exist',
        { bureau: 'NOBODY' },
        { code: 'UNKNOWN_BUREAU', field: 'input.bureau' },
      ],
      [
        'for somebody who is not known',
        { borrower: 'Ym86MQ' },
        { code: 'INVALID_CONSENT', field: 'input.borrower' },
      ],
      [
        'for something that is no borrower',
        { borrower: 'bG86MQ' },
        { code: 'INVALID_CONSENT', field: 'input.borrower' },
      ],
      ['without a purpose', { purposes: [] }, { code: 'INVALID_CONSENT', field: 'input.purposes' }],
      ['without data', { dataCategories: [] }, { code: 'INVALID_CONSENT', field: 'input.dataCategories' }],
      [
        'with data that is no code',
        { dataCategories: ['a b'] },
        { code: 'INVALID_CONSENT', field: 'input.dataCategories' },
      ],
      [
        'with an end before its beginning',
        { validTo: '2025-01-01T00:00:00Z' },
        { code: 'INVALID_CONSENT', field: 'input.validTo', problem: 'must lie after validFrom' },
      ],
      ['without an end', { validTo: null }, { code: 'INVALID_CONSENT', field: 'input.validTo' }],
      [
        'signed before all memory',
        { signedAt: '0001-01-01T00:00:00Z' },
        { code: 'INVALID_CONSENT', field: 'input.signedAt' },
      ],
      [
        'signed in the future',
        { signedAt: '2098-01-01T00:00:00Z' },
        { code: 'INVALID_CONSENT', field: 'input.signedAt' },
      ],
      ['with a hash that is none', { textHash: 'abc' }, { code: 'INVALID_CONSENT', field: 'input.textHash' }],
      [
        'with evidence that is none',
        { evidenceHash: 'x'.repeat(64) },
        { code: 'INVALID_CONSENT', field: 'input.evidenceHash' },
      ],
      [
        'with blanks in the number',
        { consentNo: 'A 1' },
        { code: 'INVALID_CONSENT', field: 'input.consentNo' },
      ],
      [
        'until a loan is settled that is none',
        { untilSettledLoan: 'x' },
        { code: 'INVALID_CONSENT', field: 'input.untilSettledLoan' },
      ],
      [
        'until a loan of nobody is settled',
        { untilSettledLoan: 'bG86MQ' },
        { code: 'INVALID_CONSENT', field: 'input.untilSettledLoan' },
      ],
    ])('%s', async (_name, change, extensions) => {
      const before = await Promise.all(['consent', 'audit_event', 'idempotency_key'].map(countOf));
      const { errors } = await grant(aConsent(change), `bad-${numbers}`);
      expect(errors?.[0]?.extensions).toMatchObject(extensions);
      expect(await Promise.all(['consent', 'audit_event', 'idempotency_key'].map(countOf))).toEqual(before);
    });

    it('for a purpose that does not exist, and says where', async () => {
      const { errors } = await grant(aConsent({ purposes: ['SALE'] }));
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('input.purposes[0]'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
      expect(errors?.[0]?.message).not.toContain('SALE');
    });
  });

  it('are withdrawn once, with who and why, and stay withdrawn', async () => {
    const { consentNo } = (await grant(aConsent())).data.grantConsent.consent;
    const answer = await revoke(consentNo);
    expect(answer.data.revokeConsent).toEqual({
      revokedAt: expect.any(String),
      consent: {
        consentNo,
        revokedAt: answer.data.revokeConsent.revokedAt,
        revocationReason: 'SUBJECT_REQUEST',
        revokedBy: expect.any(String),
      },
      inFlight: [],
    });
    expect(await eventsOf(answer)).toMatchObject([{ action: 'CONSENT_REVOCATION', outcome: 'REVOKED' }]);
    const again = await revoke(consentNo, undefined, 'SUPERSEDED');
    expect(again.data.revokeConsent).toEqual(answer.data.revokeConsent);
    expect(await eventsOf(again)).toMatchObject([{ outcome: 'ALREADY_REVOKED' }]);
  });

  it('that do not exist cannot be withdrawn', async () => {
    expect((await revoke('NO-SUCH')).errors?.[0]?.extensions).toEqual({
      code: 'UNKNOWN_CONSENT',
      field: 'input.consentNo',
    });
  });

  it('are withdrawn at once for inquiries, and the answer names what is out', async () => {
    const person = PERSONAS.find((p) => p.residentId && p.key !== 'supplier-owner');
    const found = await running.query(
      'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
      {
        key: { residentId: person?.residentId },
      },
    );
    const input = aConsent({
      bureau: 'SHANGHAI_CREDIT',
      borrower: found.data.borrower.id,
      purposes: ['CREDIT_CHECK'],
      // The last one signed is the one that an inquiry is made under.
      signedAt: new Date(Date.now() - 1_000).toISOString(),
    });
    await grant(input);
    const ask = () =>
      running.query(
        `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { creditReports(request: {
           bureaus: ["SHANGHAI_CREDIT"], purpose: CREDIT_CHECK, mode: INQUIRE_IF_STALE, maxAgeDays: 0, application: { no: "A-1" } }) {
             __typename ... on ConsentRequired { cause } } } } }`,
        { key: { residentId: person?.residentId } },
        'app',
      );
    await running.gateway.database.write((transaction) =>
      transaction.run(`INSERT INTO client_purpose (client_id, purpose) SELECT 'development-app', 'CREDIT_CHECK'
                         WHERE NOT EXISTS (SELECT 1 FROM client_purpose WHERE client_id = 'development-app' AND purpose = 'CREDIT_CHECK')`),
    );
    running.sandbox.orderFault('shanghai-credit', { kind: 'latency', ms: 1_000 });
    const asking = ask();
    const sent = () =>
      running.gateway.database.rows(
        `SELECT 1 AS one FROM bureau_inquiry WHERE state = 'SENT' AND purpose = 'CREDIT_CHECK'`,
      );
    for (let tries = 0; tries < 200 && (await sent()).length === 0; tries += 1) await sleep(5);
    const { data, errors } = await revoke(input.consentNo);
    expect(errors).toBeUndefined();
    expect(data.revokeConsent.inFlight).toEqual([
      {
        inquiryId: expect.any(String),
        bureau: 'SHANGHAI_CREDIT',
        purpose: 'CREDIT_CHECK',
        state: 'SENT',
        sentAt: expect.any(String),
      },
    ]);
    expect(data.revokeConsent.inFlight[0].sentAt <= data.revokeConsent.revokedAt).toBe(true);
    await asking;
    running.sandbox.clearFault('shanghai-credit');
    running.sandbox.resetCalls();
    const others = await running.query(
      'query ($id: ID!) { node(id: $id) { ... on Borrower { consents { nodes { consentNo revokedAt } } } } }',
      { id: input.borrower },
    );
    for (const other of others.data.node.consents.nodes) await revoke(other.consentNo);
    const after = await ask();
    expect(after.data.borrower.creditReports).toEqual([{ __typename: 'ConsentRequired', cause: 'REVOKED' }]);
    expect(running.sandbox.calls().bureaus['shanghai-credit']?.total ?? 0).toBe(0);
    // Nothing is out any more: the same answer under the same name would say so.
    expect((await revoke(input.consentNo)).data.revokeConsent.inFlight).toEqual([]);
  });

  it('are granted and withdrawn once under an idempotency key', async () => {
    const input = aConsent();
    const first = await grant(input, 'grant-1');
    expect((await grant(input, 'grant-1')).data).toEqual(first.data);
    expect(codeOf(await grant({ ...input, consentNo: 'OTHER' }, 'grant-1'))).toBe('IDEMPOTENCY_MISMATCH');
    expect(codeOf(await revoke(input.consentNo, 'grant-1'))).toBe('IDEMPOTENCY_MISMATCH');
    const withdrawn = await revoke(input.consentNo, 'revoke-1');
    const events = await countOf('audit_event');
    expect((await revoke(input.consentNo, 'revoke-1')).data).toEqual(withdrawn.data);
    // The answer is that of the first time, before the withdrawal.
    expect((await grant(input, 'grant-1')).data).toEqual(first.data);
    expect(await countOf('audit_event')).toBe(events);
    expect(codeOf(await grant(input, 'with blanks'))).toBe('INVALID_IDEMPOTENCY_KEY');
  });
});
