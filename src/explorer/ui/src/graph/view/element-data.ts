/** What the style asks for of each element. */
import { bendsOf, wordsAt, wordsNearStart } from '../model/curves';
import type { Positions } from '../model/layers';
import { edgeFamilyOf, radiusOf, shapeOf, shortLabel } from '../model/looks';
import type { Picture, PictureEdge } from '../model/picture';
import { edgeWords } from '../model/svg';

export type EdgeData = ReturnType<typeof elementData>['edges'][number];

export function elementData({ nodes, edges }: Picture) {
  return {
    nodes: nodes.map((node) => {
      const shape = shapeOf(node.kind);
      return {
        id: node.id,
        kind: node.kind,
        level: node.level,
        label: shortLabel(node.label),
        size: 2 * radiusOf(node),
        shape: shape === null ? 'ellipse' : 'polygon',
        corners: (shape ?? SQUARE).flat().join(' '),
        ...(node.root && { root: true }),
      };
    }),
    edges: edges.map((edge) => ({
      id: edge.id,
      source: edge.from,
      target: edge.to,
      family: edgeFamilyOf(edge.kind),
      words: edgeWords(edge),
    })),
  };
}

/** Of no use to a circle, and wanted all the same. */
const SQUARE = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

type Edge = Pick<PictureEdge, 'id' | 'from' | 'to'>;

/** What of an edge follows from where its ends are: its bend, and its words with their distance from either end. */
export function geometryOf(edges: readonly (Edge & Partial<EdgeData>)[], positions: Positions) {
  const bends = bendsOf(edges, positions);
  const nearStart = wordsNearStart(edges);
  return new Map(
    edges.map((edge) => {
      const words = edge.words ?? '';
      const [a, b] = [positions.get(edge.from), positions.get(edge.to)];
      const length = a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
      const near = nearStart.get(edge.id) ?? true;
      const geometry = {
        bend: Math.round(bends.get(edge.id) ?? 0),
        // A loop has no length; its words stand at its top.
        wordsOffset: length === 0 ? 30 : length * wordsAt(length, words),
        startWords: near ? words : '',
        endWords: near ? '' : words,
      };
      return [edge.id, geometry];
    }),
  );
}
