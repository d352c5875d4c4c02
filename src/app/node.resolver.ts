import { Arg, Ctx, Extensions, ID, Query, Resolver } from 'type-graphql';
import { subjectById, toBorrower } from '../borrowers';
import {
  accountById,
  contactPointById,
  dealerById,
  deviceById,
  loanById,
  orderById,
  supplierById,
  toAccount,
  toContactPoint,
  toDealer,
  toDevice,
  toLoan,
  toOrder,
  toSupplier,
} from '../ecosystem';
import { CatalogueError, decodeNodeId, may, type NodeType, type Permission } from '../kernel';
import { access, Node } from '../platform/graphql';
import type { LoaderToken } from '../platform/loaders';
import type { RequestContext } from '../platform/request';

interface NodeSource {
  readonly permission: Permission;
  fetch(context: RequestContext, key: string): Promise<Node | null>;
}

const source = <Item>(
  permission: Permission,
  token: LoaderToken<string, Item | null>,
  toNode: (item: Item) => Node,
): NodeSource => ({
  permission,
  fetch: async (context, key) => {
    const item = await context.load(token, key);
    return item === null ? null : toNode(item);
  },
});

/** The same look-ups and permissions as every other path to these things. */
const SOURCES: Readonly<Record<NodeType, NodeSource>> = {
  Borrower: source('borrower:read', subjectById, toBorrower),
  Account: source('ecosystem:read', accountById, toAccount),
  Supplier: source('ecosystem:read', supplierById, toSupplier),
  Dealer: source('ecosystem:read', dealerById, toDealer),
  Order: source('ecosystem:read', orderById, toOrder),
  Loan: source('loan:read', loanById, toLoan),
  Device: source('ecosystem:read', deviceById, toDevice),
  ContactPoint: source('ecosystem:read', contactPointById, toContactPoint),
};

const MOST_NODES = 200;

@Resolver()
export class NodeResolver {
  @Extensions(access('service:read'))
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when it is not there. Needs the permission of its type.',
  })
  node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    return fetchNode(id, context, 'id');
  }

  @Extensions(access('service:read'))
  @Query(() => [Node], {
    nullable: 'items',
    description: 'Things by their ids, in the order of the ids; null for one that is not there. At most 200.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'The ids.' }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<(Node | null)[]> {
    if (ids.length > MOST_NODES)
      throw new CatalogueError('TOO_MANY_KEYS', { argument: 'ids', max: MOST_NODES });
    return Promise.all(ids.map((id, index) => fetchNode(id, context, `ids[${index}]`)));
  }
}

async function fetchNode(id: string, context: RequestContext, argument: string): Promise<Node | null> {
  const decoded = decodeNodeId(id);
  if (!decoded) throw new CatalogueError('INVALID_ID', { argument });
  const { permission, fetch } = SOURCES[decoded.type];
  if (!may(context.principal, permission))
    throw new CatalogueError('FORBIDDEN', { permission, path: argument });
  return fetch(context, decoded.key);
}
