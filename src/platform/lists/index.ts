/**
 * Lists that can grow, the same way everywhere: a token names the list, a repository says its SQL once, a field turns
 * a page of it into a Relay connection. The lists of all parents of a request are one statement.
 */
import { ArgsType, Field, Int } from 'type-graphql';
import {
  boundedPage,
  type Database,
  keysetPages,
  type ListShape,
  marks,
  type PageOfRows,
  type PageRequest,
  type Reader,
} from '../database';
import { pageArguments, pageRequest, type TypedConnection, toConnection } from '../graphql';
import {
  type Batch,
  bindRequestLoader,
  bindSharedLoader,
  type LoaderBinding,
  type LoaderToken,
  sharedLoader,
} from '../loaders';
import type { RequestContext } from '../request';

export interface ListKey<Filter> {
  /** Null for a list that hangs on nothing. */
  readonly parent: string | null;
  readonly page: PageRequest;
  readonly order: string;
  readonly filter: Filter;
}

export type ListToken<Item, Filter = null> = LoaderToken<ListKey<Filter>, PageOfRows<Item>>;

export const listLoader = <Item, Filter = null>(name: string): ListToken<Item, Filter> =>
  sharedLoader<ListKey<Filter>, PageOfRows<Item>>(name, {
    absent: () => ({ rows: [], keys: [], hasNext: false }),
  });

type Shape = ListShape & { readonly parent?: string };

/** Binds a list to its SQL. Keys that differ in their parent only are answered by one statement. */
export function bindList<Row, Item, Filter>(
  token: ListToken<Item, Filter>,
  reader: Reader,
  shapeOf: (order: string, filter: Filter) => Shape,
  toItem: (row: Row) => Item,
): LoaderBinding {
  const groupsOf = (keys: readonly ListKey<Filter>[]): Map<string, ListKey<Filter>[]> => {
    const groups = new Map<string, ListKey<Filter>[]>();
    for (const key of keys) {
      const sameQuestion = JSON.stringify({ ...key, parent: null });
      const group = groups.get(sameQuestion);
      if (group) group.push(key);
      else groups.set(sameQuestion, [key]);
    }
    return groups;
  };
  const batch: Batch<ListKey<Filter>, PageOfRows<Item>> = async (keys) => {
    const answers = new Map<string, PageOfRows<Item>>();
    const answer = (key: ListKey<Filter>, page: PageOfRows<Row>) =>
      answers.set(token.keyOf(key), { ...page, rows: page.rows.map(toItem) });
    await Promise.all(
      [...groupsOf(keys).values()].map(async (group) => {
        const first = group[0] as ListKey<Filter>;
        const shape = shapeOf(first.order, first.filter);
        if (shape.parent === undefined)
          return answer(first, await boundedPage<Row>(reader, shape, first.page));
        const parents = group.map((key) => key.parent as string);
        const pages = await keysetPages<Row>(reader, { ...shape, parent: shape.parent }, parents, first.page);
        for (const key of group) {
          const page = pages.get(key.parent as string);
          if (page) answer(key, page);
        }
        return undefined;
      }),
    );
    return answers;
  };
  return bindSharedLoader(token, batch, (keys) => groupsOf(keys).size);
}

/** Binds a look-up of single rows by their key to its SQL. */
export function bindById<Row extends { readonly id: string | number }, Item>(
  token: LoaderToken<string, Item | null>,
  reader: Reader,
  { select, from, key = 'id' }: { readonly select: string; readonly from: string; readonly key?: string },
  toItem: (row: Row) => Item,
): LoaderBinding {
  return bindSharedLoader(token, async (ids) => {
    const rows = await reader.rows<Row>(
      `SELECT ${select} FROM ${from} WHERE ${key} IN (${marks(ids.length)})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.id), toItem(row)]));
  });
}

/** Binds a look-up of one request to its SQL. What it sends through the database that it is given is the request's cost. */
export const bindCounted = <K, V>(
  token: LoaderToken<K, V>,
  database: Database,
  batch: (counted: Database, keys: readonly K[]) => ReturnType<Batch<K, V>>,
): LoaderBinding =>
  bindRequestLoader(token, (keys: readonly K[], { cost }: RequestContext) =>
    batch(database.heardBy(cost.countStatement), keys),
  );

@ArgsType()
export class ListArguments {
  @Field(() => Int, { defaultValue: 10, description: 'How many elements at most, 0 to 100.' })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor after which to go on: `endCursor` of the page before.',
  })
  after?: string | null;
}

// A page of 100 keeps an answer readable and a statement short; whoever wants all pages through.
const LONGEST_PAGE = 100;

interface ListQuestion<Filter> {
  readonly parent?: string;
  readonly order?: string;
  readonly filter?: Filter;
}

/** A page of a list as a connection. A cursor is good for the very list, parent, ordering and filter it came from. */
export async function connectionFor<Item, Node, Filter>(
  context: RequestContext,
  token: ListToken<Item, Filter>,
  { first, after }: ListArguments,
  toNode: (item: Item) => Node,
  { parent, order = '', filter }: ListQuestion<Filter> = {},
): Promise<TypedConnection<Node>> {
  const key = { parent: parent ?? null, order, filter: (filter ?? null) as Filter };
  const list = `${token.name}|${JSON.stringify(key)}`;
  const page = pageRequest(pageArguments(first, after, LONGEST_PAGE), list, context.cursors);
  return toConnection(await context.load(token, { ...key, page }), list, context.cursors, toNode);
}
