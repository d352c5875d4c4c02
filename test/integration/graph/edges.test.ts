import { neighboursOfHop } from '../../../src/graph/edges/edge.loaders';
import { EdgeRepository } from '../../../src/graph/edges/edge.repository';
import { GRAPH_EDGE_KINDS, type GraphEdgeKind } from '../../../src/graph/graph.codes';
import { type NodeKey, nodeKey, nodeRow } from '../../../src/graph/node-key';
import { walk } from '../../../src/graph/traversal/breadth-first';
import type { Neighbours } from '../../../src/graph/traversal/graph-port';
import { Database } from '../../../src/platform/database';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { describeOnDatabases } from '../../support/databases';
import { ascendingIds, insertRows } from '../../support/graph-rows';

type Direction = 'BOTH' | 'OUT' | 'IN';
const TODAY = '2026-06-30';

describeOnDatabases('Edges', (target) => {
  let database: Database;
  let registry: LoaderRegistry;
  const newId = ascendingIds();

  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    registry = new LoaderRegistry(new EdgeRepository(database).loaders);
  }, 60_000);
  afterAll(() => database.close());

  const asked = (
    direction: Direction = 'BOTH',
    kinds: readonly GraphEdgeKind[] = GRAPH_EDGE_KINDS,
    asOf = TODAY,
  ): Neighbours => {
    const loaders = registry.forRequest(() => ({}));
    return (hop) => loaders.load(neighboursOfHop, { question: { kinds, direction, asOf }, ...hop });
  };

  const insert = (table: string, rows: Parameters<typeof insertRows>[2]): Promise<void> =>
    insertRows(database, table, rows);

  interface Tie {
    readonly from: string;
    readonly to: string;
    readonly kind?: string;
    readonly since?: string | null;
    readonly until?: string | null;
  }
  const relate = (ties: readonly Tie[]): Promise<void> =>
    insert(
      'relation',
      ties.map(({ from, to, kind = 'DEAL', since = null, until = null }) => ({
        id: newId(),
        from_subject_id: from,
        to_subject_id: to,
        kind,
        since,
        until,
      })),
    );

  const subjectsOf = (count: number): string[] => Array.from({ length: count }, newId);
  const node = (row: string): NodeKey => nodeKey('SUBJECT', row);
  const LIMITS = { depth: 3, maxNodes: 500, maxEdges: 5_000 };

  it('are followed on the days on which they hold, and by kind and direction', async () => {
    const [a, before, within, after, open, guarantor] = subjectsOf(6) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await relate([
      { from: a, to: before, since: '2020-01-01', until: '2026-06-29' },
      { from: a, to: within, since: '2026-06-30', until: '2026-06-30' },
      { from: a, to: after, since: '2026-07-01' },
      { from: a, to: open },
      { from: guarantor, to: a, kind: 'GUARANTOR' },
    ]);
    const reached = async (neighbours: Neighbours) =>
      [...(await walk([node(a)], { ...LIMITS, depth: 1 }, neighbours)).distances.keys()].slice(1);
    expect(await reached(asked())).toEqual([within, open, guarantor].map(node));
    expect(await reached(asked('OUT'))).toEqual([within, open].map(node));
    expect(await reached(asked('IN'))).toEqual([guarantor].map(node));
    expect(await reached(asked('BOTH', ['GUARANTOR']))).toEqual([guarantor].map(node));
    expect(await reached(asked('BOTH', GRAPH_EDGE_KINDS, '2026-06-29'))).toEqual(
      [before, open, guarantor].map(node),
    );
  });

  it('of every table are followed from both ends', async () => {
    const [holder, partner, cancelled] = subjectsOf(3) as [string, string, string];
    const [device, contact, account, supplier, dealer, loan] = subjectsOf(6) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const money = { currency: 'CNY', status: 'OPEN' };
    await insert('device_use', [
      {
        id: newId(),
        subject_id: holder,
        device_id: device,
        times: 1,
        first_seen_at: '2026-06-30 15:59:59.000',
      },
      {
        id: newId(),
        subject_id: cancelled,
        device_id: device,
        times: 1,
        first_seen_at: '2026-06-30 16:00:00.000',
      },
    ]);
    await insert('contact_point_use', [
      { id: newId(), subject_id: holder, contact_point_id: contact, role: 'OWN' },
    ]);
    await insert('account_holder', [{ id: newId(), subject_id: holder, account_id: account, role: 'OWNER' }]);
    const firm = { name: 'x', status: 'ACTIVE', since: '2020-01-01' };
    await insert('supplier', [{ ...firm, id: supplier, subject_id: holder, supplier_no: 'S', tier: 'CORE' }]);
    await insert('dealer', [
      { ...firm, id: dealer, subject_id: holder, dealer_no: 'D', level: 'GOLD', currency: 'CNY' },
    ]);
    await insert('loan', [
      {
        ...{
          id: loan,
          subject_id: holder,
          loan_no: 'L',
          product: 'OTHER',
          status: 'CURRENT',
          currency: 'CNY',
        },
        ...{
          principal_minor: 1,
          outstanding_minor: 1,
          term_months: 1,
          issued_on: '2026-01-01',
          overdue_days: 0,
        },
      },
    ]);
    const order = {
      ...money,
      order_no: 'O',
      total_minor: 1,
      ordered_on: '2026-01-01',
      seller_subject_id: holder,
    };
    await insert('trade_order', [
      { ...order, id: newId(), buyer_subject_id: partner },
      { ...order, id: newId(), buyer_subject_id: partner },
      { ...order, id: newId(), buyer_subject_id: null },
      { ...order, id: newId(), buyer_subject_id: cancelled, status: 'CANCELLED' },
    ]);
    const things = [
      nodeKey('DEVICE', device),
      nodeKey('CONTACT_POINT', contact),
      nodeKey('ACCOUNT', account),
      nodeKey('SUPPLIER', supplier),
      nodeKey('DEALER', dealer),
      nodeKey('LOAN', loan),
      node(partner),
    ];
    const there = await walk([node(holder)], { ...LIMITS, depth: 1 }, asked('OUT'));
    expect([...there.distances.keys()].slice(1).sort()).toEqual([...things].sort());
    // Two orders of a pair are one edge; the cancelled one and the one without a buyer are none.
    expect(there.edges).toHaveLength(7);
    const back = await walk(things, { ...LIMITS, depth: 1 }, asked('IN'));
    expect([...back.distances].filter(([, distance]) => distance === 1)).toEqual([[node(holder), 1]]);
    expect(back.edges).toEqual(there.edges);
  });

  describe('of a node with too many of one kind', () => {
    let hub: string;
    let users: string[];
    let device: string;
    beforeAll(async () => {
      [hub, device] = subjectsOf(2) as [string, string];
      users = subjectsOf(1_200);
      await relate(users.map((to) => ({ from: hub, to })));
      await relate([{ from: hub, to: users[0]!, kind: 'BRANCH' }]);
      await insert(
        'device_use',
        users.map((user) => ({ id: newId(), subject_id: user, device_id: device, times: 1 })),
      );
    });

    it('are followed from a root some way, and it says so', async () => {
      const { distances, cuts } = await walk([node(hub)], { ...LIMITS, depth: 1 }, asked());
      expect([...distances.keys()].slice(1)).toEqual(users.slice(0, 200).map(node));
      expect(cuts).toEqual([{ reason: 'FAN_OUT', node: node(hub), kind: 'DEAL', found: 1_000, kept: 200 }]);
    });

    it('are not followed from a node in between, whose other kinds are', async () => {
      const last = users.at(-1)!;
      const kinds = ['BRANCH', 'DEAL'] as const;
      const { distances, cuts } = await walk([node(last)], LIMITS, asked('BOTH', kinds));
      expect([...distances.keys()].map(nodeRow)).toEqual([last, hub, users[0]]);
      expect(cuts).toEqual([{ reason: 'SUPERNODE', node: node(hub), kind: 'DEAL', found: 1_000, kept: 0 }]);
    });

    it('are not followed through a device either', async () => {
      const { distances, cuts } = await walk([node(users[7]!)], LIMITS, asked('BOTH', ['USES_DEVICE']));
      expect([...distances.keys()]).toEqual([node(users[7]!), nodeKey('DEVICE', device)]);
      expect(cuts).toMatchObject([{ reason: 'SUPERNODE', kind: 'USES_DEVICE', found: 1_000, kept: 0 }]);
    });

    it('never come into memory: the database answers with no more rows than are kept', async () => {
      const sizes: number[] = [];
      const rows = database.rows.bind(database);
      const spied = jest.spyOn(database, 'rows').mockImplementation(async (sql, values) => {
        const found = await rows(sql, values);
        sizes.push(found.length);
        return found;
      });
      await walk([node(users[7]!)], LIMITS, asked());
      await walk([node(hub)], { ...LIMITS, depth: 1 }, asked());
      spied.mockRestore();
      expect(Math.max(...sizes)).toBeLessThan(210);
    });
  });

  it('of all traversals of a hop are read together: hops times tables, for 1 root and for 200', async () => {
    const roots = subjectsOf(200);
    const ends = roots.map(() => subjectsOf(3));
    await relate(roots.flatMap((root, n) => ends[n]!.map((to) => ({ from: root, to }))));
    const statements: string[] = [];
    const stop = database.onStatement((sql) => statements.push(sql));
    const count = async (some: readonly string[], neighbours: Neighbours) => {
      statements.length = 0;
      const walks = await Promise.all(
        some.map((root) => walk([node(root)], { ...LIMITS, depth: 2 }, neighbours)),
      );
      expect(walks.map(({ distances }) => distances.size)).toEqual(some.map(() => 4));
      return statements.length;
    };
    const TABLES = 8;
    expect(await count(roots.slice(0, 1), asked())).toBe(2 * TABLES);
    expect(await count(roots, asked())).toBe(2 * TABLES);
    expect(await count(roots, asked('BOTH', ['DEAL']))).toBe(2);
    stop();
  });
});
