import fc from 'fast-check';
import { systemClock } from '../../../src/kernel';
import { CursorCodec } from '../../../src/platform/crypto';
import {
  boundedPage,
  Database,
  keysetPages,
  type ListOrder,
  type PageOfRows,
  type SqlValue,
} from '../../../src/platform/database';
import { bindList, connectionFor, listLoader } from '../../../src/platform/lists';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { Deadline, type RequestContext, requestContext } from '../../../src/platform/request';
import { describeOnDatabases } from '../../support/databases';

interface Item {
  readonly id: bigint;
  readonly parent: bigint;
  readonly score: number;
  readonly name: string;
}

interface ItemRow {
  id: string | number;
  parent_id: string | number;
}

/** Neighbours that a double cannot tell apart, as all of the product's ids are. */
const FIRST_ID = 262_144_000_000_000_001n;
const PARENTS = [1n, 2n, 3n].map((step) => FIRST_ID * 2n + step);
const NAMES = ['Haier', 'haier', 'Ha', 'é', 'e', '海尔', '海尔智家', '𠮷', '', "o'b"];
const WITHOUT_ROWS = '77';

const ITEMS: readonly Item[] = fc
  .sample(
    fc.record({ parent: fc.constantFrom(...PARENTS), score: fc.nat(4), name: fc.constantFrom(...NAMES) }),
    { numRuns: 160, seed: 20_260_630 },
  )
  .map((facts, i) => ({ id: FIRST_ID + BigInt(i), ...facts }));

const value: Readonly<Record<string, (item: Item) => bigint | number | string>> = {
  id: (item) => item.id,
  score: (item) => item.score,
  // Bytes compare as the databases compare them.
  name: (item) => Buffer.from(item.name).toString('hex'),
};

const by = (...parts: string[]): ListOrder[] =>
  parts.map((part) => {
    const [column, direction] = part.split(' ') as [string, 'ASC' | 'DESC'];
    return { column, direction };
  });

const ORDERS = [
  by('id ASC'),
  by('id DESC'),
  by('score ASC', 'id ASC'),
  by('score DESC', 'id ASC'),
  by('name ASC', 'id DESC'),
  by('name DESC', 'score ASC', 'id ASC'),
];

function inOrder(items: readonly Item[], order: readonly ListOrder[]): string[] {
  const compare = (a: Item, b: Item): number => {
    for (const { column, direction } of order) {
      const [left, right] = [value[column]?.(a) ?? 0, value[column]?.(b) ?? 0];
      if (left !== right) return left < right === (direction === 'ASC') ? -1 : 1;
    }
    return 0;
  };
  return [...items].sort(compare).map((item) => String(item.id));
}

const idsOf = (page: PageOfRows<ItemRow> | undefined): string[] =>
  (page?.rows ?? []).map((row) => String(row.id));

describeOnDatabases('a list', (target) => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    const binary = database.dialect === 'mysql' ? 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
    await database.source.query(
      `CREATE TABLE item (id bigint NOT NULL PRIMARY KEY, parent_id bigint NOT NULL, score int NOT NULL,
         name varchar(40) ${binary} NOT NULL)`,
    );
    await database.write(async (transaction) => {
      for (const { id, parent, score, name } of ITEMS)
        await transaction.run('INSERT INTO item VALUES (?, ?, ?, ?)', [id, parent, score, name]);
    });
  });
  afterAll(() => database.close());

  const codec = new CursorCodec(Buffer.alloc(32, 1));
  /** What a caller does: the last row's place goes out as a cursor and comes back. */
  const placeAfter = (page: PageOfRows<ItemRow>): readonly SqlValue[] | null => {
    const last = page.keys.at(-1);
    return last ? codec.open('list', codec.seal('list', last)) : null;
  };

  describe.each(
    ORDERS.map((order) => [order.map((o) => `${o.column} ${o.direction}`).join(', '), order] as const),
  )('ordered by %s', (_name, order) => {
    it.each([7, 160, 161])('is walked in pages of %i: each row once, in order', async (first) => {
      const walked: string[] = [];
      let after: readonly SqlValue[] | null = null;
      for (;;) {
        const page: PageOfRows<ItemRow> = await boundedPage(
          database,
          { select: 'id, parent_id', from: 'item', order },
          { first, after },
        );
        walked.push(...idsOf(page));
        expect(page.rows.length).toBe(page.hasNext ? first : page.rows.length);
        if (!page.hasNext) break;
        after = placeAfter(page);
      }
      expect(walked).toEqual(inOrder(ITEMS, order));
    });

    it('is walked for all parents at once in pages of 13', async () => {
      const first = 13;
      const shape = { select: 'id, parent_id', from: 'item', parent: 'parent_id', order };
      for (const parent of PARENTS.map(String)) {
        const walked: string[] = [];
        let after: readonly SqlValue[] | null = null;
        for (;;) {
          const pages: Map<string, PageOfRows<ItemRow>> = await keysetPages(
            database,
            shape,
            PARENTS.map(String),
            {
              first,
              after,
            },
          );
          const page = pages.get(parent);
          walked.push(...idsOf(page));
          if (!page?.hasNext) break;
          after = placeAfter(page);
        }
        const own = ITEMS.filter((item) => String(item.parent) === parent);
        expect(walked).toEqual(inOrder(own, order));
      }
    });
  });

  const shape = { select: 'id, parent_id', from: 'item', order: by('score DESC', 'id ASC') };

  it('of no length tells only whether there is something', async () => {
    const none = { first: 0, after: null };
    expect(await boundedPage(database, shape, none)).toEqual({ rows: [], keys: [], hasNext: true });
    expect(await boundedPage(database, { ...shape, where: 'score > 100' }, none)).toMatchObject({
      hasNext: false,
    });
    const [parent] = PARENTS.map(String) as [string];
    const pages = await keysetPages(database, { ...shape, parent: 'parent_id' }, [parent], none);
    expect(pages.get(parent)).toEqual({ rows: [], keys: [], hasNext: true });
  });

  it('holds what its condition lets through, also after a cursor', async () => {
    const filtered = { ...shape, where: 'score = ? AND name <> ?', values: [2, 'Ha'] };
    const wanted = inOrder(
      ITEMS.filter((item) => item.score === 2 && item.name !== 'Ha'),
      shape.order,
    );
    const one = await boundedPage<ItemRow>(database, filtered, { first: 3, after: null });
    const rest = await boundedPage<ItemRow>(database, filtered, { first: 100, after: placeAfter(one) });
    expect([...idsOf(one), ...idsOf(rest)]).toEqual(wanted);
  });

  it('of a parent without rows is not there', async () => {
    const asked = [WITHOUT_ROWS, ...PARENTS.map(String)];
    const pages = await keysetPages(database, { ...shape, parent: 'parent_id' }, asked, {
      first: 1,
      after: null,
    });
    expect([...pages.keys()].sort()).toEqual(PARENTS.map(String));
  });

  it('of no parents asks nothing', async () => {
    const heard: string[] = [];
    const stop = database.onStatement((sql) => heard.push(sql));
    expect(
      (await keysetPages(database, { ...shape, parent: 'parent_id' }, [], { first: 1, after: null })).size,
    ).toBe(0);
    stop();
    expect(heard).toEqual([]);
  });

  it('may name its parents inside its tables, with conditions and cursor beside', async () => {
    const best = {
      ...shape,
      from: `item JOIN (SELECT parent_id AS of_parent, MAX(score) AS top FROM item
                         WHERE parent_id IN (:parents) GROUP BY parent_id) best ON of_parent = parent_id AND score = top
                  JOIN (SELECT DISTINCT parent_id AS again FROM item WHERE parent_id IN (:parents)) known ON again = parent_id`,
      parent: 'parent_id',
      where: 'name <> ?',
      values: ['Ha'],
    };
    const asked = PARENTS.slice(0, 2).map(String);
    const first = await keysetPages<ItemRow>(database, best, asked, { first: 2, after: null });
    expect([...first.keys()].sort()).toEqual(asked);
    for (const parent of asked) {
      const own = ITEMS.filter((item) => String(item.parent) === parent);
      const top = Math.max(...own.map((item) => item.score));
      const wanted = inOrder(
        own.filter((item) => item.score === top && item.name !== 'Ha'),
        shape.order,
      );
      const page = first.get(parent) as PageOfRows<ItemRow>;
      expect(idsOf(page)).toEqual(wanted.slice(0, 2));
      const next = await keysetPages<ItemRow>(database, best, [parent], {
        first: 100,
        after: placeAfter(page),
      });
      expect(idsOf(next.get(parent))).toEqual(wanted.slice(2));
    }
  });

  describe('as a connection', () => {
    const itemsOf = listLoader<string, number | null>('itemsOf');
    const allItems = listLoader<string>('allItems');
    const toId = (row: ItemRow): string => String(row.id);
    const order = by('id ASC');

    const context = (): RequestContext =>
      requestContext({
        correlationId: 'test',
        principal: { subject: 's', clientId: 'c', role: 'app', permissions: new Set() },
        clock: systemClock(),
        deadline: Deadline.after(10_000),
        cursors: codec,
        registry,
      });
    let registry: LoaderRegistry;
    beforeAll(() => {
      registry = new LoaderRegistry([
        bindList<ItemRow, string, number | null>(
          itemsOf,
          database,
          (name, score) => ({
            select: 'id, parent_id',
            from: 'item',
            parent: 'parent_id',
            order: name === 'DOWN' ? by('id DESC') : order,
            ...(score !== null && { where: 'score = ?', values: [score] }),
          }),
          toId,
        ),
        bindList<ItemRow, string, null>(
          allItems,
          database,
          () => ({ select: 'id, parent_id', from: 'item', order }),
          toId,
        ),
      ]);
    });
    const itemsOfParent = (
      request: RequestContext,
      parent: string,
      page: { first: number; after?: string | null },
      question: { order?: string; filter?: number } = {},
    ) => connectionFor(request, itemsOf, page, (id) => id, { parent, ...question });
    const own = (parent: string): string[] =>
      inOrder(
        ITEMS.filter((item) => String(item.parent) === parent),
        order,
      );

    it('is one statement for all parents of all requests that ask the same', async () => {
      const heard: string[] = [];
      const stop = database.onStatement((sql) => heard.push(sql));
      const [one, other] = [context(), context()];
      const connections = await Promise.all(
        [...PARENTS.map(String), WITHOUT_ROWS].map((parent, i) =>
          itemsOfParent(i % 2 === 0 ? one : other, parent, { first: 3 }),
        ),
      );
      stop();
      expect(heard).toHaveLength(1);
      expect(connections.map(({ nodes }) => nodes)).toEqual([
        ...PARENTS.map((parent) => own(String(parent)).slice(0, 3)),
        [],
      ]);
      expect(connections.at(-1)?.pageInfo).toMatchObject({ hasNextPage: false, endCursor: null });
    });

    it('keeps lists of another page, ordering or filter apart', async () => {
      const request = context();
      const parent = String(PARENTS[0]);
      const [three, two, down, filtered] = await Promise.all([
        itemsOfParent(request, parent, { first: 3 }),
        itemsOfParent(request, parent, { first: 2 }),
        itemsOfParent(request, parent, { first: 2 }, { order: 'DOWN' }),
        itemsOfParent(request, parent, { first: 100 }, { filter: 2 }),
      ]);
      expect(three.nodes).toEqual(own(parent).slice(0, 3));
      expect(two.nodes).toEqual(own(parent).slice(0, 2));
      expect(down.nodes).toEqual(own(parent).reverse().slice(0, 2));
      expect(filtered.nodes).toEqual(
        own(parent).filter((id) => ITEMS.find((item) => String(item.id) === id)?.score === 2),
      );
    });

    it('goes on where any of its edges was', async () => {
      const page = await connectionFor(context(), allItems, { first: 5 }, (id) => id);
      expect(page.pageInfo.hasNextPage).toBe(true);
      expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor);
      const after = page.edges[2]?.cursor ?? null;
      const next = await connectionFor(context(), allItems, { first: 100, after }, (id) => id);
      expect(next.nodes).toEqual(inOrder(ITEMS, order).slice(3, 103));
    });

    it('refuses a cursor of another parent, ordering, filter or list', async () => {
      const [parent, stranger] = PARENTS.map(String) as [string, string];
      const { endCursor: after } = (await itemsOfParent(context(), parent, { first: 1 })).pageInfo;
      expect((await itemsOfParent(context(), parent, { first: 1, after })).nodes).toEqual(
        own(parent).slice(1, 2),
      );
      const refused = [
        itemsOfParent(context(), stranger, { first: 1, after }),
        itemsOfParent(context(), parent, { first: 1, after }, { order: 'DOWN' }),
        itemsOfParent(context(), parent, { first: 1, after }, { filter: 2 }),
        connectionFor(context(), allItems, { first: 1, after }, (id) => id),
      ];
      for (const outcome of await Promise.allSettled(refused))
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'INVALID_CURSOR' } });
    });

    it.each([-1, 101, 100_000, 1.5, Number.NaN])('refuses a page of %d', async (first) => {
      await expect(itemsOfParent(context(), String(PARENTS[0]), { first })).rejects.toMatchObject({
        code: 'PAGE_SIZE_OUT_OF_RANGE',
        facts: { argument: 'first', min: 0, max: 100 },
      });
    });
  });
});
