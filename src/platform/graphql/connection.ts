import { type ClassType, Extensions, Field, ObjectType } from 'type-graphql';
import { CatalogueError, type Permission } from '../../kernel';
import type { CursorCodec } from '../crypto';
import type { PageOfRows, PageRequest } from '../database';
import { access } from './extensions';

@Extensions(access('service:read'))
@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list goes on after this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last element of the page: give it as `after` for the next one. Null for an empty page.',
  })
  endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface TypedConnection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
}

/** The Relay connection type of a node type. Register it under one name as value and type. */
export function connectionOf<T extends object>(
  name: string,
  node: () => ClassType<T>,
  permission: Permission,
  description: string,
): ClassType<TypedConnection<T>> {
  @Extensions(access(permission))
  @ObjectType(`${name}Edge`, { description: `An element of a list, with its place: ${description}` })
  class EdgeType {
    @Field(() => String, {
      description: 'The place of the element in this list; signed, good for this list only.',
    })
    cursor!: string;

    @Field(node, { description: 'The element itself.' })
    node!: T;
  }

  @Extensions(access(permission))
  @ObjectType(`${name}Connection`, { description: `A page of a list: ${description}` })
  class Connection {
    @Field(() => [EdgeType], { description: 'The elements with their places.' })
    edges!: EdgeType[];

    @Field(() => [node()], { description: 'The elements.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where the page ends and whether more follows.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

export interface PageArguments {
  readonly first: number;
  readonly after: string | null;
}

/** @throws CatalogueError PAGE_SIZE_OUT_OF_RANGE */
export function pageArguments(first: number, after: string | null | undefined, max: number): PageArguments {
  if (!Number.isInteger(first) || first < 0 || first > max)
    throw new CatalogueError('PAGE_SIZE_OUT_OF_RANGE', { argument: 'first', min: 0, max });
  return { first, after: after ?? null };
}

/** What the database is asked for: the place that the cursor stands for, once it is shown to belong to this list. */
export function pageRequest(
  { first, after }: PageArguments,
  list: string,
  cursors: CursorCodec,
): PageRequest {
  return { first, after: after === null ? null : cursors.open(list, after) };
}

/** A page as GraphQL reads it. Cursors are signed only when somebody reads them: most callers take `nodes`. */
export function toConnection<Row, T>(
  page: PageOfRows<Row>,
  list: string,
  cursors: CursorCodec,
  toNode: (row: Row) => T,
): TypedConnection<T> {
  const nodes = page.rows.map(toNode);
  const cursor = (index: number): string => cursors.seal(list, page.keys[index] ?? []);
  return {
    nodes,
    get edges() {
      return nodes.map((node, index) => ({ node, cursor: cursor(index) }));
    },
    pageInfo: {
      hasNextPage: page.hasNext,
      get endCursor() {
        return nodes.length === 0 ? null : cursor(nodes.length - 1);
      },
    },
  };
}
