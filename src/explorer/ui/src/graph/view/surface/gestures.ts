/** What a hand does on the surface: moves, drags, points, clicks, turns the wheel. */
import type { Point } from '../../model/layout/layers';
import type { Surface } from './surface';

export interface GestureEvents {
  onNode(id: string): void;
  onEdge(id: string): void;
  onBackground(): void;
  /** A double click. */
  onExpand(id: string): void;
  /** What the pointer is over now, and where; null for nothing. */
  onHover(id: string | null, at: Point): void;
  /** A node is dragged. @param by in pixels */
  onDrag(id: string, by: Point): void;
}

/** A hand that clicks trembles by less than this, in pixels. */
const TREMBLE = 4;
const WHEEL_SPEED = 0.0016;
const LINE_PIXELS = 16;
const MOST_WHEEL = 120;

interface Press {
  at: Point;
  node: string | null;
  moved: boolean;
}

/** @returns what takes the listeners away again */
export function listen(container: HTMLElement, surface: Surface, events: GestureEvents): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  let press: Press | null = null;
  let hovered: string | null = null;

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = container.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const hover = (id: string | null, at: Point): void => {
    if (id === hovered) return;
    hovered = id;
    container.style.cursor = id === null ? '' : 'pointer';
    events.onHover(id, at);
  };

  container.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      const at = pointOf(event);
      const found = surface.idAt(at);
      press = { at, node: found !== null && 'node' in found ? found.node : null, moved: false };
    },
    { signal },
  );
  container.addEventListener(
    'pointermove',
    (event) => {
      const at = pointOf(event);
      if (press === null) {
        const found = surface.idAt(at);
        hover(found === null ? null : 'node' in found ? found.node : found.edge, at);
        return;
      }
      const by = { x: at.x - press.at.x, y: at.y - press.at.y };
      if (!press.moved && Math.hypot(by.x, by.y) < TREMBLE) return;
      if (!press.moved) container.setPointerCapture(event.pointerId);
      press = { ...press, at, moved: true };
      hover(null, at);
      if (press.node === null) surface.panBy(by.x, by.y);
      else events.onDrag(press.node, by);
    },
    { signal },
  );
  container.addEventListener(
    'pointerup',
    (event) => {
      const clicked = press !== null && !press.moved;
      press = null;
      if (!clicked) return;
      const found = surface.idAt(pointOf(event));
      if (found === null) events.onBackground();
      else if ('node' in found) events.onNode(found.node);
      else events.onEdge(found.edge);
    },
    { signal },
  );
  for (const end of ['pointercancel', 'lostpointercapture'] as const)
    container.addEventListener(
      end,
      () => {
        press = null;
      },
      { signal },
    );
  container.addEventListener('pointerleave', (event) => hover(null, pointOf(event)), { signal });
  container.addEventListener(
    'dblclick',
    (event) => {
      const found = surface.idAt(pointOf(event));
      if (found !== null && 'node' in found) events.onExpand(found.node);
    },
    { signal },
  );
  container.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const pixels =
        event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PIXELS;
      const step = Math.max(-MOST_WHEEL, Math.min(MOST_WHEEL, pixels));
      hover(null, pointOf(event));
      surface.zoomBy(Math.exp(-step * WHEEL_SPEED), pointOf(event));
    },
    { signal, passive: false },
  );
  return () => gone.abort();
}
