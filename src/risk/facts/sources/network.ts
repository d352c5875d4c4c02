import { type GraphEdgeKind, type NodeKey, nodeKind, type Walk } from '../../../graph';
import type { BadNeighbour, ContactFacts, NetworkFacts, TradeSuspicion } from '../borrower-facts';
import type { UsedThing } from './own-facts.loaders';

/** Ties that carry risk. Trade does not: everybody trades with the core enterprise. */
export const RISKY_TIES: readonly GraphEdgeKind[] = [
  'LEGAL_REPRESENTATIVE',
  'SHAREHOLDER',
  'EXECUTIVE',
  'SUPERVISOR',
  'GUARANTOR',
  'SPOUSE',
  'FAMILY',
  'CONTACT',
  'BRANCH',
  'INVESTOR',
  'CREDITOR',
  'USES_DEVICE',
  'REACHED_AT',
];

/** The other subjects that a search found. */
export const neighboursIn = ({ distances }: Walk): NodeKey[] =>
  [...distances].flatMap(([node, distance]) => (distance > 0 && nodeKind(node) === 'SUBJECT' ? [node] : []));

/** Firms whose legal representative a subject is, by what a search found. */
export const firmsLedIn = (root: NodeKey, { edges }: Walk): NodeKey[] =>
  edges.flatMap(({ kind, from, to }) => (kind === 'LEGAL_REPRESENTATIVE' && from === root ? [to] : []));

/** What is known here of others. */
export interface OfOthers {
  /** Codes of what is known against a neighbour on the lender's own book. */
  marksOf(node: NodeKey): readonly string[];
  /** What the three flows find in the trades of a firm. */
  suspicionsOf(firm: NodeKey): readonly TradeSuspicion[];
}

/**
 * What a search of two hops says of a subject. Of a thing with very many users the search counts them and follows none:
 * whoever meets there is a stranger.
 */
export function networkOf(
  root: NodeKey,
  things: readonly UsedThing[],
  found: Walk,
  { marksOf, suspicionsOf }: OfOthers,
): NetworkFacts {
  const firmsLed = firmsLedIn(root, found);
  const ties = tiesOf(found);
  const usersOf = (node: NodeKey): number => {
    const users = new Set([root, ...(ties.get(node)?.keys() ?? [])]).size;
    const cut = found.cuts.find((one) => one.node === node)?.found ?? 0;
    return Math.max(users, cut);
  };
  return {
    firmsLed,
    suspectFirms: firmsLed.flatMap((node) => {
      const findings = suspicionsOf(node);
      return findings.length === 0 ? [] : [{ node, findings }];
    }),
    creditors: found.edges.flatMap(({ kind, from, to }) =>
      kind === 'CREDITOR' && to === root ? [from] : [],
    ),
    devices: things
      .filter(({ thing }) => thing === 'DEVICE')
      .map(({ id, kind, emulator }) => ({ node: `dv:${id}`, kind, emulator, users: usersOf(`dv:${id}`) })),
    contacts: things
      .filter(({ thing }) => thing === 'CONTACT_POINT')
      .map(({ id, kind, role }) => ({
        node: `cp:${id}`,
        kind: kind as ContactFacts['kind'],
        role,
        users: usersOf(`cp:${id}`),
      })),
    badNeighbours: neighboursIn(found).flatMap((node): BadNeighbour[] => {
      const marks = marksOf(node);
      const distance = found.distances.get(node) as number;
      return marks.length === 0 ? [] : [{ node, distance, via: wayTo(root, node, distance, ties), marks }];
    }),
  };
}

/** By node, its neighbours and the kind of the tie. */
type Ties = ReadonlyMap<NodeKey, ReadonlyMap<NodeKey, GraphEdgeKind>>;

function tiesOf({ edges }: Walk): Ties {
  const ties = new Map<NodeKey, Map<NodeKey, GraphEdgeKind>>();
  const tie = (node: NodeKey, other: NodeKey, kind: GraphEdgeKind) => {
    const known = ties.get(node) ?? new Map<NodeKey, GraphEdgeKind>();
    ties.set(node, known);
    if (!known.has(other)) known.set(other, kind);
  };
  for (const { from, to, kind } of edges) {
    tie(from, to, kind);
    tie(to, from, kind);
  }
  return ties;
}

function wayTo(root: NodeKey, node: NodeKey, distance: number, ties: Ties): GraphEdgeKind[] {
  const near = ties.get(root) ?? new Map<NodeKey, GraphEdgeKind>();
  if (distance === 1) return [near.get(node) as GraphEdgeKind];
  for (const [middle, last] of ties.get(node) ?? []) {
    const first = near.get(middle);
    if (first) return [first, last];
  }
  return [];
}
