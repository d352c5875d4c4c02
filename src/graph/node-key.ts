import { decodeNodeId, NODE_PREFIX, type NodeType } from '../kernel';
import { GRAPH_NODE_KINDS, type GraphNodeKind } from './graph.codes';

/** A node as traversals know it: the two letters of its type and the key of its row, as in `bo:123`. */
export type NodeKey = string;

const TYPE_OF: Readonly<Record<GraphNodeKind, NodeType>> = {
  SUBJECT: 'Borrower',
  ACCOUNT: 'Account',
  SUPPLIER: 'Supplier',
  DEALER: 'Dealer',
  DEVICE: 'Device',
  CONTACT_POINT: 'ContactPoint',
  LOAN: 'Loan',
};

const KIND_OF = new Map(GRAPH_NODE_KINDS.map((kind) => [NODE_PREFIX[TYPE_OF[kind]] as string, kind]));

export const nodeKey = (kind: GraphNodeKind, row: string): NodeKey => `${NODE_PREFIX[TYPE_OF[kind]]}:${row}`;

export const nodeKind = (key: NodeKey): GraphNodeKind => KIND_OF.get(key.slice(0, 2)) as GraphNodeKind;

/** The key of the row behind a node. */
export const nodeRow = (key: NodeKey): string => key.slice(3);

/** The id that the API gives the node and what stands at it, as `encodeNodeId` does. */
export const nodeId = (key: NodeKey): string => Buffer.from(key).toString('base64url');

/** Null for an id of something that is no node of the graph, such as an order. @see decodeNodeId for other ids */
export function nodeKeyOfId(id: string): NodeKey | null | 'malformed' {
  const decoded = decodeNodeId(id);
  if (!decoded) return 'malformed';
  const prefix = NODE_PREFIX[decoded.type];
  return KIND_OF.has(prefix) ? `${prefix}:${decoded.key}` : null;
}

/** The order of nodes at one distance: by the number of the row, then by type. The same on every run and database. */
export const compareNodes = (a: NodeKey, b: NodeKey): number =>
  a.length - b.length ||
  (isOneType(a, b) ? compareText(a, b) : compareText(nodeRow(a), nodeRow(b)) || compareText(a, b));

const isOneType = (a: NodeKey, b: NodeKey): boolean =>
  a.charCodeAt(0) === b.charCodeAt(0) && a.charCodeAt(1) === b.charCodeAt(1);

/** The order of keys of rows, which are whole numbers too large for a float. */
export const compareRows = (a: string, b: string): number => a.length - b.length || compareText(a, b);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
