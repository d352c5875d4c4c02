import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { looksOf, type Theme } from '../../model/drawing/looks';
import { nodeTowards, type Point } from '../../model/layout/layers';
import type { Picture } from '../../model/picture/picture';
import type { Emphasis } from '../../model/picture/select';
import { type GestureEvents, listen } from './gestures';
import { Surface } from './surface';
import { Tooltip } from './tooltip';
import { type Arrangement, type LayoutName, useLayout } from './use-layout';
import './surface.css';

interface CanvasRegionProps {
  picture: Picture;
  /** The part of it that passed the filter. */
  visible: Picture;
  layout: LayoutName;
  /** Another value for a region of another size, which wants another arrangement. */
  size: unknown;
  theme: Theme;
  emphasis: Pick<Emphasis, 'nodes' | 'edges'> | null;
  current: string | null;
  /** What a screen reader says of the current node. */
  announcement: string;
  onMove(id: string): void;
  onOpen(id: string | null): void;
  onExpand(id: string): void;
  onSearch(): void;
  /** Gives the surface away for exports; null when it is gone. */
  onReady(surface: Surface | null): void;
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const ZOOM_STEP = 1.3;

/** The picture itself: one stop of the Tab key, within which the keys move from node to node. */
export function CanvasRegion(props: CanvasRegionProps) {
  const { picture, visible, layout, theme, emphasis, current, announcement } = props;
  const looks = looksOf(theme);
  const container = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<Surface | null>(null);
  const [pointed, setPointed] = useState<{ id: string; at: Point } | null>(null);
  const events = useRef<GestureEvents>(null);
  events.current = {
    onNode: props.onOpen,
    onEdge: props.onOpen,
    onBackground: () => props.onOpen(null),
    onExpand: props.onExpand,
    onHover: (id, at) => setPointed(id === null ? null : { id, at }),
    onDrag: (id, by) => surface?.drag(id, by, looks),
  };

  const { onReady } = props;
  useEffect(() => {
    if (container.current === null) return;
    const made = new Surface(container.current);
    const deaf = listen(container.current, made, {
      onNode: (id) => events.current?.onNode(id),
      onEdge: (id) => events.current?.onEdge(id),
      onBackground: () => events.current?.onBackground(),
      onExpand: (id) => events.current?.onExpand(id),
      onHover: (id, at) => events.current?.onHover(id, at),
      onDrag: (id, by) => events.current?.onDrag(id, by),
    });
    setSurface(made);
    onReady(made);
    return () => {
      onReady(null);
      deaf();
      made.destroy();
    };
  }, [onReady]);

  const arrangement = useLayout(surface, picture, layout, props.size);
  /** What is drawn now: in other colours only, everything stays where it is. */
  const drawn = useRef<Arrangement>(null);
  useEffect(() => {
    if (surface === null || arrangement === null) return;
    const isNew = drawn.current !== arrangement;
    drawn.current = arrangement;
    surface.draw(arrangement.picture, isNew ? arrangement.positions : surface.places, looks);
    if (isNew) surface.fit();
  }, [surface, arrangement, looks]);

  const shown = useMemo(() => new Set([...visible.nodes, ...visible.edges].map(({ id }) => id)), [visible]);
  // Drawing anew forgets what stood out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(
    () => surface?.mark({ shown, emphasis, current }),
    [surface, shown, emphasis, current, arrangement, looks],
  );
  useEffect(() => {
    if (current !== null) surface?.reveal(current);
  }, [surface, current]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || surface === null) return;
    if (act(event.key, surface)) event.preventDefault();
  }

  /** Whether the key means something here. */
  function act(key: string, shownOn: Surface): boolean {
    const direction = DIRECTIONS[key];
    if (direction !== undefined) {
      const next = nodeTowards(shownOn.positions(), current ?? '', direction);
      if (next !== null) props.onMove(next);
      return true;
    }
    switch (key) {
      case 'Enter':
        if (current !== null) props.onOpen(current);
        return true;
      case 'e':
      case 'E':
        if (current !== null) props.onExpand(current);
        return true;
      case 'Escape':
        setPointed(null);
        props.onOpen(null);
        return true;
      case '/':
        props.onSearch();
        return true;
      case '+':
      case '=':
        shownOn.zoomBy(ZOOM_STEP);
        return true;
      case '-':
        shownOn.zoomBy(1 / ZOOM_STEP);
        return true;
      case '0':
        shownOn.fit();
        return true;
      default:
        return false;
    }
  }

  return (
    <div className="risk-graph-canvas" style={{ background: looks.background }}>
      <div
        ref={container}
        className="risk-graph-surface"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own
        tabIndex={0}
        aria-label={`Picture of ${visible.nodes.length} nodes and ${visible.edges.length} edges. Arrow keys move between nodes, Enter opens details, E expands.`}
        onKeyDown={onKeyDown}
      />
      {pointed !== null && (
        <Tooltip picture={picture} of={pointed.id} at={pointed.at} width={surface?.space.width ?? 0} />
      )}
      <div className="risk-graph-zoom">
        <button type="button" aria-label="Zoom in" onClick={() => surface?.zoomBy(ZOOM_STEP)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => surface?.zoomBy(1 / ZOOM_STEP)}>
          −
        </button>
        <button type="button" onClick={() => surface?.fit()}>
          Fit
        </button>
      </div>
      <p className="risk-graph-keys" aria-hidden="true">
        <kbd>←↑→↓</kbd> move <kbd>Enter</kbd> details <kbd>E</kbd> expand <kbd>+</kbd> <kbd>−</kbd>{' '}
        <kbd>0</kbd> zoom <kbd>/</kbd> search <kbd>Esc</kbd> clear
      </p>
      <p className="risk-graph-announcement" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
