/** Which part of a picture is shown, and which part of that is set off from the rest. */

import type { Found } from '../answer/read-answer';
import type { Picture, PictureNode } from './picture';
import { edgeKindWords, nodeKindWords, plain } from './words';

export interface Filter {
  hiddenNodeKinds: ReadonlySet<string>;
  hiddenEdgeKinds: ReadonlySet<string>;
  /** Nodes farther from the roots are hidden; null shows all. */
  maxDistance: number | null;
}

export const NO_FILTER: Filter = {
  hiddenNodeKinds: new Set(),
  hiddenEdgeKinds: new Set(),
  maxDistance: null,
};

/** A node that a filter left without any of its edges is hidden too, unless it is a root. */
export function applyFilter(picture: Picture, filter: Filter): Picture {
  const { hiddenNodeKinds, hiddenEdgeKinds, maxDistance } = filter;
  const passed = new Set<string>();
  for (const { id, kind, distance } of picture.nodes) {
    const near = maxDistance === null || distance === null || distance <= maxDistance;
    if (near && !hiddenNodeKinds.has(kind)) passed.add(id);
  }
  const edges = picture.edges.filter(
    ({ from, to, kind }) => passed.has(from) && passed.has(to) && !hiddenEdgeKinds.has(kind),
  );
  const before = endsOf(picture);
  const now = endsOf({ edges });
  const nodes = picture.nodes.filter(
    ({ id, root }) => passed.has(id) && (root || now.has(id) || !before.has(id)),
  );
  return { ...picture, nodes, edges };
}

function endsOf({ edges }: Pick<Picture, 'edges'>): Set<string> {
  return new Set(edges.flatMap(({ from, to }) => [from, to]));
}

/** The kinds that occur, most frequent first. */
export function kindCounts(parts: readonly { kind: string }[]): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of parts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
}

/** Ids of the nodes that hold all words of the search, in the order of the picture; none for an empty search. */
export function search(picture: Picture, wanted: string): string[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const matches = (node: PictureNode): boolean => {
    const text = searchText(node);
    return words.every((word) => text.includes(word));
  };
  return picture.nodes.filter(matches).map(({ id }) => id);
}

function searchText({ id, kind, label, marks, facts }: PictureNode): string {
  const marked = marks.flatMap(({ code, text, textZh }) => [plain(code), code, text, textZh]);
  return [id, label, kind, nodeKindWords(kind), ...marked, ...facts.map(([, value]) => value)]
    .join('\n')
    .toLowerCase();
}

/** A part that can be set off: a path, circle or ring of the answer, nodes with one mark, or edges of one kind. */
export interface Emphasis {
  key: string;
  title: string;
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

/** What of this picture can be set off, most telling first. */
export function emphases(picture: Picture, found: readonly Found[]): Emphasis[] {
  return [...partsFound(picture, found), ...partsMarked(picture), ...partsOfOneKind(picture)];
}

function partsFound(picture: Picture, found: readonly Found[]): Emphasis[] {
  const present = new Set(picture.nodes.map(({ id }) => id));
  const named = new Set(picture.edges.map(({ id }) => id));
  return found.flatMap(({ key, kind, title, picture: part }) => {
    const nodes = new Set(part.nodes.map(({ id }) => id).filter((id) => present.has(id)));
    if (kind === 'GRAPH' || nodes.size < 2) return [];
    const own = part.edges.map(({ id }) => id).filter((id) => named.has(id));
    // A part without edges of its own means those between its members.
    const edges = own.length > 0 ? new Set(own) : edgesBetween(picture, nodes);
    return [{ key, title, nodes, edges }];
  });
}

function partsMarked(picture: Picture): Emphasis[] {
  const marked = new Map<string, Set<string>>();
  for (const { id, marks } of picture.nodes) {
    for (const { code } of marks) marked.set(code, (marked.get(code) ?? new Set()).add(id));
  }
  return [...marked].map(([code, nodes]) => ({
    key: `mark ${code}`,
    title: `Marked ${plain(code)} (${nodes.size})`,
    nodes,
    edges: edgesBetween(picture, nodes),
  }));
}

function partsOfOneKind(picture: Picture): Emphasis[] {
  return kindCounts(picture.edges).map(({ kind, count }) => {
    const edges = picture.edges.filter((edge) => edge.kind === kind);
    return {
      key: `edges ${kind}`,
      title: `Edges: ${edgeKindWords(kind)} (${count})`,
      nodes: endsOf({ edges }),
      edges: new Set(edges.map(({ id }) => id)),
    };
  });
}

function edgesBetween({ edges }: Picture, nodes: ReadonlySet<string>): Set<string> {
  return new Set(edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)).map(({ id }) => id));
}
