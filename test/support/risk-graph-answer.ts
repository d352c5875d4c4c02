/** Answers as the API gives them for a risk graph, for what draws them. All of it is made up. */

export interface AnsweredNode {
  __typename: 'RiskGraphNode';
  id: string;
  kind: string;
  distance: number;
  label: string;
  entity: object | null;
  marks: { level: string; facts: object[] };
}

export function aNode(id: string, more: Partial<AnsweredNode> = {}): AnsweredNode {
  return {
    __typename: 'RiskGraphNode',
    id,
    kind: 'SUBJECT',
    distance: 0,
    label: `name of ${id}`,
    entity: { __typename: 'Borrower', borrowerKind: 'PERSON' },
    marks: { level: 'NONE', facts: [] },
    ...more,
  };
}

export function aMark(code: string, level: string) {
  return { code, level, text: `${code} in words`, textZh: '说明', since: '2026-03-01', evidence: 'case 7' };
}

export function anEdge(from: string, to: string, kind = 'GUARANTOR', more: object = {}) {
  return {
    id: `${from}-${kind}-${to}`,
    from,
    to,
    kind,
    weight: null,
    weightUnit: null,
    since: '2025-01-02',
    until: null,
    source: 'test',
    evidence: null,
    ...more,
  };
}

export function aGraph(nodes: readonly object[], edges: readonly object[], truncated: object | null = null) {
  return {
    __typename: 'RiskGraph',
    asOf: '2026-06-30',
    roots: [{ __typename: 'RiskGraphNode', id: (nodes[0] as { id?: string } | undefined)?.id ?? '' }],
    nodes,
    edges,
    truncated,
  };
}

const KINDS = [
  'SUBJECT',
  'SUBJECT',
  'ACCOUNT',
  'DEVICE',
  'LOAN',
  'CONTACT_POINT',
  'SUPPLIER',
  'DEALER',
] as const;
const EDGES = [
  'SHAREHOLDER',
  'GUARANTOR',
  'USES_DEVICE',
  'REACHED_AT',
  'HOLDS_ACCOUNT',
  'TRADES_WITH',
] as const;
const LEVELS = ['NONE', 'NONE', 'NONE', 'WATCH', 'HIGH', 'SEVERE'] as const;

/** A neighbourhood of three hops, each node tied to one nearer the root, and as many edges again across. */
export function aLargeGraph(nodeCount: number) {
  const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;
  const parentOf = (n: number): number => Math.floor((n - 1) / 8);
  const distanceOf = (n: number): number => (n === 0 ? 0 : distanceOf(parentOf(n)) + 1);
  const nodes = Array.from({ length: nodeCount }, (_, n) =>
    aNode(`n${n}`, {
      kind: n === 0 ? 'SUBJECT' : pick(KINDS, n * 7),
      distance: distanceOf(n),
      marks: { level: pick(LEVELS, n * 5), facts: [] },
    }),
  );
  const tree = nodes.slice(1).map(({ id }, n) => anEdge(`n${parentOf(n + 1)}`, id, pick(EDGES, n)));
  const across = nodes.slice(1, -1).map(({ id }, n) => anEdge(id, `n${n + 2}`, pick(EDGES, n * 5 + 1)));
  return aGraph(nodes, [...tree, ...across]);
}
