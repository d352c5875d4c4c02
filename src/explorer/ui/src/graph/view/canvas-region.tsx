import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { nodeTowards, type Point } from '../model/layers';
import type { Theme } from '../model/looks';
import type { Picture } from '../model/picture';
import type { Emphasis } from '../model/select';
import { type CanvasEvents, GraphCanvas, type LayoutName } from './graph-canvas';

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
  /** Gives the canvas away for exports; null when it is gone. */
  onReady(canvas: GraphCanvas | null): void;
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const ZOOM_STEP = 1.3;
/** From here on drawing each frame anew would not be fluent on a slow machine. */
const CROWD = 150;

/** The picture itself: one stop of the Tab key, within which the keys move from node to node. */
export function CanvasRegion(props: CanvasRegionProps) {
  const { picture, visible, layout, theme, emphasis, current, announcement } = props;
  const container = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<GraphCanvas | null>(null);
  const events = useRef<CanvasEvents>(null);
  events.current = {
    onNode: props.onOpen,
    onEdge: props.onOpen,
    onBackground: () => props.onOpen(null),
    onExpand: props.onExpand,
  };

  const { onReady } = props;
  const [crowded] = useState(picture.nodes.length > CROWD);
  useEffect(() => {
    if (container.current === null) return;
    const made = new GraphCanvas(container.current, crowded, {
      onNode: (id) => events.current?.onNode(id),
      onEdge: (id) => events.current?.onEdge(id),
      onBackground: () => events.current?.onBackground(),
      onExpand: (id) => events.current?.onExpand(id),
    });
    setCanvas(made);
    onReady(made);
    return () => {
      onReady(null);
      made.destroy();
    };
  }, [onReady, crowded]);

  useEffect(() => canvas?.wear(theme), [canvas, theme]);
  /** What is drawn now: a new picture is drawn from nothing, a new layout or size only moves its nodes. */
  const drawn = useRef<Picture>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size is a reason of its own
  useEffect(() => {
    if (canvas === null) return;
    if (drawn.current === picture) canvas.arrange(picture, layout);
    else canvas.show(picture, layout);
    drawn.current = picture;
  }, [canvas, picture, layout, props.size]);
  useEffect(() => canvas?.restrictTo(visible), [canvas, visible]);
  // The picture is in the lists since drawing it anew forgets what stood out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => canvas?.emphasise(emphasis), [canvas, emphasis, picture]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => canvas?.point(current), [canvas, current, picture]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || canvas === null) return;
    if (act(event.key, canvas)) event.preventDefault();
  }

  /** Whether the key means something here. */
  function act(key: string, shown: GraphCanvas): boolean {
    const direction = DIRECTIONS[key];
    if (direction !== undefined) {
      const next = nodeTowards(shown.positions(), current ?? '', direction);
      if (next !== null) props.onMove(next);
      return true;
    }
    switch (key) {
      case 'Enter':
        if (current !== null) props.onOpen(current);
        return true;
      case 'e':
        if (current !== null) props.onExpand(current);
        return true;
      case 'Escape':
        props.onOpen(null);
        return true;
      case '/':
        props.onSearch();
        return true;
      case '+':
      case '=':
        shown.zoomBy(ZOOM_STEP);
        return true;
      case '-':
        shown.zoomBy(1 / ZOOM_STEP);
        return true;
      case '0':
        shown.fit();
        return true;
      default:
        return false;
    }
  }

  return (
    <div className="risk-graph-canvas">
      <div
        ref={container}
        className="risk-graph-surface"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own
        tabIndex={0}
        aria-label={`Picture of ${visible.nodes.length} nodes and ${visible.edges.length} edges. Arrow keys move between nodes, Enter opens details, E expands.`}
        onKeyDown={onKeyDown}
      />
      <div className="risk-graph-zoom">
        <button type="button" aria-label="Zoom in" onClick={() => canvas?.zoomBy(ZOOM_STEP)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => canvas?.zoomBy(1 / ZOOM_STEP)}>
          −
        </button>
        <button type="button" onClick={() => canvas?.fit()}>
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
