import { identifierIndex } from '../../src/borrowers/identity/identifier-index';
import { ImportRunEntity, ImportTableEntity } from '../../src/bulk-import/import-run.entity';
import { PERSONAS } from '../../src/demo';
import { canonicalIdentifier } from '../../src/kernel/identity';
import type { Database, SqlValue } from '../../src/platform/database';
import { type LoaderBinding, LoaderRegistry } from '../../src/platform/loaders';
import { BiometricVerificationEntity } from '../../src/risk/biometrics/storage/biometric-verification.entity';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

/** A key that is not there, and what the database would see of a key when the statement is sent. */
interface Sample {
  readonly keys: readonly unknown[];
  readonly absentKey: unknown;
  readonly poison: { readonly key: unknown; readonly value: string };
}

const ABSENT = '1';
const POISON = '666';

describeOnDatabases('Every batch function', (target) => {
  let running: RunningGateway;
  let shared: readonly LoaderBinding[];
  const samples = new Map<string, Sample>();

  beforeAll(async () => {
    running = await startGateway({
      databaseUrl: target.url(),
      environment: { SHADOW_POLICY_FILE: 'src/risk/decisions/demo/decision-policy.json' },
    });
    await importedTables(running.gateway.database);
    await leaveAccesses();
    await leaveDecisions();
    await leaveVerifications(running.gateway.database);
    shared = running.gateway.registry.bindings.filter(({ token }) => token.scope === 'shared');
    for (const { token } of shared) samples.set(token.name, await sampleOf(token.name));
  }, 60_000);
  afterAll(() => running?.close());

  /** Looks that leave audit events: a fresh database has none. */
  async function leaveAccesses(): Promise<void> {
    const keys = PERSONAS.flatMap(({ residentId }) => (residentId ? [{ residentId }] : [])).slice(0, 6);
    await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { displayName } } }',
      { keys },
      'auditor',
    );
  }

  /** A decision on each of some people, and a review of it. */
  async function leaveDecisions(): Promise<void> {
    const keys = PERSONAS.flatMap(({ residentId }) => (residentId ? [{ residentId }] : [])).slice(0, 5);
    const { data } = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
      { keys },
    );
    const amount = { value: '10000.00', currency: 'CNY' };
    for (const { id: borrower } of data.borrowers) {
      const made = await running.query(
        'mutation ($input: DecideInput!) { decide(input: $input) { id } }',
        { input: { borrower, applicationNo: 'APP-1', amount, termMonths: 12 } },
        'app',
      );
      await running.query(
        'mutation ($id: ID!) { requestDecisionReview(decision: $id) { id } }',
        { id: made.data.decide.id },
        'app',
      );
      await running.query(
        'mutation ($input: ReviewDecisionInput!) { reviewDecision(input: $input) { id } }',
        {
          input: { decision: made.data.decide.id, outcome: 'DECLINE', ground: 'OTHER', reason: 'A sample.' },
        },
      );
    }
  }

  async function idsOf(table: string, column = 'id'): Promise<string[]> {
    const rows = await running.gateway.database.rows<{ id: string | number }>(
      `SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ${column} LIMIT 6`,
    );
    return rows.map((row) => String(row.id));
  }

  /** Where the keys of each loader come from. A loader that is not here fails the suite: add it. */
  const TABLE_OF: Readonly<Record<string, readonly [table: string, column?: string]>> = {
    'account.byId': ['account'],
    'supplier.byId': ['supplier'],
    'dealer.byId': ['dealer'],
    'order.byId': ['trade_order'],
    'loan.byId': ['loan'],
    'subject.byId': ['subject'],
    'device.byId': ['device'],
    'contactPoint.byId': ['contact_point'],
    'identifiers.ofSubject': ['subject'],
    'roles.ofSubject': ['subject'],
    'holders.ofAccount': ['account'],
    'accounts.ofSubject': ['account_holder', 'subject_id'],
    'ledgerEntries.ofAccount': ['ledger_entry', 'account_id'],
    'standingOrders.ofAccount': ['standing_order', 'account_id'],
    'supplierships.ofSubject': ['supplier', 'subject_id'],
    'dealerships.ofSubject': ['dealer', 'subject_id'],
    'orders.ofSupplier': ['trade_order', 'supplier_id'],
    'orders.ofDealer': ['trade_order', 'dealer_id'],
    'lines.ofOrder': ['trade_order_line', 'order_id'],
    'waybills.ofOrder': ['waybill', 'order_id'],
    'invoices.ofOrder': ['invoice', 'order_id'],
    'payments.ofOrder': ['trade_payment', 'order_id'],
    'loans.ofSubject': ['loan', 'subject_id'],
    'instalments.ofLoan': ['loan_instalment', 'loan_id'],
    'payments.ofLoan': ['loan_payment', 'loan_id'],
    'relations.ofSubject': ['relation', 'from_subject_id'],
    'lawsuits.ofSubject': ['lawsuit', 'subject_id'],
    'consents.ofSubject': ['consent', 'subject_id'],
    'consentList.ofSubject': ['consent', 'subject_id'],
    'accesses.ofSubject': ['audit_event', 'subject_id'],
    'purposes.ofClient': ['client_purpose', 'client_id'],
    'tables.ofImport': ['import_table', 'run_id'],
    'graph.computation': ['graph_in_force', 'part'],
    'circles.ofSubject': ['guarantee_circle_member', 'subject_id'],
    'members.ofCircle': ['guarantee_circle', 'id'],
    'guarantees.ofCircle': ['guarantee_circle', 'id'],
    'exposure.ofCircle': ['guarantee_circle', 'id'],
    'rings.ofSubject': ['shared_ring_member', 'subject_id'],
    'members.ofRing': ['shared_ring', 'id'],
    'nodes.ofRing': ['shared_ring', 'id'],
    'owners.ofSubject': ['ultimate_ownership', 'company_id'],
    'biometrics.ofSubject': ['biometric_verification', 'subject_id'],
    'biometrics.lastVerified': ['biometric_verification', 'subject_id'],
    'decision.byId': ['decision'],
    'decisions.ofSubject': ['decision', 'subject_id'],
    'decisionReviews.ofDecision': ['decision_review', 'decision_id'],
    'decisionRulebook.byFingerprint': ['decision_rulebook', 'fingerprint'],
    'decisionShadow.ofDecision': ['decision_shadow', 'decision_id'],
    'decisionReviewRequest.ofDecision': ['decision_review_request', 'decision_id'],
  };
  /** Filter of each list that hangs on nothing, and a place behind its last row in its default ordering. */
  const ROOT_LISTS: Readonly<Record<string, { filter: object; end: (id: string) => readonly SqlValue[] }>> = {
    accounts: { filter: {}, end: (id) => ['0001-01-01', id] },
    suppliers: { filter: {}, end: (id) => ['9999-12-31', id] },
    dealers: { filter: {}, end: (id) => ['9999-12-31', id] },
    loans: { filter: {}, end: (id) => ['0001-01-01', id] },
    inquiries: {
      filter: { state: null, bureau: null, subjectId: null, clientId: null, since: null, until: null },
      end: (id) => ['0001-01-01 00:00:00.000', id],
    },
    contributions: {
      filter: { bureau: null, state: null, businessDate: null, loanNo: null },
      end: (id) => [id],
    },
    objections: { filter: { state: null, loanNo: null, overdueOn: null }, end: (id) => [id] },
    adverseFacts: { filter: { state: null }, end: (id) => [id] },
    imports: { filter: { source: null, state: null, since: null }, end: (id) => [id] },
    auditEvents: {
      filter: { action: null, subjectId: null, clientId: null, caller: null, since: null, until: null },
      end: (id) => ['0001-01-01 00:00:00.000', id],
    },
    subjects: { filter: { kind: null, name: null, role: null }, end: (id) => [id] },
    circles: {
      filter: { memberId: null, kind: null, minSize: null, minExposure: null, withDefaulted: null },
      end: (id) => [0, id],
    },
    rings: { filter: { memberId: null, kind: null, minSize: null }, end: (id) => [0, id] },
    'decisions.list': { filter: { outcome: null, state: null }, end: (id) => [id] },
  };
  /** One value or a whole short list for each bare key, instead of a page. */
  const BY_BARE_KEY = [
    'identifiers.ofSubject',
    'roles.ofSubject',
    'holders.ofAccount',
    'consents.ofSubject',
    'purposes.ofClient',
    'tables.ofImport',
    'graph.computation',
    'circles.ofSubject',
    'exposure.ofCircle',
    'rings.ofSubject',
    'owners.ofSubject',
    'biometrics.lastVerified',
    'decisionReviews.ofDecision',
    'decisionRulebook.byFingerprint',
    'decisionShadow.ofDecision',
    'decisionReviewRequest.ofDecision',
  ];
  /** Loaders of the graph: their keys are nodes, hops and edges. Some send all ids of a batch as one parameter. */
  const GRAPH: Readonly<Record<string, { table: string; column?: string; keyOf: (id: string) => unknown }>> =
    {
      'graph.neighbours': {
        table: 'relation',
        column: 'from_subject_id',
        keyOf: (id) => ({
          question: { kinds: ['GUARANTOR'], direction: 'OUT', asOf: '2026-06-30' },
          frontier: [`bo:${id}`],
          isStart: false,
          upTo: null,
        }),
      },
      'graph.edgeFacts': {
        table: 'supplier',
        keyOf: (id) => ({
          asOf: '2026-06-30',
          edges: [{ key: `supplier.bo:1.su:${id}.${id}`, kind: 'IS_SUPPLIER', from: 'bo:1', to: `su:${id}` }],
        }),
      },
      'graph.loanMarks': { table: 'loan', keyOf: (id) => `lo:${id}` },
      'graph.lawsuitMarks': { table: 'lawsuit', column: 'subject_id', keyOf: (id) => `bo:${id}` },
      'graph.deviceMarks': { table: 'device', keyOf: (id) => `dv:${id}` },
      'graph.circleMarks': {
        table: 'guarantee_circle_member',
        column: 'subject_id',
        keyOf: (id) => `bo:${id}`,
      },
      'graph.ringMarks': { table: 'shared_ring_member', column: 'subject_id', keyOf: (id) => `bo:${id}` },
    };
  const onDay = (subjectId: string) => ({ subjectId, asOf: '2026-06-30' });
  const pairWith = (id: string) => ({ sellerId: id, buyerId: id });
  const inYear = (subjectId: string) => ({ subjectId, from: '2025-07-01', asOf: '2026-06-30' });
  const inWindow = (parent: string) => ({
    parent,
    page: { first: 5, after: null },
    order: '',
    filter: { from: '2025-07-01', until: '2026-06-30' },
  });
  /** Loaders of the facts that risk is judged by: their keys are subjects on a day. */
  const RISK: typeof GRAPH = {
    'risk.loans': { table: 'loan', column: 'subject_id', keyOf: onDay },
    'risk.ledger': { table: 'account_holder', column: 'subject_id', keyOf: onDay },
    'risk.counterparties': { table: 'trade_order', column: 'buyer_subject_id', keyOf: onDay },
    'risk.payables': { table: 'trade_order', column: 'buyer_subject_id', keyOf: onDay },
    'risk.receivables': { table: 'trade_order', column: 'seller_subject_id', keyOf: onDay },
    'risk.oddTrade': { table: 'trade_order', column: 'seller_subject_id', keyOf: onDay },
    'risk.guarantees': { table: 'relation', column: 'from_subject_id', keyOf: onDay },
    'risk.things': { table: 'device_use', column: 'subject_id', keyOf: onDay },
    'risk.dealerLines': { table: 'dealer', column: 'subject_id', keyOf: (id) => id },
    'risk.lawsuits': { table: 'lawsuit', column: 'subject_id', keyOf: (id) => id },
    'risk.reportAges': { table: 'subject', keyOf: (subjectId) => ({ subjectId, purpose: 'LOAN_APPROVAL' }) },
    'threeFlows.trade': { table: 'trade_order', keyOf: (id) => id },
    'threeFlows.sharedDocuments': { table: 'trade_order', keyOf: (id) => id },
    'threeFlows.history': { table: 'trade_order', keyOf: (id) => id },
    'threeFlows.supplied': { table: 'trade_order', column: 'source', keyOf: (source) => source },
    'threeFlows.ties': { table: 'relation', column: 'to_subject_id', keyOf: pairWith },
    'threeFlows.sales': { table: 'trade_order', column: 'seller_subject_id', keyOf: pairWith },
    'threeFlows.financings': { table: 'loan', column: 'subject_id', keyOf: (id) => id },
    'threeFlows.ofSupplier': { table: 'trade_order', column: 'supplier_id', keyOf: inWindow },
    'threeFlows.ofDealer': { table: 'trade_order', column: 'dealer_id', keyOf: inWindow },
    'threeFlows.ofSubject': { table: 'trade_order', column: 'buyer_subject_id', keyOf: inWindow },
    'behaviour.ledger': { table: 'account_holder', column: 'subject_id', keyOf: inYear },
    'behaviour.counterparties': { table: 'account_holder', column: 'subject_id', keyOf: inYear },
    'behaviour.devices': { table: 'device_use', column: 'subject_id', keyOf: (id) => id },
    'behaviour.social': { table: 'contact_point_use', column: 'subject_id', keyOf: (id) => id },
  };
  /** Decided per caller or by the process: their own suites try them. */
  const ELSEWHERE = ['bureaus.known', 'usage.ofDay', 'decisionShadow.counts'];

  /** Loaders of one request that take one statement for a key, though there is nothing of it. */
  const OF_ONE_REQUEST: Readonly<Record<string, unknown>> = {
    'contribution.byId': ABSENT,
    'contribution.steps': ABSENT,
    'contribution.counts': '2026-06-01 2026-06-02',
    'objections.ofEvent': ABSENT,
    'objections.openOfLoan': ABSENT,
    'objections.atBureau': `${ABSENT} NIFA`,
    'inquiries.inFlight': { subjectId: ABSENT, bureau: 'NIFA', consentId: ABSENT },
  };
  /** Those that send nothing themselves, or make more of a key than one statement. */
  const OF_ONE_REQUEST_ELSEWHERE = [
    'bureau.exists',
    'bureaus.known',
    'creditReport.outcome',
    'creditRequest.name',
    'reconciliation',
    'risk.facts',
    'risk.indicators',
    'risk.policy',
    'risk.suspicions',
  ];

  async function sampleOf(name: string): Promise<Sample> {
    const childKey = (parent: string) => ({
      parent,
      page: { first: 3, after: null },
      order: '',
      filter: null,
    });
    const root = ROOT_LISTS[name];
    if (root) {
      const listKey = (after: readonly SqlValue[] | null) => ({
        parent: null,
        page: { first: 2, after },
        order: '',
        filter: root.filter,
      });
      return {
        keys: [listKey(null)],
        absentKey: listKey(root.end(ABSENT)),
        poison: { key: listKey(root.end(POISON)), value: POISON },
      };
    }
    if (name === 'subjects.byIdentifier') {
      const keyOf = (raw: string) => ({ scheme: 'RESIDENT_ID' as const, value: raw });
      const valid = PERSONAS.flatMap((p) => (p.residentId ? [p.residentId] : [])).slice(0, 5);
      expect(canonicalIdentifier('RESIDENT_ID', valid[0] ?? '', { today: '2026-06-30' }).ok).toBe(true);
      return {
        keys: valid.map(keyOf),
        absentKey: keyOf('370299190101010000'),
        poison: {
          key: keyOf(POISON),
          value: identifierIndex(running.gateway.vault, 'RESIDENT_ID', POISON).toString('hex'),
        },
      };
    }
    if (name === 'guarantees.between') {
      const pairs = await running.gateway.database.rows<{ a: string | number; b: string | number }>(
        `SELECT from_subject_id AS a, to_subject_id AS b FROM relation
          WHERE kind = 'GUARANTOR' ORDER BY from_subject_id, to_subject_id LIMIT 5`,
      );
      const pair = (guarantorId: string) => ({ guarantorId, borrowerId: ABSENT });
      return {
        keys: pairs.map(({ a, b }) => ({ guarantorId: String(a), borrowerId: String(b) })),
        absentKey: pair(ABSENT),
        poison: { key: pair(POISON), value: POISON },
      };
    }
    const inGraph = GRAPH[name] ?? RISK[name];
    if (inGraph) {
      const ids = await idsOf(inGraph.table, inGraph.column);
      return {
        keys: ids.map(inGraph.keyOf),
        absentKey: inGraph.keyOf(ABSENT),
        poison: { key: inGraph.keyOf(POISON), value: POISON },
      };
    }
    const [table, column] = TABLE_OF[name] ?? [];
    if (!table) return { keys: [], absentKey: null, poison: { key: null, value: '' } };
    const ids = await idsOf(table, column);
    const keyOf: (id: string) => unknown =
      name.endsWith('.byId') || BY_BARE_KEY.includes(name) ? (id) => id : childKey;
    return { keys: ids.map(keyOf), absentKey: keyOf(ABSENT), poison: { key: keyOf(POISON), value: POISON } };
  }

  /** Loads keys as one request, through the factory. */
  async function load(binding: LoaderBinding, keys: readonly unknown[]): Promise<unknown[]> {
    const loaders = new LoaderRegistry([binding]).forRequest(() => ({}));
    return Promise.all(keys.map((key) => loaders.load(binding.token, key)));
  }

  const plain = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value ?? null, (_key, part) => (typeof part === 'bigint' ? part.toString() : part)),
    );

  /** Runs a check on each loader and says for which it failed. */
  async function forEachLoader(
    check: (binding: LoaderBinding, sample: Sample) => Promise<void>,
  ): Promise<void> {
    let tried = 0;
    for (const binding of shared) {
      const sample = samples.get(binding.token.name);
      if (!sample || sample.keys.length === 0) continue;
      try {
        await check(binding, sample);
      } catch (error) {
        throw new Error(`${binding.token.name}: ${(error as Error).message}`);
      }
      tried += 1;
    }
    expect(tried).toBeGreaterThan(25);
  }

  it('is tried here, or by a suite of its own', () => {
    const untried = shared
      .map(({ token }) => token.name)
      .filter((name) => samples.get(name)?.keys.length === 0 && !ELSEWHERE.includes(name));
    expect(untried).toEqual([]);
  });

  it('answers by key when the keys come in another order', async () => {
    await forEachLoader(async (binding, { keys }) => {
      const forward = await load(binding, keys);
      const backward = await load(binding, [...keys].reverse());
      expect(plain(backward.reverse())).toEqual(plain(forward));
      const alone = await Promise.all(keys.map(async (key) => (await load(binding, [key]))[0]));
      expect(plain(forward)).toEqual(plain(alone));
    });
  });

  it('answers a missing key as absent and the others as they are', async () => {
    await forEachLoader(async (binding, { keys, absentKey }) => {
      const [first, missing, last] = await load(binding, [keys[0], absentKey, keys.at(-1)]);
      expect(plain(missing)).toEqual(plain(binding.token.absent()));
      expect(plain([first, last])).toEqual(plain(await load(binding, [keys[0], keys.at(-1)])));
    });
  });

  it('answers a key that is asked for twice twice, and looks it up once', async () => {
    await forEachLoader(async (binding, { keys }) => {
      const seen: number[] = [];
      const counted = {
        ...binding,
        batch: (asked: readonly unknown[], context: unknown) => {
          seen.push(asked.length);
          return binding.batch(asked, context);
        },
      };
      const [a, b] = await load(counted, [keys[0], keys[0]]);
      expect(plain(a)).toEqual(plain(b));
      expect(seen).toEqual([1]);
    });
  });

  it('says how many statements it takes', async () => {
    await forEachLoader(async (binding, { keys, absentKey }) => {
      const asked = [...keys, absentKey];
      const sent: string[] = [];
      const stop = running.gateway.database.onStatement((sql) => sent.push(sql));
      const counted: number[] = [];
      const loaders = new LoaderRegistry([binding]).forRequest(() => ({}), {
        onStatements: (count) => counted.push(count),
      });
      await Promise.all(asked.map((key) => loaders.load(binding.token, key)));
      stop();
      expect(counted).toEqual([sent.length]);
    });
  });

  it('that serves one request counts what it sends as the cost of that request', async () => {
    const bindings = running.gateway.registry.bindings.filter(({ token }) => token.scope === 'request');
    const names = bindings.map(({ token }) => token.name).sort();
    expect(names).toEqual([...Object.keys(OF_ONE_REQUEST), ...OF_ONE_REQUEST_ELSEWHERE].sort());
    const counted: Record<string, number> = {};
    for (const { token, batch } of bindings) {
      if (OF_ONE_REQUEST_ELSEWHERE.includes(token.name)) continue;
      const countStatement = jest.fn();
      await batch([OF_ONE_REQUEST[token.name]], { cost: { countStatement } });
      counted[token.name] = countStatement.mock.calls.length;
    }
    expect(counted).toEqual(Object.fromEntries(Object.keys(OF_ONE_REQUEST).map((name) => [name, 1])));
  });

  it('splits more keys than a batch may hold', async () => {
    await forEachLoader(async (binding, { keys, absentKey }) => {
      const small = { ...binding, token: { ...binding.token, maxBatch: 2 } };
      const many = [...keys, absentKey];
      expect(plain(await load(small, many))).toEqual(plain(await load(binding, many)));
    });
  });

  /** Whether a parameter is a value, or a list in JSON that has it. */
  const holds = (parameter: SqlValue, value: string): boolean => {
    const text = Buffer.isBuffer(parameter) ? parameter.toString('hex') : String(parameter);
    return text === value || (text.startsWith('[') && text.split(/[^\w]+/).includes(value));
  };

  it('fails one request for its poisonous key and no other', async () => {
    const { database } = running.gateway;
    const rows = database.rows.bind(database);
    await forEachLoader(async (binding, { keys, poison }) => {
      const poisoned = jest
        .spyOn(database, 'rows')
        .mockImplementation((sql, values = []) =>
          values.some((v) => holds(v, poison.value))
            ? Promise.reject(new Error('poisonous key'))
            : rows(sql, values),
        );
      const registry = new LoaderRegistry([binding]);
      const [bad, good] = await Promise.allSettled([
        registry.forRequest(() => ({})).load(binding.token, poison.key),
        registry.forRequest(() => ({})).load(binding.token, keys[0]),
      ]);
      poisoned.mockRestore();
      expect(bad).toMatchObject({ status: 'rejected' });
      expect(good).toMatchObject({ status: 'fulfilled' });
    });
  });

  it('fails every key when the whole batch fails, and answers again afterwards', async () => {
    const { database } = running.gateway;
    await forEachLoader(async (binding, { keys }) => {
      const failing = jest.spyOn(database, 'rows').mockRejectedValue(new Error('the database is away'));
      const loaders = new LoaderRegistry([binding]).forRequest(() => ({}));
      const all = await Promise.allSettled(keys.map((key) => loaders.load(binding.token, key)));
      failing.mockRestore();
      expect(all.every(({ status }) => status === 'rejected')).toBe(true);
      await expect(loaders.load(binding.token, keys[0])).resolves.toBeDefined();
    });
  });
});

/** A few runs of the import: the demo data need none. */
const importedTables = (database: Database): Promise<void> =>
  database.write(async (transaction) => {
    for (const id of ['11', '12', '13']) {
      const hash = Buffer.alloc(32, Number(id));
      const counts = { rowsRead: 1, rowsInserted: 1, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0 };
      const at = new Date('2026-06-01T00:00:00Z');
      await transaction.insert(ImportRunEntity, [
        {
          ...{ id, source: 'crm', mapping: 'crm.yaml', contentHash: hash, state: 'DONE', outputs: '{}' },
          ...{ ...counts, startedAt: at, finishedAt: at },
        },
      ]);
      await transaction.insert(ImportTableEntity, [
        {
          ...{ runId: id, tableNo: 0, target: 'account', file: 'a.csv', fileHash: hash, state: 'DONE' },
          ...{ ...counts, taken: 1, warnings: '[]', updatedAt: at },
        },
      ]);
    }
  });

/** A verification of each of some people: nobody of the demo has one. */
const leaveVerifications = (database: Database): Promise<void> =>
  database.write(async (transaction) => {
    const people = await transaction.rows<{ id: string | number }>(
      "SELECT id FROM subject WHERE kind = 'PERSON' ORDER BY id LIMIT 5",
    );
    const at = new Date('2026-06-01T00:00:00Z');
    await transaction.insert(
      BiometricVerificationEntity,
      people.map(({ id: subjectId }, n) => ({
        ...{ subjectId: String(subjectId), id: String(900 + n), modality: 'FACE', purpose: 'LOAN_APPROVAL' },
        ...{
          reasonKind: 'APPLICATION',
          reasonRef: 'APP-1',
          provider: 'BIOMETRICS',
          clientId: 'c',
          caller: 'c',
        },
        ...{ requestKey: `key-${n}`, requestDigest: Buffer.alloc(32, n), captureDigest: Buffer.alloc(32, n) },
        ...{ consentId: '1', consentNo: 'C-1', state: 'CLOSED', outcome: 'VERIFIED', cause: null },
        ...{ verdict: 'MATCH', scoreBp: 9_000, liveness: 'LIVE', reservedAt: at, expiresAt: at },
        ...{ sentAt: at, closedAt: at },
      })) as BiometricVerificationEntity[],
    );
  });
