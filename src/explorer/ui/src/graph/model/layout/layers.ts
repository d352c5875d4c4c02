/**
 * The layout by distance: the roots at the left, one band of columns for each hop. Left to right, since names and the
 * words on edges are wider than high.
 */
import type { Picture, PictureNode } from '../picture/picture';

export interface Point {
  x: number;
  y: number;
}

export interface Space {
  width: number;
  height: number;
}

/** Where a node stands. */
export interface Place extends Point {
  /** Its name is to the right of it, as nothing else is; else below. */
  nameBeside?: boolean;
}

export type Positions = ReadonlyMap<string, Place>;

/** In units of the picture, one of which is a pixel at zoom 1. A name of some ten characters fits a column. */
const COLUMN = 130;
const ROW = 72;
/** Of a node with its name beside it. */
const LAST_ROW = 46;
/** Between two bands: room for the words on the edges. */
const BAND_GAP = 200;
/** How far rows and bands may be drawn apart to use the space. */
const MOST_STRETCH = { rows: 1.8, bands: 2.6 };
/** Names are still easy to read when a picture is shrunk to this. */
const READABLE_ZOOM = 0.6;
/** Sweeps of the ordering, the last one away from the roots; more changed nothing on pictures of 500 nodes. */
const SWEEPS = 7;

/** @param space what there is to fill, in pixels: it decides how many columns a band has. */
export function layoutByDistance(picture: Picture, space: Space): Map<string, Place> {
  const bands = ordered(picture, bandsOf(picture));
  return inColumns(bands, withoutFarther(picture, bands), space) ?? inGrids(bands, space);
}

/** One column for each band; null when the names could no longer be read then. */
function inColumns(
  bands: readonly string[][],
  last: ReadonlySet<string>,
  space: Space,
): Map<string, Place> | null {
  const rowOf = (id: string) => (last.has(id) ? LAST_ROW : ROW);
  const heightOf = (band: readonly string[]) => band.reduce((sum, id) => sum + rowOf(id), 0);
  const width = (bands.length - 1) * BAND_GAP + COLUMN;
  const height = Math.max(ROW, ...bands.map(heightOf));
  if (Math.min(space.width / width, space.height / height) < READABLE_ZOOM) return null;
  const wanted = space.width / space.height;
  const wide = width / height > wanted;
  const taller = wide ? stretch(width / wanted / height, MOST_STRETCH.rows) : 1;
  const gap = BAND_GAP * (wide ? 1 : stretch((height * wanted) / width, MOST_STRETCH.bands));
  const positions = new Map<string, Place>();
  for (const [index, band] of bands.entries()) {
    let y = ((height - heightOf(band)) / 2) * taller;
    for (const id of band) {
      const half = (rowOf(id) / 2) * taller;
      positions.set(id, { x: index * gap, y: y + half, nameBeside: last.has(id) });
      y += 2 * half;
    }
  }
  return positions;
}

/** Several columns for a large band, so that the picture has the aspect of the space. */
function inGrids(bands: readonly string[][], space: Space): Map<string, Place> {
  const aspect = space.width > 0 && space.height > 0 ? space.width / space.height : 1;
  const sizes = bands.map(({ length }) => length);
  const rows = rowsFor(sizes, aspect);
  const tallest = Math.min(rows, Math.max(...sizes));
  const positions = new Map<string, Place>();
  let left = 0;
  for (const band of bands) {
    const columns = Math.ceil(band.length / rows);
    const top = ((tallest - Math.ceil(band.length / columns)) * ROW) / 2;
    for (const [index, id] of band.entries()) {
      // Row by row, so that the order from top to bottom stays; every other column half a row lower, so that names
      // side by side do not run into each other.
      const column = index % columns;
      const line = Math.floor(index / columns) + (column % 2) / 2;
      positions.set(id, { x: left + column * COLUMN, y: top + line * ROW, nameBeside: false });
    }
    left += (columns - 1) * COLUMN + BAND_GAP;
  }
  return positions;
}

const stretch = (factor: number, most: number): number => Math.min(most, Math.max(1, factor));

/** Ids by distance, nearest first; a node without a distance stands one band behind its nearest neighbour. */
function bandsOf({ nodes, edges }: Picture): string[][] {
  const distances = new Map<string, number>();
  for (const { id, distance } of nodes) if (distance !== null) distances.set(id, distance);
  for (const { from, to } of edges) {
    const [a, b] = [distances.get(from), distances.get(to)];
    if (a === undefined && b !== undefined) distances.set(from, b + 1);
    if (b === undefined && a !== undefined) distances.set(to, a + 1);
  }
  const bands = new Map<number, PictureNode[]>();
  for (const node of nodes) {
    const distance = distances.get(node.id) ?? 0;
    bands.set(distance, [...(bands.get(distance) ?? []), node]);
  }
  return [...bands]
    .sort(([a], [b]) => a - b)
    .map(([, band]) =>
      band.sort((a, b) => a.kind.localeCompare(b.kind) || a.label.localeCompare(b.label)).map(({ id }) => id),
    );
}

/** Orders each band by where the neighbours stand (the barycentre heuristic), to and fro. */
function ordered({ edges }: Picture, bands: string[][]): string[][] {
  const bandOf = new Map(bands.flatMap((band, index) => band.map((id) => [id, index])));
  const neighbours = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    const known = neighbours.get(a);
    if (known === undefined) neighbours.set(a, [b]);
    else known.push(b);
  };
  for (const { from, to } of edges) {
    // Edges within a band are curved around what stands between: they say nothing on the order.
    if (bandOf.get(from) === bandOf.get(to)) continue;
    link(from, to);
    link(to, from);
  }
  /** From 0 at the top to 1 at the bottom of the own band, so that bands of different sizes compare. */
  const heights = new Map<string, number>();
  const place = (band: readonly string[]) => {
    for (const [index, id] of band.entries()) heights.set(id, (index + 0.5) / band.length);
  };
  for (const band of bands) place(band);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const band of sweep % 2 === 0 ? bands : bands.toReversed()) {
      const wanted = new Map(
        band.map((id) => [id, mean((neighbours.get(id) ?? []).map((other) => heights.get(other) ?? 0.5))]),
      );
      const height = (id: string) => wanted.get(id) ?? heights.get(id) ?? 0.5;
      band.sort((a, b) => height(a) - height(b));
      place(band);
    }
  }
  return bands;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Ids of the nodes that have nothing to their right: no edge that leads on, and none that curves along their band. */
function withoutFarther({ edges }: Picture, bands: readonly string[][]): Set<string> {
  const bandOf = new Map(bands.flatMap((band, index) => band.map((id) => [id, index])));
  const last = new Set(bandOf.keys());
  for (const { from, to } of edges) {
    const [a, b] = [bandOf.get(from) ?? 0, bandOf.get(to) ?? 0];
    if (a !== b) last.delete(a < b ? from : to);
    else if (from !== to) for (const id of bands[a] ?? []) last.delete(id);
  }
  return last;
}

/** The number of rows whose picture comes nearest to the aspect that there is. */
function rowsFor(sizes: readonly number[], aspect: number): number {
  let best = 1;
  let bestMiss = Number.POSITIVE_INFINITY;
  for (let rows = 1; rows <= Math.max(1, ...sizes); rows++) {
    const { width, height } = extentOf(sizes, rows);
    const miss = Math.abs(Math.log(width / height / aspect));
    if (miss <= bestMiss) [best, bestMiss] = [rows, miss];
  }
  return best;
}

function extentOf(sizes: readonly number[], rows: number): { width: number; height: number } {
  const columns = sizes.reduce((sum, size) => sum + Math.max(0, Math.ceil(size / rows) - 1), 0);
  return { width: columns * COLUMN + (sizes.length - 1) * BAND_GAP + COLUMN, height: rows * ROW };
}

/** The nearest node in a direction of the screen, for arrow keys; null when there is none. */
export function nodeTowards(positions: Positions, from: string, direction: Point): string | null {
  const start = positions.get(from);
  if (start === undefined) return positions.keys().next().value ?? null;
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, { x, y }] of positions) {
    const along = (x - start.x) * direction.x + (y - start.y) * direction.y;
    const aside = Math.abs((x - start.x) * direction.y) + Math.abs((y - start.y) * direction.x);
    // Within 63 degrees to either side; what stands aside counts double, so that a column is walked before it is left.
    if (id === from || along <= 0 || aside > 2 * along) continue;
    const cost = along + 2 * aside;
    if (cost < least) [nearest, least] = [id, cost];
  }
  return nearest;
}
