/** What is drawn, apart from how: plain data that every other part of the picture takes and gives. */

/** In order of danger; what the server calls `GraphRiskLevel`. */
export const RISK_LEVELS = ['NONE', 'WATCH', 'HIGH', 'SEVERE'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** A node that an edge names and the answer does not hold. */
export const ABSENT_KIND = 'ABSENT';

export interface Mark {
  code: string;
  level: RiskLevel;
  text: string | null;
  textZh: string | null;
  since: string | null;
  evidence: string | null;
}

/** A field of the entity behind a node: its name in the answer, and its value as text. */
export type Fact = readonly [name: string, value: string];

export interface PictureNode {
  id: string;
  /** A value of the API's `GraphNodeKind`, or `ABSENT`. */
  kind: string;
  /** Hops from the nearest root; null when the answer does not say. */
  distance: number | null;
  label: string;
  level: RiskLevel;
  marks: Mark[];
  facts: Fact[];
  root: boolean;
}

export interface PictureEdge {
  id: string;
  from: string;
  to: string;
  /** A value of the API's `GraphEdgeKind`. */
  kind: string;
  weight: string | null;
  weightUnit: string | null;
  since: string | null;
  until: string | null;
  source: string | null;
  evidence: string | null;
}

/** A place where the server stopped, and why. */
export interface Cut {
  nodeId: string | null;
  kind: string | null;
  reason: string;
  found: number | null;
  kept: number | null;
}

export interface Picture {
  nodes: PictureNode[];
  edges: PictureEdge[];
  cuts: Cut[];
  /** Sentences on what in the answer could not be drawn. */
  gaps: string[];
}

/** The more dangerous of two. */
export function worse(a: RiskLevel, b: RiskLevel): RiskLevel {
  return RISK_LEVELS.indexOf(a) >= RISK_LEVELS.indexOf(b) ? a : b;
}

/**
 * One picture of several: a node or edge that is in more than one is drawn once. A node keeps the smallest distance,
 * the worst level and all marks; what a later picture knows of a node that was absent before replaces it.
 */
export function merge(pictures: readonly Picture[]): Picture {
  const nodes = new Map<string, PictureNode>();
  const edges = new Map<string, PictureEdge>();
  for (const picture of pictures) {
    for (const node of picture.nodes) {
      const known = nodes.get(node.id);
      nodes.set(node.id, known === undefined ? node : sameNode(known, node));
    }
    for (const edge of picture.edges) if (!edges.has(edge.id)) edges.set(edge.id, edge);
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    cuts: pictures.flatMap(({ cuts }) => cuts),
    gaps: [...new Set(pictures.flatMap(({ gaps }) => gaps))],
  };
}

function sameNode(a: PictureNode, b: PictureNode): PictureNode {
  const fuller =
    a.kind === ABSENT_KIND || (b.facts.length > a.facts.length && b.kind !== ABSENT_KIND) ? b : a;
  const known = new Set(a.marks.map(identityOf));
  return {
    ...fuller,
    distance: smallest(a.distance, b.distance),
    level: worse(a.level, b.level),
    marks: [...a.marks, ...b.marks.filter((mark) => !known.has(identityOf(mark)))],
    root: a.root || b.root,
  };
}

function identityOf(mark: Mark): string {
  return JSON.stringify([mark.code, mark.since, mark.evidence, mark.text]);
}

function smallest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/**
 * The neighbourhood of one node, as a query of its own answered it, set into the picture that it was asked from:
 * its distances count from that node, and it adds no roots.
 */
export function neighbourhoodOf(node: PictureNode, answer: Picture): Picture {
  const base = node.distance ?? 0;
  return {
    ...answer,
    nodes: answer.nodes.map((found) => ({
      ...found,
      distance: found.distance === null ? null : base + found.distance,
      root: false,
    })),
  };
}
