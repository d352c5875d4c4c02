/** Where everything of a picture stands: nodes, names, edges and their words. Colours come later. */
import { bendsOf, type Curve, curveOf, loopAt, pointOn, wordsNearStart } from '../layout/curves';
import type { Place, Point, Positions } from '../layout/layers';
import type { Box } from '../layout/viewport';
import { type Picture, type PictureEdge, type PictureNode, RISK_LEVELS } from '../picture/picture';
import { pointsOfDisc, pointsOfText, Room } from './free-room';
import { edgeWords, NAME_SIZE, shortLabel, WORDS_SIZE, widthOf } from './labels';
import { radiusOf } from './looks';

export interface PlacedNode {
  node: PictureNode;
  at: Place;
  /** Half of its width and height. */
  radius: number;
  /** As long as there is room for. */
  name: string;
  /** Its name would lie on another one. */
  nameless: boolean;
}

export interface PlacedWords {
  text: string;
  at: Point;
  /** In degrees; never upside down. */
  turn: number;
  width: number;
}

export interface PlacedEdge {
  edge: PictureEdge;
  line: Curve;
  /** Null where there is no room for them. */
  words: PlacedWords | null;
}

export interface Scene {
  nodes: readonly PlacedNode[];
  edges: readonly PlacedEdge[];
}

/** How much of a text may lie on another and both still be read. */
const MOST_OVERLAP = 0.1;
/** Where on its line else to try the words of an edge, as parts of the way. */
const OTHER_PARTS = [0.3, 0.36, 0.42, 0.5, 0.58, 0.64, 0.7, 0.25, 0.78, 0.2];
/** Between a line and the border of a node. */
const GAP = 2;
/** Half of the widest node. */
const NODE_HALF = 28;

/** A node without a position is left out with its edges, and an edge between nodes that overlap. */
export function sceneOf(picture: Picture, positions: Positions): Scene {
  const room = new Room();
  const nodes = placeNodes(picture.nodes, positions, room);
  const edges = placeEdges(
    picture.edges,
    new Map(nodes.map((placed) => [placed.node.id, placed])),
    positions,
    room,
  );
  return { nodes, edges };
}

function placeNodes(all: readonly PictureNode[], positions: Positions, room: Room): PlacedNode[] {
  const placed = all.flatMap((node): PlacedNode[] => {
    const at = positions.get(node.id);
    if (at === undefined) return [];
    return [{ node, at, radius: radiusOf(node), name: shortLabel(node.label), nameless: false }];
  });
  for (const { at, radius } of placed) room.take(pointsOfDisc(at, radius));
  // The names that matter most have their choice first.
  for (const one of placed.toSorted((a, b) => importance(b.node) - importance(a.node))) {
    const points = pointsOfText(nameMiddle(one), nameWidth(one));
    one.nameless = room.overlap(points) > MOST_OVERLAP;
    if (!one.nameless) room.take(points);
  }
  return placed;
}

const importance = ({ root, level, kind }: PictureNode): number =>
  (root ? 10 : 0) + 2 * RISK_LEVELS.indexOf(level) + (kind === 'SUBJECT' ? 1 : 0);

const nameWidth = ({ name }: PlacedNode): number => widthOf(name, NAME_SIZE);

/** How far from its node a name begins: to the right of it, or below. */
export const nameGap = ({ at, radius, node }: Pick<PlacedNode, 'at' | 'radius' | 'node'>): number =>
  at.nameBeside ? radius + (node.root ? 12 : 7) : radius + (node.root ? 22 : 16);

function nameMiddle(placed: PlacedNode): Point {
  const { x, y, nameBeside } = placed.at;
  return nameBeside
    ? { x: x + nameGap(placed) + nameWidth(placed) / 2, y }
    : { x, y: y + nameGap(placed) - NAME_SIZE / 3 };
}

function placeEdges(
  all: readonly PictureEdge[],
  nodes: ReadonlyMap<string, PlacedNode>,
  positions: Positions,
  room: Room,
): PlacedEdge[] {
  const bends = bendsOf(all, positions);
  const nearStart = wordsNearStart(all);
  return all.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const line = lineOf(from, to, bends.get(edge.id) ?? 0);
    if (line === null) return [];
    return [{ edge, line, words: placeWords(edgeWords(edge), line, nearStart.get(edge.id) ?? true, room) }];
  });
}

function lineOf(from: PlacedNode, to: PlacedNode, bend: number): Curve | null {
  if (from === to) return loopAt(from.at, from.radius);
  return curveOf(from.at, from.radius + GAP, to.at, to.radius + GAP, bend);
}

/** The place on the line that is freest, beside the node with fewer edges first. */
function placeWords(text: string, line: Curve, nearStart: boolean, room: Room): PlacedWords | null {
  const width = widthOf(text, WORDS_SIZE);
  const length = Math.hypot(line.end.x - line.start.x, line.end.y - line.start.y);
  const near = Math.min(0.5, Math.max(0.2, (NODE_HALF + width / 2) / (length + 2 * NODE_HALF)));
  const parts = line.second ? [0.5] : [near, ...OTHER_PARTS.filter((part) => part > near - 0.1)];
  let best: { words: PlacedWords; points: Point[]; overlap: number } | null = null;
  for (const part of parts) {
    const share = nearStart ? part : 1 - part;
    const at = pointOn(line, share);
    const turn = turnAt(line, share);
    const points = pointsOfText(at, width, turn);
    const overlap = room.overlap(points);
    if (best === null || overlap < best.overlap) best = { words: { text, at, turn, width }, points, overlap };
    if (overlap === 0) break;
  }
  if (best === null || best.overlap > MOST_OVERLAP) return null;
  room.take(best.points);
  return best.words;
}

/** The direction of the line there, as text wants it. */
function turnAt(line: Curve, part: number): number {
  const [a, b] = [pointOn(line, Math.max(0, part - 0.05)), pointOn(line, Math.min(1, part + 0.05))];
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle < -90 ? angle + 180 : angle;
}

/** Around nodes, names and the bows of edges. */
export function boxOf({ nodes, edges }: Scene): Box {
  let [left, right, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const cover = (x: number, y: number, across: number, down: number): void => {
    left = Math.min(left, x - across);
    right = Math.max(right, x + across);
    top = Math.min(top, y - down);
    bottom = Math.max(bottom, y + down);
  };
  for (const placed of nodes) {
    const ring = placed.radius + (placed.node.root ? 8 : 3);
    cover(placed.at.x, placed.at.y, ring, ring);
    const middle = nameMiddle(placed);
    if (!placed.nameless) cover(middle.x, middle.y, nameWidth(placed) / 2, NAME_SIZE * 0.7);
  }
  for (const { line } of edges) {
    const middle = pointOn(line, 0.5);
    cover(middle.x, middle.y, WORDS_SIZE, WORDS_SIZE);
  }
  if (nodes.length === 0) return { left: 0, top: 0, width: 0, height: 0 };
  return { left, top, width: right - left, height: bottom - top };
}
