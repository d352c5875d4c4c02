/** One object of the answer as a picture. What is missing is said in the picture's gaps, and the rest is drawn. */
import { ABSENT_KIND, type Cut, type Picture, type PictureEdge, type PictureNode } from '../picture/picture';
import { plain } from '../picture/words';
import { isRecord, itemsOf, type Json, readEdge, readNode, text } from './read-parts';

/** What an object stands for. Of all but a graph, all parts belong together, and can be set off. */
export type FoundKind = 'GRAPH' | 'PATH' | 'CIRCLE' | 'RING' | 'OWNERS';

/** @param value of that kind, by its type or shape; any field of it may be missing or odd */
export function readPicture(value: Json, kind: FoundKind): Picture {
  const gaps: string[] = [];
  const roots = rootsOf(value.roots, gaps);
  const nodes = new Map<string, PictureNode>();
  const unread = count(listedNodes(value), (item) => {
    const node = readNode(item, roots);
    if (node !== null && !nodes.has(node.id)) nodes.set(node.id, node);
    return node === null;
  });
  const edges = new Map<string, PictureEdge>();
  const endless = count(listedEdges(value, kind, gaps), (item) => {
    const edge = readEdge(item, edges);
    if (edge !== null && !edges.has(edge.id)) edges.set(edge.id, edge);
    return edge === null;
  });
  if (unread > 0) gaps.push(`${unread} of the nodes have no id and are left out: select id of each node.`);
  if (endless > 0)
    gaps.push(`${endless} of the edges lack an end and are left out: select from and to of each edge.`);
  addAbsentEnds(nodes, edges, gaps);
  return { nodes: [...nodes.values()], edges: [...edges.values()], cuts: cutsOf(value.truncated), gaps };
}

function listedNodes(value: Json): unknown[] {
  const things = itemsOf(value.shared);
  return [
    ...itemsOf(value.nodes),
    ...itemsOf(value.members),
    ...things,
    ...waysOf(value).flatMap(({ subjects }) => subjects),
  ];
}

function listedEdges(value: Json, kind: FoundKind, gaps: string[]): unknown[] {
  if (kind === 'CIRCLE') return itemsOf(value.guarantees).map(guaranteeEdge);
  if (kind === 'RING') return sharingEdges(value, gaps);
  if (kind === 'OWNERS') return waysOf(value).flatMap(stakeEdges);
  return Array.isArray(value.edges) ? value.edges : [];
}

function guaranteeEdge(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { guarantor, debtor, amount, ...more } = value;
  const money = isRecord(amount) ? { weight: amount.value, weightUnit: amount.currency } : {};
  return { ...more, ...money, from: guarantor, to: debtor, kind: 'GUARANTOR' };
}

/** A ring names who shares and what: with one thing alone the edges between them go without saying. */
function sharingEdges(value: Json, gaps: string[]): unknown[] {
  const things = itemsOf(value.shared).map(idOf);
  if (things.length !== 1) {
    if (things.length > 1)
      gaps.push('A ring does not say who shares which of its things: the graph of a member does.');
    return [];
  }
  return itemsOf(value.members).map((member) => ({ from: idOf(member), to: things[0], kind: 'SHARES' }));
}

function idOf(value: unknown): string | null {
  return readNode(value, new Set())?.id ?? null;
}

/** One way of ownership: subjects from the owner to the company, the share that each holds of the next. */
interface Way {
  subjects: Json[];
  percents: unknown[];
}

function waysOf(value: Json): Way[] {
  const paths = itemsOf(value.owners).flatMap((owner) => (isRecord(owner) ? itemsOf(owner.paths) : []));
  return paths.filter(isRecord).map((path) => {
    const subjects = itemsOf(path.subjects).filter(isRecord);
    // The company is the last of them, and where the picture begins.
    const at = (index: number) => ({ entity: subjects[index], distance: subjects.length - 1 - index });
    return {
      subjects: subjects.map((subject, index) => ({ id: subject.id, kind: 'SUBJECT', ...at(index) })),
      percents: itemsOf(path.percents),
    };
  });
}

function stakeEdges({ subjects, percents }: Way): unknown[] {
  return subjects.slice(0, -1).map((subject, index) => {
    const [from, to, weight] = [subject.id, subjects[index + 1]?.id, percents[index]];
    // Two ways may share a stake: one id makes them one edge.
    return { id: `stake ${from} ${to}`, from, to, kind: 'SHAREHOLDER', weight, weightUnit: 'PERCENT' };
  });
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

function count<T>(items: readonly T[], matches: (item: T) => boolean): number {
  return items.filter(matches).length;
}
