/** Writes the picture as a drawing of its own: what the panel shows, with its legend, for a report. */
import type { Positions } from '../layout/layers';
import type { Picture, PictureNode } from '../picture/picture';
import type { Emphasis } from '../picture/select';
import { levelWords, nodeKindWords } from '../picture/words';
import { drawEdge, drawNode, drawWords } from './draw';
import { drawLegend } from './legend';
import type { Looks } from './looks';
import { boxOf, type PlacedEdge, type Scene, sceneOf } from './scene';
import { rounded, type Shape, shape, written } from './shape';

const MARGIN = 32;
/** Of what is not set off. */
const FADED = 0.2;

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** @param emphasis what is set off; null shows all alike. A node without a position is left out with its edges. */
export function writeSvg(
  picture: Picture,
  positions: Positions,
  looks: Looks,
  emphasis: Pick<Emphasis, 'nodes' | 'edges'> | null,
): string {
  const scene = sceneOf(picture, positions);
  const legend = drawLegend(picture, looks);
  const drawing = boxOf(scene);
  const [left, top] = [drawing.left - legend.width - 2 * MARGIN, drawing.top - MARGIN];
  const width = rounded(legend.width + drawing.width + 3 * MARGIN);
  const height = rounded(Math.max(drawing.height, legend.height) + 2 * MARGIN);
  const corner = { x: rounded(left), y: rounded(top) };
  const drawn = shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${corner.x} ${corner.y} ${width} ${height}`,
      width,
      height,
      'font-family': FONT,
      role: 'img',
    },
    shape('title', {}, `Risk graph: ${scene.nodes.length} nodes, ${scene.edges.length} edges`),
    shape('rect', { ...corner, width, height, fill: looks.background }),
    ...drawnParts(scene, looks, emphasis),
    shape(
      'g',
      { transform: `translate(${rounded(left + MARGIN)} ${rounded(top + MARGIN)})` },
      ...legend.shapes,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(drawn)}\n`;
}

/** Lines, the words on them and nodes, the later on top of the earlier. */
function drawnParts(
  { nodes, edges }: Scene,
  looks: Looks,
  emphasis: Pick<Emphasis, 'nodes' | 'edges'> | null,
): Shape[] {
  const edgeFaded = (placed: PlacedEdge, drawn: Shape) =>
    faded(drawn, emphasis === null || emphasis.edges.has(placed.edge.id));
  const lines = edges.map((placed) => edgeFaded(placed, drawEdge(placed, looks)));
  const words = edges.flatMap((placed) => {
    const drawn = drawWords(placed, looks);
    return drawn === null ? [] : [edgeFaded(placed, drawn)];
  });
  const bodies = nodes.map((placed) =>
    faded(
      told(drawNode(placed, looks), placed.node),
      emphasis === null || emphasis.nodes.has(placed.node.id),
    ),
  );
  return [lines, words, bodies].map((parts) => shape('g', {}, ...parts));
}

/** With what a viewer shows when the node is pointed at. */
function told(drawn: Shape, node: PictureNode): Shape {
  const words = [
    node.label,
    nodeKindWords(node.kind),
    levelWords(node.level),
    ...node.marks.map(({ text }) => text),
  ];
  return { ...drawn, children: [shape('title', {}, words.filter(Boolean).join(', ')), ...drawn.children] };
}

function faded(drawn: Shape, whole: boolean): Shape {
  return whole ? drawn : { ...drawn, attributes: { ...drawn.attributes, opacity: FADED } };
}
