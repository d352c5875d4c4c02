/**
 * Finds what can be drawn in any GraphQL answer, whatever the query around it and its aliases. Nothing in an answer
 * is taken on trust: a field may be left out of the selection, null, or of another shape, and the rest is still drawn.
 */

import { ABSENT_KIND, type Cut, type Picture, type PictureEdge, type PictureNode } from './picture';
import { isRecord, type Json, readEdge, readNode, text } from './read-parts';
import { plain } from './words';

/** What an object of the answer stands for. Of all but a graph, all parts belong together, and can be set off. */
export type FoundKind = 'GRAPH' | 'PATH' | 'CIRCLE' | 'RING';

export interface Found {
  /** Where it stands in the answer, such as `borrowers.0.riskGraph`: unique there. */
  key: string;
  kind: FoundKind;
  /** For a list to choose from. */
  title: string;
  picture: Picture;
}

export type AnswerReading =
  | { state: 'NO_ANSWER' }
  | { state: 'NOT_JSON' }
  | { state: 'READ'; found: Found[]; errors: string[] };

/** @param answer the response as GraphiQL shows it: a text, empty before the first run. */
export function readAnswer(answer: string | null): AnswerReading {
  if (answer === null || answer.trim() === '') return { state: 'NO_ANSWER' };
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return { state: 'NOT_JSON' };
  }
  return { state: 'READ', found: findPictures(value), errors: errorsOf(value) };
}

/** A value of the answer, and the way to it. */
interface Place {
  value: unknown;
  name: string;
  parent: Place | null;
}

/** In the order of the answer. */
function findPictures(answer: unknown): Found[] {
  const found: Found[] = [];
  const start = isRecord(answer) && 'data' in answer ? answer.data : answer;
  // A stack of our own, since an answer may be nested deeper than calls may be.
  const waiting: Place[] = [{ value: start, name: '', parent: null }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place;
    if (typeof value !== 'object' || value === null) continue;
    const kind = isRecord(value) ? kindOf(value) : null;
    if (isRecord(value) && kind !== null) {
      const path = pathTo(place);
      const picture = readPicture(value, kind);
      found.push({ key: path, kind, title: titleOf(kind, path, picture), picture });
    }
    for (const [name, child] of Object.entries(value).reverse()) {
      waiting.push({ value: child, name, parent: place });
    }
  }
  return found;
}

function pathTo(place: Place): string {
  const names: string[] = [];
  for (let at = place; at.parent !== null; at = at.parent) names.push(at.name);
  return names.reverse().join('.');
}

const TYPES: Readonly<Record<string, FoundKind>> = {
  RiskGraph: 'GRAPH',
  RiskPath: 'PATH',
  GuaranteeCircle: 'CIRCLE',
  SharedRing: 'RING',
};

/** By its type where the query asks for it, else by its shape: a Relay connection has nodes and edges as well. */
function kindOf(value: Json): FoundKind | null {
  const named = typeof value.__typename === 'string' ? TYPES[value.__typename] : undefined;
  const { nodes, edges } = value;
  const drawable = Array.isArray(nodes) || Array.isArray(edges) || 'members' in value;
  if (named !== undefined) return drawable ? named : null;
  const hasEdges =
    Array.isArray(edges) && edges.some((edge) => isRecord(edge) && 'from' in edge && 'to' in edge);
  const hasNodes =
    Array.isArray(nodes) && nodes.some((node) => isRecord(node) && 'id' in node && 'distance' in node);
  if ('members' in value && 'sharedNode' in value) return 'RING';
  if ('members' in value && hasEdges) return 'CIRCLE';
  if (!hasEdges && !hasNodes) return null;
  return typeof value.length === 'number' ? 'PATH' : 'GRAPH';
}

function readPicture(value: Json, kind: FoundKind): Picture {
  const gaps: string[] = [];
  const roots = rootsOf(value.roots, gaps);
  const members = itemsOf(value.members);
  const shared = value.sharedNode;
  const nodes = new Map<string, PictureNode>();
  const listed = [...itemsOf(value.nodes), ...members, ...(shared === undefined ? [] : [shared])];
  const unread = count(listed, (item) => {
    const node = readNode(item, roots);
    if (node !== null && !nodes.has(node.id)) nodes.set(node.id, node);
    return node === null;
  });
  const edges = new Map<string, PictureEdge>();
  const endless = count(Array.isArray(value.edges) ? value.edges : [], (item) => {
    const edge = readEdge(item, edges);
    if (edge !== null) edges.set(edge.id, edge);
    return edge === null;
  });
  if (kind === 'RING') shareEdges(shared, members, edges);
  if (unread > 0) gaps.push(`${unread} of the nodes have no id and are left out: select id of each node.`);
  if (endless > 0)
    gaps.push(`${endless} of the edges lack an end and are left out: select from and to of each edge.`);
  addAbsentEnds(nodes, edges, gaps);
  return { nodes: [...nodes.values()], edges: [...edges.values()], cuts: cutsOf(value.truncated), gaps };
}

/** A root that the server does not know is said, not drawn. */
function rootsOf(value: unknown, gaps: string[]): Set<string> {
  const roots = new Set<string>();
  for (const root of itemsOf(value)) {
    if (!isRecord(root)) continue;
    const id = text(root.id);
    const reason = text(root.reason);
    if (reason !== null || root.__typename === 'UnknownNode') {
      gaps.push(
        `A root is not known${reason === null ? '' : ` (${plain(reason)})`}: ${id ?? 'without an id'}`,
      );
    } else if (id !== null) roots.add(id);
  }
  return roots;
}

/** The items of a list or of a connection. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [];
  if (Array.isArray(value.nodes)) return value.nodes;
  if (!Array.isArray(value.edges)) return [];
  return value.edges.map((edge) => (isRecord(edge) ? edge.node : null));
}

/** A ring names who shares and what: the edges between them go without saying. */
function shareEdges(shared: unknown, members: unknown[], edges: Map<string, PictureEdge>): void {
  const to = readNode(shared, new Set())?.id;
  if (to === undefined || edges.size > 0) return;
  for (const member of members) {
    const from = readNode(member, new Set())?.id;
    const edge = from === undefined ? null : readEdge({ from, to, kind: 'SHARES' }, edges);
    if (edge !== null) edges.set(edge.id, edge);
  }
}

function addAbsentEnds(
  nodes: Map<string, PictureNode>,
  edges: Map<string, PictureEdge>,
  gaps: string[],
): void {
  const before = nodes.size;
  for (const { from, to } of edges.values()) {
    for (const id of [from, to]) {
      if (nodes.has(id)) continue;
      const label = `…${id.slice(-6)}`;
      nodes.set(id, {
        id,
        kind: ABSENT_KIND,
        distance: null,
        label,
        level: 'NONE',
        marks: [],
        facts: [],
        root: false,
      });
    }
  }
  const absent = nodes.size - before;
  if (absent > 0) gaps.push(`The answer does not hold ${absent} of the nodes that its edges name.`);
}

/** Truncated, though the query does not ask for the places. */
const UNTOLD = 'what and why, truncated { cuts { nodeId kind reason found kept } } would tell';

function cutsOf(value: unknown): Cut[] {
  if (!isRecord(value)) return [];
  const cuts = itemsOf(value.cuts).filter(isRecord);
  if (cuts.length === 0) return [{ nodeId: null, kind: null, reason: UNTOLD, found: null, kept: null }];
  return cuts.map((cut) => ({
    nodeId: text(cut.nodeId),
    kind: text(cut.kind),
    reason: text(cut.reason) ?? UNTOLD,
    found: typeof cut.found === 'number' ? cut.found : null,
    kept: typeof cut.kept === 'number' ? cut.kept : null,
  }));
}

const KIND_WORDS: Readonly<Record<FoundKind, string>> = {
  GRAPH: 'Graph',
  PATH: 'Path',
  CIRCLE: 'Circle',
  RING: 'Ring',
};

function titleOf(kind: FoundKind, path: string, { nodes }: Picture): string {
  const roots = nodes.filter(({ root }) => root).map(({ label }) => label);
  const ends = kind === 'PATH' ? [nodes[0]?.label, nodes.at(-1)?.label] : [];
  const who = roots.length > 0 ? roots.slice(0, 3).join(', ') : ends.filter((end) => end).join(' to ');
  return `${KIND_WORDS[kind]} ${path}${who === '' ? '' : `: ${who}`} (${nodes.length})`;
}

function errorsOf(answer: unknown): string[] {
  if (!isRecord(answer) || !Array.isArray(answer.errors)) return [];
  return answer.errors.map(
    (error) => (isRecord(error) && text(error.message)) || 'an error without a message',
  );
}

function count<T>(items: readonly T[], matches: (item: T) => boolean): number {
  return items.filter(matches).length;
}
