/** A scene in colours. Each node and edge is one group that names what it stands for. */
import { type Curve, towards } from '../layout/curves';
import type { Point } from '../layout/layers';
import { ABSENT_KIND } from '../picture/picture';
import { NAME_SIZE, WORDS_SIZE } from './labels';
import { edgeLook, type Looks, type Outline, shapeOf } from './looks';
import { nameGap, type PlacedEdge, type PlacedNode } from './scene';
import { rounded, type Shape, shape } from './shape';

const ARROW = 9;

export function drawNode(placed: PlacedNode, looks: Looks): Shape {
  const { node, at, radius } = placed;
  const { fill, border, borderWidth, sign, signColour } = looks.levels[node.level];
  const paint = {
    fill,
    stroke: border,
    'stroke-width': borderWidth,
    'stroke-dasharray': node.kind === ABSENT_KIND ? '3 3' : undefined,
  };
  const ring = { r: radius + 6, fill: 'none', stroke: looks.accent, 'stroke-width': 2 };
  const named = { class: 'risk-graph-name', display: placed.nameless ? 'none' : undefined };
  const place = at.nameBeside
    ? { x: nameGap(placed), y: 4.5 }
    : { y: nameGap(placed), 'text-anchor': 'middle' };
  return shape(
    'g',
    {
      class: 'risk-graph-node',
      'data-id': node.id,
      'data-kind': node.kind,
      'data-level': node.level,
      'data-root': node.root ? 'true' : undefined,
      transform: `translate(${rounded(at.x)} ${rounded(at.y)})`,
    },
    ...(node.root ? [shape('circle', ring)] : []),
    outline(shapeOf(node.kind), radius, paint),
    ...signShapes(sign, signColour, 14),
    shape(
      'text',
      { ...named, ...place, 'font-size': NAME_SIZE, fill: looks.text, ...halo(looks) },
      placed.name,
    ),
  );
}

/** The sign of a level, in the middle of its node. */
export function signShapes(sign: string, colour: string, size: number): Shape[] {
  if (sign === '') return [];
  const place = { y: rounded(size * 0.36), 'text-anchor': 'middle' };
  return [shape('text', { ...place, 'font-size': size, 'font-weight': 700, fill: colour }, sign)];
}

/** Around the origin. */
export function outline(corners: Outline, radius: number, paint: Shape['attributes']): Shape {
  if (corners === null) return shape('circle', { r: rounded(radius), ...paint });
  const points = corners.map(([x, y]) => `${rounded(x * radius)},${rounded(y * radius)}`).join(' ');
  return shape('polygon', { points, 'stroke-linejoin': 'round', ...paint });
}

/** The line alone: words stand above all lines, else those of others would run through them. */
export function drawEdge({ edge, line }: PlacedEdge, looks: Looks): Shape {
  const { colour, dash, width } = edgeLook(looks, edge.kind);
  const stroke = { stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash?.join(' ') };
  return shape(
    'g',
    {
      class: 'risk-graph-edge',
      'data-id': edge.id,
      'data-kind': edge.kind,
      'data-from': edge.from,
      'data-to': edge.to,
    },
    shape('path', { d: pathOf(line), fill: 'none', ...stroke }),
    shape('polygon', { points: arrowOf(line), fill: colour }),
  );
}

/** On a ground of their own, so that the line does not run through them; null where there is no room for them. */
export function drawWords({ edge, words }: PlacedEdge, looks: Looks): Shape | null {
  if (words === null) return null;
  const { text, at, turn, width } = words;
  const transform = `translate(${rounded(at.x)} ${rounded(at.y)}) rotate(${rounded(turn)})`;
  const ground = { x: rounded(-width / 2 - 2), y: -7, width: rounded(width + 4), height: 14, rx: 3 };
  return shape(
    'g',
    { class: 'risk-graph-words', 'data-of': edge.id, transform },
    shape('rect', { ...ground, fill: looks.background, 'fill-opacity': 0.9 }),
    shape('text', { y: 4, 'text-anchor': 'middle', 'font-size': WORDS_SIZE, fill: looks.text }, text),
  );
}

/** Ends within the arrow, so that its tip stays sharp. */
function pathOf({ start, control, second, end }: Curve): string {
  const last = second ?? control;
  const tip = point(towards(end, last, ARROW * 0.7));
  return second === undefined
    ? `M ${point(start)} Q ${point(control)} ${tip}`
    : `M ${point(start)} C ${point(control)} ${point(second)} ${tip}`;
}

function arrowOf({ control, second, end }: Curve): string {
  const back = towards(end, second ?? control, ARROW);
  const [dx, dy] = [(end.x - back.x) * 0.45, (end.y - back.y) * 0.45];
  return [end, { x: back.x - dy, y: back.y + dx }, { x: back.x + dy, y: back.y - dx }].map(point).join(' ');
}

/** Text keeps its distance from the lines behind it. */
const halo = (looks: Looks) => ({
  stroke: looks.background,
  'stroke-width': 4,
  'paint-order': 'stroke',
  'stroke-linejoin': 'round',
});

const point = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;
