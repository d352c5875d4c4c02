import { RELATION_KINDS } from '../borrowers';

/** What stands at a node. */
export const GRAPH_NODE_KINDS = [
  'SUBJECT',
  'ACCOUNT',
  'SUPPLIER',
  'DEALER',
  'DEVICE',
  'CONTACT_POINT',
  'LOAN',
] as const;
export type GraphNodeKind = (typeof GRAPH_NODE_KINDS)[number];

/** What an edge says. The kinds of relations between subjects, and how a subject is tied to a thing or by trade. */
export const GRAPH_EDGE_KINDS = [
  ...RELATION_KINDS,
  'USES_DEVICE',
  'REACHED_AT',
  'HOLDS_ACCOUNT',
  'IS_SUPPLIER',
  'IS_DEALER',
  'OWES_LOAN',
  'TRADES_WITH',
] as const;
export type GraphEdgeKind = (typeof GRAPH_EDGE_KINDS)[number];

/** Which way edges are followed, seen from the node reached first. */
export type GraphDirection = 'BOTH' | 'OUT' | 'IN';
