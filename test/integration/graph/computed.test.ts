import { RelationEntity } from '../../../src/borrowers/bulk';
import {
  circlesOfSubject,
  computationInForce,
  computeGraph,
  ownersOfSubject,
  ringsOfSubject,
} from '../../../src/graph';
import { guaranteeCircles } from '../../../src/graph/computed/circles/guarantee-circles';
import { encodeNodeId, systemClock } from '../../../src/kernel';
import { type Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { type RunningGateway, startGateway } from '../../support/gateway';
import { ascendingIds, insertRows } from '../../support/graph-rows';

const AS_OF = '2026-06-30';
const PERSONA = (key: string) => ({ external: { source: 'demo', value: key } });

const CIRCLES = `query ($filter: GuaranteeCircleFilterInput, $first: Int = 10, $after: String) {
  guaranteeCircles(filter: $filter, first: $first, after: $after) {
    __typename
    ... on GuaranteeCircleConnection {
      nodes { id kind size guaranteeCount mutualPairs defaultedCount asOf computedAt
        exposure { outstanding { value currency } guaranteed { value } }
        members { nodes { defaulted borrower { displayName } } }
        guarantees { nodes { guarantor { id } debtor { id } amount { value } evidence } } }
      pageInfo { hasNextPage endCursor } }
    ... on GraphNotComputed { part command }
  } }`;

const RINGS = `query ($filter: SharedRingFilterInput) { sharedRings(filter: $filter) { __typename
  ... on SharedRingConnection { nodes { id kind size sharedCount density household
    members { nodes { borrower { displayName } } }
    shared { nodes { thing { __typename ... on Device { systemName } ... on ContactPoint { value } } } } } }
  ... on GraphNotComputed { part command } } }`;

const OWNERS = `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { ultimateOwners { __typename
  ... on UltimateOwnership { attributed complete hasUnknown cycles overstated truncated asOf controlChain { kind }
    owners { percent lowerBound isBeneficial controls hasMorePaths owner { kind }
      paths { percents percent subjects { kind } } } }
  ... on GraphNotComputed { part command } } } } }`;

let sequence = 0;
const relation = (from: number | string, kind: string, to: number | string, facts: object = {}) => {
  sequence += 1;
  return {
    fromSubjectId: String(from),
    kind,
    toSubjectId: String(to),
    id: String(900_000_000 + sequence),
    weight: null,
    weightUnit: null,
    since: null,
    until: null,
    evidence: null,
    source: 'test',
    sourceKey: `r${sequence}`,
    rowHash: Buffer.alloc(16),
    ...facts,
  };
};

describeOnDatabases('What is computed over the whole graph', (target) => {
  let running: RunningGateway;
  let database: Database;
  const newId = ascendingIds();
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    database = running.gateway.database;
  }, 60_000);
  afterAll(() => running?.close());

  const dependencies = (nextId = idGenerator(7)) => ({ database, clock: systemClock(AS_OF), nextId });
  const count = async (table: string, where = '1 = 1') => {
    const [row] = await database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`);
    return Number(row?.n);
  };

  it('finds the three circles of the demo, one of each kind, with what is at stake', async () => {
    const { data, errors } = await running.query(CIRCLES);
    expect(errors).toBeUndefined();
    const circles = data.guaranteeCircles.nodes as { kind: string; size: number }[];
    expect(circles.map(({ kind, size }) => `${kind} ${size}`).sort()).toEqual([
      'JOINT 3',
      'MUTUAL 2',
      'RING 3',
    ]);
    const ring = data.guaranteeCircles.nodes.find(({ kind }: { kind: string }) => kind === 'RING');
    expect(ring).toMatchObject({
      kind: 'RING',
      size: 3,
      guaranteeCount: 3,
      mutualPairs: 0,
      defaultedCount: 1,
      asOf: AS_OF,
      exposure: [{ outstanding: { currency: 'CNY' }, guaranteed: { value: '2500000.00' } }],
    });
    const [owed] = await database.rows<{ minor: string | number }>(
      `SELECT SUM(outstanding_minor) AS minor FROM loan WHERE loan_no LIKE '%circle-dealer%'
        OR source_key LIKE 'loan-circle-dealer-%'`,
    );
    expect(ring.exposure[0].outstanding.value).toBe((Number(owed?.minor) / 100).toFixed(2));
    const { members, guarantees } = ring;
    expect(members.nodes.filter((m: { defaulted: boolean }) => m.defaulted)).toHaveLength(1);
    expect(guarantees.nodes).toHaveLength(3);
    expect(guarantees.nodes[0].evidence).toMatch(/^loan-circle-dealer-[abc]$/);
  });

  it('finds the circle again from its member, by filters, and not by filters that do not fit', async () => {
    const member = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id guaranteeCircles { __typename
         ... on BorrowerGuaranteeCircles { asOf circles { kind size } } } } } }`,
      { key: PERSONA('circle-dealer-b') },
    );
    expect(member.data.borrower.guaranteeCircles).toEqual({
      __typename: 'BorrowerGuaranteeCircles',
      asOf: AS_OF,
      circles: [{ kind: 'RING', size: 3 }],
    });
    const found = async (filter: object) =>
      (await running.query(CIRCLES, { filter })).data.guaranteeCircles.nodes.length;
    const { id } = member.data.borrower;
    expect(await found({ memberId: id, kind: 'RING', minSize: 3, withDefaulted: true })).toBe(1);
    expect(await found({ minExposure: { value: '1000000.00', currency: 'CNY' } })).toBe(1);
    expect(await found({ minExposure: { value: '1000000.00', currency: 'USD' } })).toBe(0);
    expect(await found({ minExposure: { value: '99000000.00', currency: 'CNY' } })).toBe(0);
    expect(await found({ minSize: 4 })).toBe(0);
    expect(await found({ kind: 'MUTUAL' })).toBe(1);
    for (const filter of [{ kind: 'MUTUAL' }, { withDefaulted: false }])
      expect(await found({ memberId: id, ...filter })).toBe(0);
    const refused = await running.query(CIRCLES, { filter: { minSize: 1 } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_FILTER',
      field: 'filter.minSize',
    });
  });

  it('finds the device ring of five and the addresses of three and of two firms, and takes no public network for a ring', async () => {
    const { data, errors } = await running.query(RINGS);
    expect(errors).toBeUndefined();
    const rings = data.sharedRings.nodes as { kind: string; size: number }[];
    expect(rings.filter(({ kind }) => kind === 'DEVICE')).toMatchObject([
      {
        size: 5,
        sharedCount: 1,
        density: '1',
        shared: { nodes: [{ thing: { __typename: 'Device', systemName: 'Android 13' } }] },
      },
    ]);
    expect(rings.filter(({ kind }) => kind === 'ADDRESS')).toMatchObject([
      { size: 3, shared: { nodes: [{ thing: { __typename: 'ContactPoint' } }] } },
      { size: 2, shared: { nodes: [{ thing: { __typename: 'ContactPoint' } }] } },
    ]);
    const own = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { sharedRings {
         ... on BorrowerSharedRings { rings { kind size } } } } } }`,
      { key: PERSONA('ring-3') },
    );
    expect(own.data.borrower.sharedRings.rings).toEqual([
      { kind: 'DEVICE', size: 5 },
      { kind: 'MOBILE', size: 5 },
    ]);
  });

  it('finds who stands behind the fictitious trade', async () => {
    const { data, errors } = await running.query(OWNERS, { key: PERSONA('fictitious-supplier') });
    expect(errors).toBeUndefined();
    expect(data.borrower.ultimateOwners).toMatchObject({
      attributed: '95',
      complete: false,
      hasUnknown: false,
      cycles: false,
      controlChain: [{ kind: 'ENTERPRISE' }, { kind: 'PERSON' }],
      owners: [
        {
          percent: '95',
          lowerBound: '95',
          isBeneficial: true,
          controls: true,
          owner: { kind: 'PERSON' },
          paths: [
            { percents: ['95'], percent: '95', subjects: [{ kind: 'PERSON' }, { kind: 'ENTERPRISE' }] },
          ],
        },
      ],
    });
    const chain = await running.query(OWNERS, { key: PERSONA('chain-dealer') });
    const quarter = chain.data.borrower.ultimateOwners.owners.find(
      ({ paths }: { paths: unknown[] }) => paths.length === 2,
    );
    expect(chain.data.borrower.ultimateOwners).toMatchObject({ hasUnknown: true });
    expect(quarter).toMatchObject({ lowerBound: '25', isBeneficial: true });
    const cross = await running.query(OWNERS, { key: PERSONA('cross-dealer') });
    expect(cross.data.borrower.ultimateOwners).toMatchObject({ cycles: true });
    const person = await running.query(OWNERS, { key: PERSONA('fictitious-owner') });
    expect(person.data.borrower.ultimateOwners).toMatchObject({
      owners: [],
      attributed: '0',
      complete: false,
    });
  });

  it('lends its facts to higher modules, by loaders', async () => {
    const loaders = running.gateway.registry.forRequest(() => ({}));
    const idOf = async (sourceKey: string) => {
      const [row] = await database.rows<{ id: string | number }>(
        `SELECT id FROM subject WHERE source = 'demo' AND source_key = ?`,
        [sourceKey],
      );
      return String(row?.id);
    };
    expect(await loaders.load(computationInForce, 'CIRCLES')).toMatchObject({ asOf: AS_OF, found: 3 });
    expect(await loaders.load(circlesOfSubject, await idOf('circle-dealer-c'))).toMatchObject([
      { kind: 'RING', size: 3, defaultedCount: 1 },
    ]);
    expect(await loaders.load(circlesOfSubject, await idOf('ring-1'))).toEqual([]);
    expect(await loaders.load(ringsOfSubject, await idOf('ring-1'))).toMatchObject([
      { kind: 'DEVICE', size: 5, densityPpm: 1_000_000 },
      { kind: 'MOBILE', size: 5 },
    ]);
    expect(await loaders.load(ownersOfSubject, await idOf('fictitious-supplier'))).toMatchObject({
      attributedPpb: 950_000_000,
      owners: [{ partPpb: 950_000_000, isKnown: true }],
    });
  });

  it('marks the nodes of the risk graph', async () => {
    const marks = async (key: string) => {
      const { data, errors } = await running.query(
        `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { riskGraph(depth: 1) {
           nodes { kind distance marks { facts { code level } } } } } } }`,
        { key: PERSONA(key) },
      );
      expect(errors).toBeUndefined();
      return data.borrower.riskGraph.nodes as {
        kind: string;
        distance: number;
        marks: { facts: { code: string; level: string }[] };
      }[];
    };
    const circle = await marks('circle-dealer-a');
    expect(circle[0]?.marks.facts).toContainEqual({ code: 'GUARANTEE_CIRCLE', level: 'HIGH' });
    const ring = await marks('ring-1');
    expect(ring[0]?.marks.facts).toContainEqual({ code: 'DEVICE_RING', level: 'HIGH' });
    expect(ring.find(({ kind }) => kind === 'DEVICE')?.marks.facts).toContainEqual({
      code: 'DEVICE_RING',
      level: 'HIGH',
    });
    const contact = await marks('fictitious-buyer');
    expect(contact.find(({ kind }) => kind === 'CONTACT_POINT')?.marks.facts).toContainEqual({
      code: 'CONTACT_RING',
      level: 'WATCH',
    });
  });

  it('stands as it is when its input does, and is dated anew', async () => {
    const before = await database.rows('SELECT part, computation_id FROM graph_in_force ORDER BY part');
    const { parts } = await computeGraph(dependencies(), { asOf: '2026-07-01' });
    expect(parts.map(({ part, isNew }) => [part, isNew])).toEqual([
      ['CIRCLES', false],
      ['RINGS', false],
      ['OWNERS', false],
    ]);
    expect(await database.rows('SELECT part, computation_id FROM graph_in_force ORDER BY part')).toEqual(
      before,
    );
    expect(await count('graph_computation', `as_of = '2026-07-01'`)).toBe(3);
    await computeGraph(dependencies(), { asOf: AS_OF });
  });

  it('is made anew where the input changed and in no other part, keeps the one before, and removes it the next time', async () => {
    const [first] = await database.rows<{ from_subject_id: string; to_subject_id: string }>(
      `SELECT from_subject_id, to_subject_id FROM relation
        WHERE kind = 'GUARANTOR' AND evidence LIKE 'loan-circle-dealer%' LIMIT 1`,
    );
    const back = relation(first!.to_subject_id, 'GUARANTOR', first!.from_subject_id, { until: '2026-12-31' });
    await database.write((transaction) => transaction.insert(RelationEntity, [back]));
    const isNew = async (asOf: string) =>
      (await computeGraph(dependencies(), { asOf })).parts.map((part) => part.isNew);
    expect(await isNew(AS_OF)).toEqual([true, false, false]);
    const rings = async () =>
      (await running.query(CIRCLES, { filter: { kind: 'RING' } })).data.guaranteeCircles.nodes;
    expect(await rings()).toMatchObject([{ guaranteeCount: 4, mutualPairs: 1 }]);
    expect(await count('guarantee_circle')).toBe(6);
    expect(await isNew(AS_OF)).toEqual([false, false, false]);
    expect([await count('guarantee_circle'), await count('guarantee_circle_member')]).toEqual([3, 8]);
    // A guarantee counts on its last day, and no longer.
    expect(await isNew('2026-12-31')).toEqual([false, false, false]);
    expect((await isNew('2027-01-01'))[0]).toBe(true);
    expect(await rings()).toMatchObject([{ guaranteeCount: 3 }]);
  });

  it('stays in force when a run fails midway; the next one clears up behind it', async () => {
    const before = (await running.query(CIRCLES)).data;
    let left = 4;
    const failing = idGenerator(9);
    const run = computeGraph(
      dependencies(() => {
        left -= 1;
        if (left === 0) throw new Error('the machine went down');
        return failing();
      }),
      { anew: true, asOf: AS_OF },
    );
    await expect(run).rejects.toThrow('the machine went down');
    expect(await count('graph_computation', `state = 'RUNNING'`)).toBeGreaterThan(0);
    expect((await running.query(CIRCLES)).data).toEqual(before);
    await computeGraph(dependencies(), { asOf: AS_OF });
    expect(await count('graph_computation', `state = 'RUNNING'`)).toBe(0);
    expect(await count('graph_lease')).toBe(0);
  });

  it('is computed by one process at a time', async () => {
    const both = await Promise.allSettled([
      computeGraph(dependencies(), { anew: true, asOf: AS_OF }),
      computeGraph(dependencies(), { anew: true, asOf: AS_OF }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      name: 'LeaseBusyError',
      message: expect.stringContaining('the graph is being computed by'),
    });
  });

  it('takes a family that shares a telephone for a household and for no gang', async () => {
    const [mother, father, child, phone] = [newId(), newId(), newId(), newId()] as const;
    await insertRows(
      database,
      'subject',
      [mother, father, child].map((id) => ({ id, kind: 'PERSON', created_at: '2026-01-01 00:00:00.000' })),
    );
    await insertRows(
      database,
      'device_use',
      [mother, father, child].map((subject_id) => ({ id: newId(), subject_id, device_id: phone, times: 1 })),
    );
    const kin = [
      relation(mother, 'SPOUSE', father),
      relation(child, 'FAMILY', mother, { until: '2026-06-30' }),
    ];
    await database.write((transaction) => transaction.insert(RelationEntity, kin));
    const ringOf = async (asOf: string) => {
      await computeGraph(dependencies(), { asOf });
      const rings = async (filter: object) =>
        (await running.query(RINGS, { filter: { memberId: encodeNodeId('Borrower', child), ...filter } }))
          .data.sharedRings.nodes;
      const [found] = await rings({});
      const isHousehold = found.household !== null;
      expect([await rings({ isHousehold }), await rings({ isHousehold: !isHousehold })]).toEqual([
        [found],
        [],
      ]);
      const { data } = await running.query(
        'query ($roots: [ID!]!) { riskGraph(roots: $roots, depth: 1) { nodes { marks { facts { code level } } } } }',
        { roots: [encodeNodeId('Borrower', child)] },
      );
      return [found.size, found.household, data.riskGraph.nodes[0].marks.facts];
    };
    expect(await ringOf('2026-06-30')).toEqual([3, 'FAMILY', [{ code: 'HOUSEHOLD', level: 'NONE' }]]);
    // A tie counts on its last day, and no longer.
    expect((await ringOf('2026-07-01')).slice(0, 2)).toEqual([3, null]);
  });

  it('takes people with one telephone and address for a household, unless it is an emulator or two are in default', async () => {
    const people = [newId(), newId(), newId()];
    const [phone, home] = [newId(), newId()];
    const born = { kind: 'PERSON', created_at: '2026-01-01 00:00:00.000' };
    await insertRows(
      database,
      'subject',
      people.map((id) => ({ id, ...born })),
    );
    await insertRows(database, 'contact_point', [
      { id: home, kind: 'ADDRESS', value_index: 'a home', value_cell: 'unread' },
    ]);
    await insertRows(
      database,
      'contact_point_use',
      people.map((subject_id) => ({ id: newId(), subject_id, contact_point_id: home, role: 'HOME' })),
    );
    await insertRows(
      database,
      'device_use',
      people.map((subject_id) => ({ id: newId(), subject_id, device_id: phone, times: 1 })),
    );
    const lend = (subject_id: string, status: string) =>
      insertRows(database, 'loan', [
        {
          ...{ id: newId(), subject_id, status, loan_no: `loan-of-${subject_id}`, product: 'CONSUMER' },
          ...{ principal_minor: 100, outstanding_minor: 100, currency: 'CNY', term_months: 12 },
          ...{ issued_on: `2025-0${people.indexOf(subject_id) + 1}-01`, overdue_days: 0 },
        },
      ]);
    const ties = async () => {
      await computeGraph(dependencies(), { asOf: AS_OF });
      const { data } = await running.query(
        `query ($filter: SharedRingFilterInput) { sharedRings(filter: $filter) {
           ... on SharedRingConnection { nodes { kind household } } } }`,
        { filter: { memberId: encodeNodeId('Borrower', people[0]!) } },
      );
      return data.sharedRings.nodes.map(({ kind, household }: { kind: string; household: string | null }) =>
        [kind, household].join(' '),
      );
    };
    await lend(people[0]!, 'DEFAULTED');
    await lend(people[1]!, 'CURRENT');
    expect((await ties()).sort()).toEqual(['ADDRESS ADDRESS', 'DEVICE ADDRESS']);
    await insertRows(database, 'device', [
      { id: phone, kind: 'PHONE', emulator: 1, fingerprint_index: 'a telephone', fingerprint_cell: 'unread' },
    ]);
    expect((await ties()).sort()).toEqual(['ADDRESS ', 'DEVICE ']);
    await database.write((transaction) =>
      transaction.run('UPDATE device SET emulator = 0 WHERE id = ?', [phone!]),
    );
    expect((await ties()).sort()).toEqual(['ADDRESS ADDRESS', 'DEVICE ADDRESS']);
    await lend(people[2]!, 'WRITTEN_OFF');
    expect((await ties()).sort()).toEqual(['ADDRESS ', 'DEVICE ']);
  });

  it('equals what is found in memory, over more rows than a chunk holds, dangling ones too', async () => {
    const BASE = 5_000_000;
    const edges = Array.from({ length: 12_001 }, (_, n) => [n, (n + 1) % 12_001] as const);
    for (let n = 0; n < 400; n += 1)
      edges.push([20_000 + ((n * 7919) % 150), 20_000 + ((n * 104_729 + 3) % 150)]);
    const rows = edges.map(([from, to]) => relation(BASE + from, 'GUARANTOR', BASE + to));
    await database.write((transaction) => transaction.insert(RelationEntity, rows));
    await computeGraph(dependencies(), { asOf: AS_OF });
    const expected = guaranteeCircles(
      21_000,
      Int32Array.from(edges, ([from]) => from),
      Int32Array.from(edges, ([, to]) => to),
    );
    const stored = await database.rows<{ size: number; kind: string; guarantee_count: number }>(
      `SELECT c.size, c.kind, c.guarantee_count FROM guarantee_circle c JOIN graph_in_force f
         ON f.computation_id = c.computation_id WHERE c.anchor_id >= ${BASE} AND c.anchor_id < ${BASE + 30_000}
        ORDER BY c.anchor_id`,
    );
    expect(stored.map((row) => [row.size, row.kind, row.guarantee_count])).toEqual(
      expected.map(({ members, kind, edges: within }) => [members.length, kind, within.length]),
    );
    const page = await running.query(CIRCLES, { first: 1 });
    expect(page.data.guaranteeCircles.nodes[0]).toMatchObject({ size: 12_001 });
    const { endCursor } = page.data.guaranteeCircles.pageInfo;
    const next = await running.query(CIRCLES, { first: 1, after: endCursor });
    expect(next.data.guaranteeCircles.nodes[0].size).toBeLessThan(12_001);
  }, 60_000);

  it('takes no more statements for many borrowers than for one', async () => {
    const keys = ['a', 'b', 'c'].map((letter) => PERSONA(`circle-dealer-${letter}`));
    const statements = async (some: readonly object[]) => {
      const sent: string[] = [];
      const stop = database.onStatement((sql) => sent.push(sql));
      await running.query(
        `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower {
           guaranteeCircles { ... on BorrowerGuaranteeCircles { circles { exposure { outstanding { value } }
             members(first: 3) { nodes { borrower { kind } } } guarantees(first: 3) { nodes { amount { value } } } } } }
           sharedRings { ... on BorrowerSharedRings { rings { size } } }
           ultimateOwners { ... on UltimateOwnership { owners { owner { kind } isBeneficial paths { subjects { kind } } } } }
         } } }`,
        { keys: some },
      );
      stop();
      return sent.length;
    };
    // A batch more or less, as the event loop has it.
    expect(await statements(keys)).toBeLessThanOrEqual((await statements(keys.slice(0, 1))) + 2);
  });

  it('is not said to be none before anything was computed: the answer names the command', async () => {
    await database.write((transaction) => transaction.run('DELETE FROM graph_in_force'));
    const missing = (part: string) => ({
      __typename: 'GraphNotComputed',
      part,
      command: 'npm run graph:compute',
    });
    expect((await running.query(CIRCLES)).data.guaranteeCircles).toEqual(missing('CIRCLES'));
    expect((await running.query(RINGS)).data.sharedRings).toEqual(missing('RINGS'));
    const owners = await running.query(OWNERS, { key: PERSONA('fictitious-supplier') });
    expect(owners.data.borrower.ultimateOwners).toEqual(missing('OWNERS'));
  });
});
