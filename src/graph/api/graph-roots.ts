import { subjectById } from '../../borrowers';
import {
  accountById,
  contactPointById,
  dealerById,
  deviceById,
  loanById,
  supplierById,
} from '../../ecosystem';
import { CatalogueError, may, type Permission } from '../../kernel';
import type { LoaderToken } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import type { GraphNodeKind } from '../graph.codes';
import { type NodeKey, nodeKeyOfId, nodeKind, nodeRow } from '../node-key';

export type UnknownReason = 'MALFORMED' | 'NOT_A_NODE' | 'NOT_FOUND';

/** The row behind a node, and who may read it. */
const ROWS: Readonly<
  Record<
    GraphNodeKind,
    { readonly permission: Permission; readonly token: LoaderToken<string, object | null> }
  >
> = {
  SUBJECT: { permission: 'borrower:read', token: subjectById },
  ACCOUNT: { permission: 'ecosystem:read', token: accountById },
  SUPPLIER: { permission: 'ecosystem:read', token: supplierById },
  DEALER: { permission: 'ecosystem:read', token: dealerById },
  DEVICE: { permission: 'ecosystem:read', token: deviceById },
  CONTACT_POINT: { permission: 'ecosystem:read', token: contactPointById },
  LOAN: { permission: 'loan:read', token: loanById },
};

/**
 * The node that an id stands for, or why there is none.
 * @throws CatalogueError FORBIDDEN for a thing that the caller may not read
 */
export async function rootOf(
  id: string,
  argument: string,
  context: RequestContext,
): Promise<NodeKey | { readonly unknown: UnknownReason }> {
  const key = nodeKeyOfId(id);
  if (key === 'malformed') return { unknown: 'MALFORMED' };
  if (key === null) return { unknown: 'NOT_A_NODE' };
  const { permission, token } = ROWS[nodeKind(key)];
  if (!may(context.principal, permission))
    throw new CatalogueError('FORBIDDEN', { permission, path: argument });
  return (await context.load(token, nodeRow(key))) === null ? { unknown: 'NOT_FOUND' } : key;
}
