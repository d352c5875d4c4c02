/** Writes the picture as a drawing of its own: what the canvas shows, for a report, with text that can be searched. */
import { bendsOf, type Curve, curveOf, pointOn, towards, wordsAt, wordsNearStart } from './curves';
import type { Place, Point, Positions } from './layers';
import { edgeLook, type Looks, radiusOf, type Shape, shapeOf, shortLabel } from './looks';
import { ABSENT_KIND, type Picture, type PictureEdge, type PictureNode, RISK_LEVELS } from './picture';
import type { Emphasis } from './select';
import { edgeKindWords, levelWords, nodeKindWords, weightWords } from './words';

const MARGIN = 60;
const LEGEND_ROW = 22;
const LEGEND_WIDTH = 190;
/** Of a name beside the node that is farthest right. */
const NAME_WIDTH = 90;
const ARROW = 9;
/** Of what is not set off. */
const FADED = 0.2;

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** @param emphasis what is set off; null shows all alike. A node without a position is left out with its edges. */
export function writeSvg(
  picture: Picture,
  positions: Positions,
  looks: Looks,
  emphasis: Emphasis | null,
): string {
  const nodes = picture.nodes.filter(({ id }) => positions.has(id));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const bends = bendsOf(picture.edges, positions);
  const nearStart = wordsNearStart(picture.edges);
  const edges = picture.edges.map((edge) =>
    faded(
      emphasis === null || emphasis.edges.has(edge.id),
      drawEdge(
        edge,
        byId,
        positions,
        { bend: bends.get(edge.id) ?? 0, nearStart: nearStart.get(edge.id) ?? true },
        looks,
      ),
    ),
  );
  const drawn = nodes.map((node) =>
    faded(emphasis === null || emphasis.nodes.has(node.id), drawNode(node, positions.get(node.id), looks)),
  );
  const legend = drawLegend(picture, looks);
  const box = boxOf(nodes, positions, legend.height);
  const at = (value: number) => number(value);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[box.x, box.y, box.width, box.height].map(at).join(' ')}" width="${at(box.width)}" height="${at(box.height)}" font-family="${escaped(FONT)}" role="img">`,
    `<title>Risk graph: ${nodes.length} nodes, ${picture.edges.length} edges</title>`,
    `<rect x="${at(box.x)}" y="${at(box.y)}" width="100%" height="100%" fill="${looks.background}"/>`,
    `<g>${edges.join('\n')}</g>`,
    `<g>${drawn.join('\n')}</g>`,
    `<g transform="translate(${at(box.x + MARGIN / 2)} ${at(box.y + MARGIN / 2)})">${legend.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

function boxOf(nodes: readonly PictureNode[], positions: Positions, legendHeight: number) {
  const points = nodes.map(({ id }) => positions.get(id) as Point);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), values[0] ?? 0);
  const x = least(xs) - 2 * MARGIN - LEGEND_WIDTH;
  const y = least(ys) - 2 * MARGIN;
  const height = Math.max(most(ys) + 2 * MARGIN - y, legendHeight + MARGIN);
  return { x, y, width: most(xs) + 2 * MARGIN + NAME_WIDTH - x, height };
}

function drawNode(node: PictureNode, at: Place | undefined, looks: Looks): string {
  if (at === undefined) return '';
  const radius = radiusOf(node);
  const look = looks.levels[node.level];
  const dashed = node.kind === ABSENT_KIND ? ' stroke-dasharray="3 3"' : '';
  const paint = `fill="${look.fill}" stroke="${look.border}" stroke-width="${look.borderWidth}"${dashed}`;
  const root = node.root
    ? `<circle cx="${number(at.x)}" cy="${number(at.y)}" r="${number(radius + 6)}" fill="none" stroke="${looks.accent}" stroke-width="2"/>`
    : '';
  const told = [
    node.label,
    nodeKindWords(node.kind),
    levelWords(node.level),
    ...node.marks.map(({ text }) => text),
  ];
  return [
    `<g><title>${escaped(told.filter(Boolean).join(', '))}</title>${root}`,
    outline(shapeOf(node.kind), at, radius, paint),
    caption(look.sign, at.x, at.y + 5, `font-size="14" font-weight="700" fill="${look.signColour}"`),
    drawName(node, at, radius, looks),
    '</g>',
  ].join('');
}

function drawName(node: PictureNode, { x, y, nameBeside }: Place, radius: number, looks: Looks): string {
  const style = `font-size="13" fill="${looks.text}"${halo(looks)}`;
  const name = shortLabel(node.label);
  if (!nameBeside) return caption(name, x, y + radius + (node.root ? 22 : 16), style);
  return `<text x="${number(x + radius + 7)}" y="${number(y + 4.5)}" ${style}>${escaped(name)}</text>`;
}

function outline(shape: Shape, at: Point, radius: number, paint: string): string {
  if (shape === null)
    return `<circle cx="${number(at.x)}" cy="${number(at.y)}" r="${number(radius)}" ${paint}/>`;
  const corners = shape.map(([x, y]) => `${number(at.x + x * radius)},${number(at.y + y * radius)}`);
  return `<polygon points="${corners.join(' ')}" stroke-linejoin="round" ${paint}/>`;
}

function drawEdge(
  edge: PictureEdge,
  nodes: ReadonlyMap<string, PictureNode>,
  positions: Positions,
  { bend, nearStart }: { bend: number; nearStart: boolean },
  looks: Looks,
): string {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const [a, b] = [positions.get(edge.from), positions.get(edge.to)];
  if (from === undefined || to === undefined || a === undefined || b === undefined) return '';
  const { colour, dash, width } = edgeLook(looks, edge.kind);
  const stroke = `fill="none" stroke="${colour}" stroke-width="${width}"${dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`}`;
  const words = edgeWords(edge);
  const style = `font-size="11" fill="${looks.text}"${halo(looks)}`;
  if (edge.from === edge.to) {
    const r = radiusOf(from);
    const d = `M ${point(a, -r * 0.5, -r * 0.9)} C ${point(a, -r * 2, -r * 3.2)} ${point(a, r * 2, -r * 3.2)} ${point(a, r * 0.5, -r * 0.9)}`;
    return `<g><path d="${d}" ${stroke}/>${caption(words, a.x, a.y - r * 2.7, style)}</g>`;
  }
  const curve = curveOf(a, radiusOf(from) + 2, b, radiusOf(to) + 2, bend);
  if (curve === null) return '';
  const { start, control, end } = curve;
  const d = `M ${point(start)} Q ${point(control)} ${point(towards(end, control, ARROW * 0.7))}`;
  const part = wordsAt(Math.hypot(a.x - b.x, a.y - b.y), words);
  const at = pointOn(curve, nearStart ? part : 1 - part);
  const turn = `transform="rotate(${number(uprightAngle(curve))} ${number(at.x)} ${number(at.y)})"`;
  return `<g><path d="${d}" ${stroke}/>${arrow(control, end, colour)}${caption(words, at.x, at.y + 3.5, `${style} ${turn}`)}</g>`;
}

/** The words on an edge: its kind and weight. */
export function edgeWords({ kind, weight, weightUnit }: PictureEdge): string {
  return [edgeKindWords(kind), weightWords(weight, weightUnit)].filter((part) => part !== null).join(' · ');
}

function arrow(control: Point, end: Point, colour: string): string {
  const back = towards(end, control, ARROW);
  const [dx, dy] = [(end.x - back.x) * 0.45, (end.y - back.y) * 0.45];
  return `<polygon points="${point(end)} ${point(back, -dy, dx)} ${point(back, dy, -dx)}" fill="${colour}"/>`;
}

/** In degrees; never upside down. */
function uprightAngle({ start, end }: Curve): number {
  const angle = (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle < -90 ? angle + 180 : angle;
}

function drawLegend({ nodes, edges }: Picture, looks: Looks): { svg: string; height: number } {
  const levels = RISK_LEVELS.filter((level) => nodes.some((node) => node.level === level));
  const nodeKinds = [...new Set(nodes.map(({ kind }) => kind))];
  const edgeKinds = [...new Set(edges.map(({ kind }) => kind))];
  const text = `font-size="12" fill="${looks.text}"`;
  const rows = [
    ...levels.map((level) => {
      const { fill, border, borderWidth, sign, signColour } = looks.levels[level];
      const paint = `fill="${fill}" stroke="${border}" stroke-width="${borderWidth}"`;
      return `${outline(null, { x: 10, y: 0 }, 8, paint)}${caption(sign, 10, 3, `font-size="9" font-weight="700" fill="${signColour}"`)}<text x="28" y="4" ${text}>${escaped(levelWords(level))}</text>`;
    }),
    ...nodeKinds.map((kind) => {
      const paint = `fill="none" stroke="${looks.faint}" stroke-width="1.5"`;
      return `${outline(shapeOf(kind), { x: 10, y: 0 }, 8, paint)}<text x="28" y="4" ${text}>${escaped(nodeKindWords(kind))}</text>`;
    }),
    ...edgeKinds.map((kind) => {
      const { colour, dash, width } = edgeLook(looks, kind);
      const dashes = dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
      return `<path d="M 0 0 H 22" stroke="${colour}" stroke-width="${width}"${dashes}/><text x="28" y="4" ${text}>${escaped(edgeKindWords(kind))}</text>`;
    }),
  ];
  const svg = rows
    .map((row, index) => `<g transform="translate(0 ${index * LEGEND_ROW + 10})">${row}</g>`)
    .join('');
  return { svg, height: rows.length * LEGEND_ROW };
}

/** Text keeps its distance from the lines behind it. */
const halo = (looks: Looks): string =>
  ` stroke="${looks.background}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"`;

const caption = (words: string, x: number, y: number, style: string): string =>
  words === ''
    ? ''
    : `<text x="${number(x)}" y="${number(y)}" text-anchor="middle" ${style}>${escaped(words)}</text>`;

const faded = (whole: boolean, svg: string): string =>
  whole || svg === '' ? svg : `<g opacity="${FADED}">${svg}</g>`;

const point = ({ x, y }: Point, dx = 0, dy = 0): string => `${number(x + dx)} ${number(y + dy)}`;

const number = (value: number): string => String(Math.round(value * 10) / 10);

/** Control characters have no place in XML at all. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to drop
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
