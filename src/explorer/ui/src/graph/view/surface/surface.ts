/** The drawing on the page: elements for nodes and edges, in a layer that moves as one. Knows nothing of React. */
import { drawEdge, drawNode, drawWords } from '../../model/drawing/draw';
import type { Looks } from '../../model/drawing/looks';
import { boxOf, type PlacedEdge, type PlacedNode, type Scene, sceneOf } from '../../model/drawing/scene';
import { shape } from '../../model/drawing/shape';
import { distanceTo, mayBeNear } from '../../model/layout/curves';
import type { Place, Point, Positions, Space } from '../../model/layout/layers';
import { type Box, fitted, inPicture, onScreen, type View, zoomedAt } from '../../model/layout/viewport';
import type { Picture } from '../../model/picture/picture';
import type { Emphasis } from '../../model/picture/select';
import { elementOf } from './elements';

/** What of the drawing is shown how. */
export interface Marking {
  /** Ids of what passed the filter. */
  shown: ReadonlySet<string>;
  /** What stands out; null lets nothing fade. */
  emphasis: Pick<Emphasis, 'nodes' | 'edges'> | null;
  current: string | null;
}

/** Smaller than this on the screen a text cannot be read, and costs most of the time. */
const READABLE_ZOOM = { names: 0.5, words: 0.6 };
/** Seen from afar nodes are drawn larger than they are, from this zoom on and by no more than that. */
const LARGER_BELOW = 0.4;
const MOST_LARGER = 2.2;
/** More edges than these are drawn paler, so that the nodes still stand out. */
const CROWDED_EDGES = 150;
/** After this long without another step of the zoom, the drawing is made sharp again. */
const REST_MS = 140;
/** How far beside a line a hand may point, in pixels. */
const NEAR_LINE = 7;
const RING_GAP = 11;

export class Surface {
  readonly #container: HTMLElement;
  readonly #svg = elementOf(shape('svg', { class: 'risk-graph-drawing', 'aria-hidden': 'true' }));
  readonly #elements = new Map<string, SVGElement>();
  /** On edges, by the edge. */
  readonly #words = new Map<string, SVGElement>();
  /** Around the node where the keys are. */
  readonly #ring = elementOf(shape('circle', { class: 'risk-graph-ring' }));
  readonly #resized: ResizeObserver;
  /** Kept, since to ask for it anew has the browser lay out the page. */
  #space: Space = { width: 0, height: 0 };
  #picture: Picture | null = null;
  #places = new Map<string, Place>();
  #scene: Scene = { nodes: [], edges: [] };
  #nodes = new Map<string, PlacedNode>();
  #box: Box = { left: 0, top: 0, width: 0, height: 0 };
  #view: View = { zoom: 1, x: 0, y: 0 };
  /** How much larger nodes are drawn than they are. */
  #larger = 1;
  /** The zoom that the elements have their size for; another one scales what is painted. */
  #sharpAt = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Until the user moves the picture, it follows the size of the panel. */
  #isFitted = true;
  #current: string | null = null;

  constructor(container: HTMLElement) {
    container.append(this.#svg);
    this.#container = container;
    this.measure();
    this.#resized = new ResizeObserver(([entry]) => {
      if (entry !== undefined) this.#space = entry.contentRect;
      if (this.#isFitted) this.fit();
    });
    this.#resized.observe(container);
  }

  destroy(): void {
    clearTimeout(this.#resting);
    this.#resized.disconnect();
    this.#svg.remove();
  }

  /** Draws everything anew; the view stays. */
  draw(picture: Picture, positions: Positions, looks: Looks): void {
    this.#picture = picture;
    this.#places = new Map(positions);
    this.#scene = sceneOf(picture, positions);
    this.#nodes = new Map(this.#scene.nodes.map((placed) => [placed.node.id, placed]));
    this.#box = boxOf(this.#scene);
    this.#elements.clear();
    this.#words.clear();
    for (const placed of this.#scene.edges) {
      this.#elements.set(placed.edge.id, elementOf(drawEdge(placed, looks)));
      const words = drawWords(placed, looks);
      if (words !== null) this.#words.set(placed.edge.id, elementOf(words));
    }
    const lines = groupOf(this.#elements.values());
    for (const placed of this.#scene.nodes)
      this.#elements.set(placed.node.id, elementOf(drawNode(placed, looks)));
    const bodies = groupOf(this.#scene.nodes.map(({ node }) => this.#elements.get(node.id) as SVGElement));
    this.#svg.classList.toggle('risk-graph-crowd', this.#scene.edges.length > CROWDED_EDGES);
    this.#svg.replaceChildren(lines, groupOf(this.#words.values()), this.#ring, bodies);
    this.#sharpen();
  }

  mark({ shown, emphasis, current }: Marking): void {
    const set = (id: string, isPart: boolean): void => {
      for (const element of [this.#elements.get(id), this.#words.get(id)]) {
        element?.classList.toggle('risk-graph-hidden', !shown.has(id));
        element?.classList.toggle('risk-graph-faded', emphasis !== null && !isPart);
        element?.classList.toggle('risk-graph-set-off', emphasis !== null && isPart);
        element?.classList.toggle('risk-graph-current', id === current);
      }
    };
    for (const { node } of this.#scene.nodes) set(node.id, emphasis?.nodes.has(node.id) ?? true);
    for (const { edge } of this.#scene.edges) set(edge.id, emphasis?.edges.has(edge.id) ?? true);
    this.#current = current;
    this.#ringCurrent();
  }

  #ringCurrent(): void {
    const placed = this.#nodes.get(this.#current ?? '');
    const isShown = placed !== undefined && this.#isShown(placed.node.id);
    this.#ring.setAttribute('r', isShown ? String(placed.radius * this.#larger + RING_GAP) : '0');
    if (placed === undefined) return;
    this.#ring.setAttribute('cx', String(placed.at.x));
    this.#ring.setAttribute('cy', String(placed.at.y));
  }

  #isShown(id: string): boolean {
    return !this.#elements.get(id)?.classList.contains('risk-graph-hidden');
  }

  /** Brings a node into the panel where it is not. */
  reveal(id: string): void {
    const placed = this.#nodes.get(id);
    if (placed === undefined) return;
    const { width, height } = this.#space;
    const { x, y } = onScreen(this.#view, placed.at);
    if (x > 0 && x < width && y > 0 && y < height) return;
    this.panBy(width / 2 - x, height / 2 - y);
  }

  /** What there is to fill, in pixels, as it was when the panel last changed. */
  get space(): Space {
    return this.#space;
  }

  /** The same as it is now: the browser tells of a change only after the page has been laid out. */
  measure(): Space {
    this.#space = { width: this.#container.clientWidth, height: this.#container.clientHeight };
    return this.#space;
  }

  fit(): void {
    const space = this.#space;
    if (this.#scene.nodes.length === 0 || space.width === 0 || space.height === 0) return;
    this.#view = fitted(this.#box, space);
    this.#isFitted = true;
    this.#sharpen();
  }

  panBy(x: number, y: number): void {
    this.#view = { ...this.#view, x: this.#view.x + x, y: this.#view.y + y };
    this.#isFitted = false;
    this.#move();
  }

  /** @param at in pixels from the corner of the panel; its middle by default */
  zoomBy(factor: number, at?: Point): void {
    const { width, height } = this.#space;
    this.#view = zoomedAt(this.#view, at ?? { x: width / 2, y: height / 2 }, factor);
    this.#isFitted = false;
    this.#move();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#sharpen(), REST_MS);
  }

  /** Shows the view by moving and scaling what is painted, which takes no time. */
  #move(): void {
    const { zoom, x, y } = this.#view;
    const corner = onScreen({ zoom, x, y }, { x: this.#box.left, y: this.#box.top });
    const scale = this.#sharpAt === 0 ? 1 : zoom / this.#sharpAt;
    this.#svg.style.transform = `translate(${corner.x}px, ${corner.y}px) scale(${scale})`;
  }

  /** Paints for the zoom that the view has now. */
  #sharpen(): void {
    clearTimeout(this.#resting);
    const { left, top, width, height } = this.#box;
    const { zoom } = this.#view;
    this.#sharpAt = zoom;
    this.#svg.setAttribute('viewBox', `${left} ${top} ${Math.max(1, width)} ${Math.max(1, height)}`);
    this.#svg.setAttribute('width', String(Math.max(1, width) * zoom));
    this.#svg.setAttribute('height', String(Math.max(1, height) * zoom));
    this.#larger = Math.min(MOST_LARGER, Math.max(1, LARGER_BELOW / zoom));
    this.#svg.style.setProperty('--risk-graph-larger', String(this.#larger));
    this.#svg.classList.toggle('risk-graph-no-names', zoom < READABLE_ZOOM.names);
    this.#svg.classList.toggle('risk-graph-no-words', zoom < READABLE_ZOOM.words);
    this.#move();
  }

  /** Where all nodes stand, shown or not. */
  get places(): Positions {
    return this.#places;
  }

  /** Where nodes stand, of those that are shown. */
  positions(): Map<string, Place> {
    return new Map([...this.#places].filter(([id]) => this.#isShown(id)));
  }

  /** Puts one node elsewhere; its edges follow. @param by in pixels */
  drag(id: string, by: Point, looks: Looks): void {
    const place = this.#places.get(id);
    if (place === undefined || this.#picture === null) return;
    const { zoom } = this.#view;
    this.#places.set(id, { ...place, x: place.x + by.x / zoom, y: place.y + by.y / zoom });
    const edges = this.#picture.edges.filter(({ from, to }) => from === id || to === id);
    const ends = new Set([id, ...edges.flatMap(({ from, to }) => [from, to])]);
    const nodes = this.#picture.nodes.filter((node) => ends.has(node.id));
    const moved = sceneOf({ ...this.#picture, nodes, edges }, this.#places);
    for (const placed of moved.edges) {
      const words = drawWords(placed, looks);
      replaceIn(this.#elements, placed.edge.id, elementOf(drawEdge(placed, looks)));
      if (words !== null) replaceIn(this.#words, placed.edge.id, elementOf(words));
    }
    for (const placed of moved.nodes) {
      if (placed.node.id !== id) continue;
      this.#nodes.set(id, placed);
      replaceIn(this.#elements, id, elementOf(drawNode(placed, looks)));
    }
    const lines = new Map(moved.edges.map((placed) => [placed.edge.id, placed]));
    this.#scene = {
      nodes: [...this.#nodes.values()],
      edges: this.#scene.edges.map((placed) => lines.get(placed.edge.id) ?? placed),
    };
    this.#ringCurrent();
  }

  /** The id of the node or edge at a point of the panel, in pixels. */
  idAt(at: Point): { node: string } | { edge: string } | null {
    const point = inPicture(this.#view, at);
    // The last one is drawn on top.
    const node = this.#scene.nodes.findLast(
      ({ node, at: middle, radius }) =>
        Math.hypot(middle.x - point.x, middle.y - point.y) <= radius * this.#larger + 2 &&
        this.#isShown(node.id),
    );
    if (node !== undefined) return { node: node.node.id };
    const edge = this.#edgeNear(point, NEAR_LINE / this.#view.zoom);
    return edge === null ? null : { edge: edge.edge.id };
  }

  #edgeNear(point: Point, most: number): PlacedEdge | null {
    let nearest: PlacedEdge | null = null;
    let least = most;
    for (const placed of this.#scene.edges) {
      if (!this.#isShown(placed.edge.id)) continue;
      if (!mayBeNear(placed.line, point, least)) continue;
      const distance = distanceTo(placed.line, point);
      if (distance <= least) [nearest, least] = [placed, distance];
    }
    return nearest;
  }
}

function groupOf(elements: Iterable<SVGElement>): SVGElement {
  const group = elementOf(shape('g', {}));
  group.append(...elements);
  return group;
}

/** Another element for the same thing, shown as it was shown. */
function replaceIn(elements: Map<string, SVGElement>, id: string, element: SVGElement): void {
  const before = elements.get(id);
  if (before === undefined) return;
  element.setAttribute('class', before.getAttribute('class') ?? '');
  before.replaceWith(element);
  elements.set(id, element);
}
