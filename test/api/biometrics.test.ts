import { PERSONAS } from '../../src/demo';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

/** All that any gateway of this suite has logged. */
const logged: string[] = [];
jest.mock('pino', () => {
  const pino = jest.requireActual('pino');
  const captured = (options: object) => pino(options, { write: (line: string) => logged.push(line) });
  return Object.assign(captured, pino, { destination: () => undefined });
});

const VERIFY = `mutation Verify($input: VerifyBiometricsInput!, $key: String!) {
  verifyBiometrics(input: $input, idempotencyKey: $key) {
    __typename modality purpose provider asOf
    verification { id modality purpose provider state cause verdict score liveness requestedAt closedAt consentNo }
    ... on BiometricConsentRequired { cause }
    ... on BiometricPurposeNotAllowed { cause }
    ... on BiometricRefused { cause }
    ... on BiometricUnavailable { cause retryAfter }
    ... on BiometricOutcomeUnknown { cause }
  } }`;
const GRANT = 'mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { created } }';
const REVOKE = 'mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { revokedAt } }';
const LIST = `query ($keys: [BorrowerKey!]!, $first: Int, $after: String) { borrowers(keys: $keys) { ... on Borrower {
  id biometricVerifications(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
    nodes { id modality state cause verdict score liveness consentNo closedAt } } } } }`;
const FRAUD = `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { indicators(kinds: [FRAUD]) {
  level evidence { code level textZh source observedAt consentNo reference } } } } }`;

/** A SENSITIVE consent to the provider, for both modalities. */
const aConsent = (change: object) => ({
  consentNo: 'BIO-1',
  bureau: 'BIOMETRICS',
  type: 'SENSITIVE',
  purposes: ['LOAN_APPROVAL'],
  dataCategories: ['FACE', 'FINGERPRINT'],
  templateVersion: '2026-1',
  textHash: 'a'.repeat(64),
  signedAt: '2026-01-01T00:00:00.000Z',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2099-01-01T00:00:00.000Z',
  channel: 'APP',
  evidenceHash: 'b'.repeat(64),
  ...change,
});

describeOnDatabases('Biometric verification', (target) => {
  let running: RunningGateway;
  const ids = new Map<string, string>();
  let numbers = 0;

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url(), environment: { LOG_LEVEL: 'info' } });
    const { data } = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
      { keys: PERSONAS.map(({ key }) => keyOf(key)) },
    );
    PERSONAS.forEach(({ key }, i) => void ids.set(key, data.borrowers[i].id));
  }, 60_000);
  afterAll(() => running?.close());
  beforeEach(() => {
    running.sandbox.clearFault('biometrics');
    running.sandbox.resetCalls();
  });

  const keyOf = (persona: string) => ({ external: { source: 'demo', value: persona } });
  const token = (word = '') => {
    numbers += 1;
    return `ct_${word}${String(numbers).padStart(20, '0')}`;
  };
  const aKey = () => {
    numbers += 1;
    return `verify-${numbers}`;
  };
  const consent = async (persona: string, change: object = {}): Promise<string> => {
    numbers += 1;
    const input = aConsent({ consentNo: `BIO-${numbers}`, borrower: ids.get(persona), ...change });
    const { errors } = await running.query(GRANT, { input }, 'app');
    expect(errors).toBeUndefined();
    return input.consentNo;
  };
  const request = (persona: string, change: object = {}) => ({
    borrower: ids.get(persona),
    modality: 'FACE',
    captureToken: token(),
    purpose: 'LOAN_APPROVAL',
    applicationNo: 'APP-1',
    ...change,
  });
  const verify = (persona: string, change: object = {}, key = aKey()): Promise<Answer> =>
    running.query(VERIFY, { input: request(persona, change), key }, 'app');
  const outcomeOf = async (answer: Promise<Answer>) => {
    const { data, errors } = await answer;
    expect(errors).toBeUndefined();
    return data.verifyBiometrics;
  };
  const calls = () => running.sandbox.calls().bureaus.biometrics?.total;
  const listed = async (persona: string, caller: 'analyst' | 'auditor' = 'analyst', page: object = {}) => {
    const { data, errors } = await running.query(
      LIST,
      { keys: [keyOf(persona)], first: 10, ...page },
      caller,
    );
    expect(errors).toBeUndefined();
    return data.borrowers[0].biometricVerifications;
  };

  it('keeps the verdict, which analysts and auditors see, and nothing of the capture', async () => {
    const consentNo = await consent('clean-person');
    const captureToken = token();
    const { verification: made, ...outcome } = await outcomeOf(verify('clean-person', { captureToken }));
    expect(outcome).toMatchObject({
      __typename: 'BiometricVerified',
      modality: 'FACE',
      provider: 'BIOMETRICS',
    });
    expect(made).toMatchObject({
      modality: 'FACE',
      purpose: 'LOAN_APPROVAL',
      provider: 'BIOMETRICS',
      state: 'VERIFIED',
      cause: null,
      verdict: 'MATCH',
      liveness: 'LIVE',
      consentNo,
    });
    expect(made.score).toBeGreaterThan(0.89);
    for (const role of ['analyst', 'auditor'] as const)
      expect((await listed('clean-person', role)).nodes).toEqual([
        expect.objectContaining({
          id: made.id,
          verdict: 'MATCH',
          score: made.score,
          closedAt: made.closedAt,
        }),
      ]);
    const fields = await running.query('{ __type(name: "BiometricVerification") { fields { name } } }');
    expect(JSON.stringify(fields.data)).not.toMatch(/token|image|template/i);
    const rows = await running.gateway.database.rows<Record<string, unknown>>(
      'SELECT * FROM biometric_verification',
    );
    const audit = await running.gateway.database.rows<{ outcome: string; facts: string }>(
      "SELECT outcome, facts FROM audit_event WHERE action = 'BIOMETRIC_VERIFICATION'",
    );
    expect(audit.map(({ outcome }) => outcome)).toEqual(['VERIFIED']);
    const kept = JSON.stringify([rows, audit]);
    expect(kept).toContain(consentNo);
    expect(kept).not.toContain(captureToken);
  });

  it('asks once under a key, and audits the one call', async () => {
    const input = request('clean-person');
    const ask = () => running.query(VERIFY, { input, key: 'once-and-for-all' }, 'app');
    const first = await outcomeOf(ask());
    expect(await outcomeOf(ask())).toEqual(first);
    expect(calls()).toBe(1);
    const other = await verify('clean-person', {}, 'once-and-for-all');
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
    expect(await outcomeOf(verify('clean-person', { captureToken: input.captureToken }))).toMatchObject({
      __typename: 'BiometricRefused',
      cause: 'CAPTURE_USED',
      verification: null,
    });
    expect(calls()).toBe(1);
  });

  it.each<[string, object]>([
    ['MISSING', {}],
    ['WRONG_TYPE', { type: 'QUERY' }],
    ['WRONG_BUREAU', { bureau: 'NIFA' }],
    ['WRONG_CATEGORY', { dataCategories: ['FINGERPRINT'] }],
    ['WRONG_PURPOSE', { purposes: ['POST_LOAN'] }],
  ])('asks nobody where the consent is %s', async (cause, change) => {
    // The personas of the ring have consents to bureaus, and none of them names the provider.
    const persona = `ring-${['MISSING', 'WRONG_TYPE', 'WRONG_BUREAU', 'WRONG_CATEGORY', 'WRONG_PURPOSE'].indexOf(cause) + 1}`;
    if (cause !== 'MISSING') await consent(persona, change);
    expect(await outcomeOf(verify(persona))).toMatchObject({
      __typename: 'BiometricConsentRequired',
      cause: cause === 'MISSING' ? 'WRONG_BUREAU' : cause,
    });
    expect(calls()).toBe(0);
    expect((await listed(persona)).nodes).toEqual([]);
  });

  it('asks nobody after a withdrawal, and shows what was found before it', async () => {
    const consentNo = await consent('supplier-owner');
    await outcomeOf(verify('supplier-owner'));
    await running.query(REVOKE, { input: { consentNo, reason: 'SUBJECT_REQUEST' } }, 'app');
    expect(await outcomeOf(verify('supplier-owner'))).toMatchObject({ cause: 'REVOKED' });
    expect(calls()).toBe(1);
    expect((await listed('supplier-owner')).nodes).toHaveLength(1);
  });

  it('shows what came of each, the last one first, page by page', async () => {
    await consent('outside-haier');
    const words = ['other', 'spoof', 'unsure', 'gone'];
    for (const word of words) await outcomeOf(verify('outside-haier', { captureToken: token(word) }));
    running.sandbox.orderFault('biometrics', { kind: 'down', times: 1 });
    expect(await outcomeOf(verify('outside-haier'))).toMatchObject({
      __typename: 'BiometricUnavailable',
      cause: 'PROVIDER_ERROR',
      verification: { state: 'UNAVAILABLE', verdict: null },
    });
    const { nodes } = await listed('outside-haier');
    expect(
      nodes.map(({ state, cause, verdict, liveness }: Record<string, string>) =>
        [state, cause ?? verdict, liveness].join(' '),
      ),
    ).toEqual([
      'UNAVAILABLE PROVIDER_ERROR ',
      'REFUSED CAPTURE_EXPIRED ',
      'VERIFIED INCONCLUSIVE LIVE',
      'VERIFIED MATCH SPOOF',
      'VERIFIED NO_MATCH LIVE',
    ]);
    const first = await listed('outside-haier', 'analyst', { first: 2 });
    const rest = await listed('outside-haier', 'analyst', { first: 9, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(nodes);
  });

  it('drops what a provider says too much', async () => {
    await consent('past-overdue');
    running.sandbox.orderFault('biometrics', { kind: 'extraField', times: 1 });
    const { verification: made } = await outcomeOf(verify('past-overdue'));
    expect(made).toMatchObject({ state: 'VERIFIED', verdict: 'MATCH' });
    const rows = await running.gateway.database.rows('SELECT * FROM biometric_verification');
    expect(JSON.stringify([made, rows])).not.toMatch(/TEMPLATE|IMAGE|data:/);
  });

  it.each<[string, object, string]>([
    ['an image', { captureToken: `data:image/jpeg;base64,${'QUJD'.repeat(9_000)}` }, 'input.captureToken'],
    ['a template', { captureToken: 'Rk1SACAyMAAAAADk' }, 'input.captureToken'],
    ['no token', { captureToken: '' }, 'input.captureToken'],
    ['what is no borrower', { borrower: 'nonsense' }, 'input.borrower'],
    ['neither application nor loan', { applicationNo: null }, 'input.applicationNo'],
    ['an application number with a blank', { applicationNo: 'A 1' }, 'input.applicationNo'],
    ['what is no loan', { applicationNo: null, loan: 'nonsense' }, 'input.loan'],
    ['both an application and a loan', { loan: 'x' }, 'input.loan'],
  ])('refuses %s by naming the field, and stores and sends nothing', async (_name, change, field) => {
    const before = await running.gateway.database.rows('SELECT id FROM biometric_verification');
    const answer = await verify('clean-person', change);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_BIOMETRIC_REQUEST', field });
    expect(JSON.stringify(answer.errors)).not.toMatch(/QUJDQUJD|Rk1S/);
    expect(await running.gateway.database.rows('SELECT id FROM biometric_verification')).toEqual(before);
    expect(calls()).toBe(0);
  });

  it('logs nothing of whom it was about or what was captured, whatever fails', async () => {
    const { residentId, mobile, name } = PERSONAS.find(({ key }) => key === 'clean-person')!;
    await consent('clean-person');
    const captureToken = token('logged');
    const image = `data:image/jpeg;base64,${'QUJD'.repeat(900)}`;
    logged.splice(0);
    const { verification: made } = await outcomeOf(verify('clean-person', { captureToken }));
    await verify('clean-person', { captureToken: image });
    running.sandbox.orderFault('biometrics', { kind: 'extraField', times: 1 });
    await outcomeOf(verify('clean-person'));
    running.sandbox.orderFault('biometrics', { kind: 'down', times: 1 });
    await outcomeOf(verify('clean-person'));
    // A driver puts the values of its statement into its message.
    const message = [residentId, mobile, name, captureToken, image].join(' ');
    const failing = jest.spyOn(running.gateway.database, 'rows').mockRejectedValue(new Error(message));
    const failed = await verify('clean-person', { captureToken });
    failing.mockRestore();
    expect(failed.errors?.[0]?.extensions.code).toBe('INTERNAL');
    // That it failed is told, with where.
    const events = logged.map((line) => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({ errorClass: 'Error', correlationId: expect.any(String) }),
    );
    const text = JSON.stringify([events, failed]);
    for (const secret of [residentId, mobile, name, captureToken, 'QUJDQUJD', String(made.score)])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/TEMPLATE|IMAGE|data:image/);
  });

  it.each<[string, object, object]>([
    ['a firm', { applicationNo: 'A-1' }, { __typename: 'BiometricRefused', cause: 'SUBJECT_NOT_COVERED' }],
    [
      "the subject's own purpose",
      { purpose: 'SELF' },
      { __typename: 'BiometricPurposeNotAllowed', cause: 'NOT_A_LENDERS_PURPOSE' },
    ],
    [
      'an application where a loan is due',
      { purpose: 'POST_LOAN' },
      { __typename: 'BiometricPurposeNotAllowed', cause: 'REASON_DOES_NOT_FIT' },
    ],
  ])('answers %s with its outcome', async (name, change, outcome) => {
    const persona = name === 'a firm' ? 'clean-dealer' : 'clean-person';
    expect(await outcomeOf(verify(persona, change))).toMatchObject(outcome);
    expect(calls()).toBe(0);
  });

  it('is for those who may, and a bad key is refused', async () => {
    for (const role of ['analyst', 'auditor', 'operator'] as const) {
      const { errors } = await running.query(VERIFY, { input: request('clean-person'), key: 'k' }, role);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'biometrics:verify' });
    }
    const list = await running.query(LIST, { keys: [keyOf('clean-person')], first: 1 }, 'operator');
    expect(list.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const bad = await verify('clean-person', {}, 'two words');
    expect(bad.errors?.[0]?.extensions.code).toBe('INVALID_IDEMPOTENCY_KEY');
    expect(calls()).toBe(0);
  });

  it('leads to a look by a person when it showed another, until it shows him', async () => {
    await consent('shared-mobile-b');
    const fraud = async () =>
      (await running.query(FRAUD, { keys: [keyOf('shared-mobile-b')] })).data.borrowers[0].indicators[0];
    const codes = async () => (await fraud()).evidence.map(({ code }: { code: string }) => code);
    expect(await codes()).not.toContain('BIOMETRIC_MISMATCH');
    await outcomeOf(verify('shared-mobile-b', { captureToken: token('spoof') }));
    const found = await fraud();
    expect(found.level).toBe('WATCH');
    expect(found.evidence).toContainEqual(
      expect.objectContaining({
        code: 'BIOMETRIC_MISMATCH',
        level: 'WATCH',
        source: 'biometrics',
        reference: 'FACE',
        consentNo: expect.stringMatching(/^BIO-/),
      }),
    );
    await outcomeOf(verify('shared-mobile-b'));
    expect(await codes()).not.toContain('BIOMETRIC_MISMATCH');
  });

  it('is read by as many statements for all as for one', async () => {
    const statements = async (keys: object[]) =>
      (await running.query(LIST, { keys, first: 3 })).extensions?.cost as { statements: number };
    const one = await statements([keyOf('clean-person')]);
    const all = await statements(PERSONAS.map(({ key }) => keyOf(key)));
    expect(all.statements).toBe(one.statements);
  });
});

it('Biometric verification is off unless it is configured', async () => {
  const running = await startGateway({ environment: { BIOMETRICS_URL: '' } });
  try {
    const key = { external: { source: 'demo', value: 'clean-person' } };
    const { data } = await running.query(
      'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
      { key },
    );
    const input = {
      borrower: data.borrower.id,
      modality: 'FACE',
      captureToken: 'ct_00000000000000000001',
      purpose: 'LOAN_APPROVAL',
      applicationNo: 'APP-1',
    };
    const answer = await running.query(VERIFY, { input, key: 'k' }, 'app');
    expect(answer.data.verifyBiometrics).toMatchObject({
      __typename: 'BiometricUnavailable',
      cause: 'SWITCHED_OFF',
      provider: null,
    });
    const consent = await running.query(GRANT, { input: aConsent({ borrower: data.borrower.id }) }, 'app');
    expect(consent.errors?.[0]?.extensions.code).toBe('UNKNOWN_BUREAU');
  } finally {
    await running.close();
  }
}, 60_000);
