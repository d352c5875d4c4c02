import { CatalogueError } from './errors';

/** The types that have a global id (Relay `Node`). The two letters go into the id and must never change. */
export const NODE_PREFIX = {
  Borrower: 'bo',
  Account: 'ac',
  Supplier: 'su',
  Dealer: 'de',
  Loan: 'lo',
  Order: 'or',
  Device: 'dv',
  ContactPoint: 'cp',
} as const;

export type NodeType = keyof typeof NODE_PREFIX;

const TYPE_OF = new Map(
  Object.entries(NODE_PREFIX).map(([type, prefix]) => [prefix as string, type as NodeType]),
);

/** Opaque to callers: they may store and compare it, not read it. */
export function encodeNodeId(type: NodeType, key: string): string {
  return Buffer.from(`${NODE_PREFIX[type]}:${key}`).toString('base64url');
}

/** Null for anything that this gateway did not write. */
export function decodeNodeId(id: string): { type: NodeType; key: string } | null {
  if (id.length > 40) return null;
  const match = /^([a-z]{2}):([1-9]\d{0,18})$/.exec(Buffer.from(id, 'base64url').toString('latin1'));
  const type = match && TYPE_OF.get(match[1]!);
  if (!type || encodeNodeId(type, match[2]!) !== id) return null;
  return { type, key: match[2]! };
}

/** The key behind an id that must be of one type. @throws CatalogueError INVALID_ID */
export function keyOfNode(id: string, type: NodeType): string {
  const decoded = decodeNodeId(id);
  if (decoded?.type !== type) throw new CatalogueError('INVALID_ID', { argument: 'id', expected: type });
  return decoded.key;
}

/** An opaque id of something that hangs on a node and is not fetched by itself, such as a waybill of an order. */
export const encodePartId = (part: string, key: string): string =>
  Buffer.from(`${part}.${key}`).toString('base64url');
