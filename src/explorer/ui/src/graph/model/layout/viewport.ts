/** What of the picture is in the panel: where the origin stands on the screen, and how large a unit is there. */
import type { Point, Space } from './layers';

export interface View extends Point {
  /** Pixels of the screen for one unit of the picture. */
  zoom: number;
}

export interface Box extends Space {
  left: number;
  top: number;
}

const LEAST_ZOOM = 0.05;
const MOST_ZOOM = 4;
/** Closer than this a single node would fill the panel. */
const FIT_ZOOM = 1.4;
/** Of the panel around a picture that fills it, in pixels. */
const PADDING = 24;

/** All of a box in the middle of the panel. */
export function fitted(box: Box, space: Space): View {
  const across = (space.width - 2 * PADDING) / Math.max(1, box.width);
  const down = (space.height - 2 * PADDING) / Math.max(1, box.height);
  const zoom = Math.min(FIT_ZOOM, Math.max(LEAST_ZOOM, Math.min(across, down)));
  return {
    zoom,
    x: space.width / 2 - zoom * (box.left + box.width / 2),
    y: space.height / 2 - zoom * (box.top + box.height / 2),
  };
}

/** @param at the point of the screen that stays where it is */
export function zoomedAt(view: View, at: Point, factor: number): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const change = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

/** Where a point of the screen is in the picture. */
export function inPicture({ zoom, x, y }: View, at: Point): Point {
  return { x: (at.x - x) / zoom, y: (at.y - y) / zoom };
}

export function onScreen({ zoom, x, y }: View, at: Point): Point {
  return { x: at.x * zoom + x, y: at.y * zoom + y };
}
