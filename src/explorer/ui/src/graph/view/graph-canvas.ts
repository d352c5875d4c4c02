/** The drawing surface: what cytoscape is told, and what it tells. Knows nothing of React or of answers. */
import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { layoutByForce } from '../model/force';
import { layoutByDistance, type Place } from '../model/layers';
import type { Theme } from '../model/looks';
import type { Picture } from '../model/picture';
import type { Emphasis } from '../model/select';
import { type EdgeData, elementData, geometryOf } from './element-data';
import { stylesheet } from './stylesheet';

export type LayoutName = 'distance' | 'force';

export interface CanvasEvents {
  onNode(id: string): void;
  onEdge(id: string): void;
  onBackground(): void;
  /** A double click. */
  onExpand(id: string): void;
}

/** Closer than this a single node would fill the panel. */
const FIT_ZOOM = 1.4;
const FIT_PADDING = 56;
const NAME_WIDTH = 120;
const ZOOM_RANGE = { minZoom: 0.05, maxZoom: 4 };
/** More edges than these are drawn thinner, so that the nodes still stand out. */
const CROWDED_EDGES = 150;

export class GraphCanvas {
  readonly #cy: Core;
  readonly #resized: ResizeObserver;

  /** @param crowded whether the picture is large: then it is moved as one image, and drawn sharp when it rests */
  constructor(container: HTMLElement, crowded: boolean, events: CanvasEvents) {
    this.#cy = cytoscape({
      container,
      ...ZOOM_RANGE,
      autounselectify: true,
      boxSelectionEnabled: false,
      textureOnViewport: crowded,
      hideEdgesOnViewport: false,
      pixelRatio: crowded ? 1 : 'auto',
    });
    this.#cy.on('tap', 'node', ({ target }) => events.onNode(target.id()));
    this.#cy.on('tap', 'edge', ({ target }) => events.onEdge(target.id()));
    this.#cy.on('tap', ({ target }) => target === this.#cy && events.onBackground());
    this.#cy.on('dbltap', 'node', ({ target }) => events.onExpand(target.id()));
    this.#cy.on('dragfree', () => this.#bend());
    this.#resized = new ResizeObserver(() => this.#cy.resize());
    this.#resized.observe(container);
  }

  destroy(): void {
    this.#resized.disconnect();
    this.#cy.destroy();
  }

  wear(theme: Theme): void {
    this.#cy.style(stylesheet(theme));
  }

  /** Draws a picture from nothing, and shows all of it. */
  show(picture: Picture, layout: LayoutName): void {
    const cy = this.#cy;
    cy.resize();
    const positions = this.#places(picture, layout);
    const { nodes, edges } = elementData(picture);
    const geometry = geometryOf(
      edges.map((data) => ({ ...data, from: data.source, to: data.target })),
      positions,
    );
    const classes = edges.length > CROWDED_EDGES ? 'crowd' : '';
    // With places and data at once: to style elements is most of the work, and each later change does it again.
    cy.batch(() => {
      cy.elements().remove();
      cy.add([
        ...nodes.map((data): ElementDefinition => {
          const place = positions.get(data.id) as Place;
          const named = place.nameBeside ? 'name-beside' : '';
          return { group: 'nodes', data, position: { x: place.x, y: place.y }, classes: named };
        }),
        ...edges.map(
          (data): ElementDefinition => ({
            group: 'edges',
            data: { ...data, ...geometry.get(data.id) },
            classes,
          }),
        ),
      ]);
    });
    this.fit();
  }

  /** Puts what is shown already in its places anew, for another layout or another size of the panel. */
  arrange(picture: Picture, layout: LayoutName): void {
    const cy = this.#cy;
    cy.resize();
    const positions = this.#places(picture, layout);
    cy.batch(() => {
      for (const node of cy.nodes().toArray()) {
        const place = positions.get(node.id()) as Place;
        node.position({ x: place.x, y: place.y });
        node.toggleClass('name-beside', place.nameBeside === true);
      }
    });
    this.#bend();
    this.fit();
  }

  #places(picture: Picture, layout: LayoutName): Map<string, Place> {
    const byDistance = layoutByDistance(picture, { width: this.#cy.width(), height: this.#cy.height() });
    return layout === 'force' ? layoutByForce(picture.edges, byDistance) : byDistance;
  }

  /** Hides all but these; what stays does not move. */
  restrictTo(visible: Picture): void {
    const ids = new Set([...visible.nodes, ...visible.edges].map(({ id }) => id));
    this.#cy.batch(() => {
      for (const element of this.#cy.elements().toArray())
        element.toggleClass('hidden', !ids.has(element.id()));
    });
  }

  /** Lets everything else fade; null brings all back. */
  emphasise(emphasis: Pick<Emphasis, 'nodes' | 'edges'> | null): void {
    this.#cy.batch(() => {
      for (const element of this.#cy.elements().toArray()) {
        const part =
          emphasis === null || (element.isNode() ? emphasis.nodes : emphasis.edges).has(element.id());
        element.toggleClass('faded', !part);
        element.toggleClass('set-off', emphasis !== null && part);
      }
    });
  }

  /** Rings the node or edge, and brings it into view where it is not. */
  point(id: string | null): void {
    this.#cy.elements('.current').removeClass('current');
    if (id === null) return;
    const element = this.#cy.getElementById(id);
    element.addClass('current');
    if (element.isNode() && !this.#isInView(element as NodeSingular)) this.#cy.center(element);
  }

  #isInView(node: NodeSingular): boolean {
    const { x1, x2, y1, y2 } = this.#cy.extent();
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2;
  }

  /** By the places of the nodes: cytoscape's own would style and measure every text first. */
  fit(): void {
    const cy = this.#cy;
    const places = [...this.positions().values()];
    if (places.length === 0 || cy.width() === 0 || cy.height() === 0) return;
    const xs = places.map(({ x }) => x);
    // Beside the node that is farthest right stands its name.
    const rights = places.map(({ x, nameBeside }) => x + (nameBeside ? NAME_WIDTH : 0));
    const ys = places.map(({ y }) => y);
    const [left, right, top, bottom] = [
      Math.min(...xs),
      Math.max(...rights),
      Math.min(...ys),
      Math.max(...ys),
    ];
    const zoom = Math.min(
      FIT_ZOOM,
      cy.width() / (right - left + 2 * FIT_PADDING),
      cy.height() / (bottom - top + 2 * FIT_PADDING),
    );
    cy.viewport({
      zoom,
      pan: {
        x: cy.width() / 2 - (zoom * (left + right)) / 2,
        y: cy.height() / 2 - (zoom * (top + bottom)) / 2,
      },
    });
  }

  zoomBy(factor: number): void {
    const renderedPosition = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition });
  }

  /** Of the nodes that are shown, where they stand now. */
  positions(): Map<string, Place> {
    const shown = this.#cy.nodes().not('.hidden').toArray() as NodeSingular[];
    return new Map(
      shown.map((node) => [node.id(), { ...node.position(), nameBeside: node.hasClass('name-beside') }]),
    );
  }

  /** What of the edges follows from where the nodes are now. */
  #bend(): void {
    const edges = this.#cy.edges().toArray();
    const positions = new Map(this.#cy.nodes().map((node) => [node.id(), node.position()]));
    const geometry = geometryOf(
      edges.map((edge) => ({
        ...(edge.data() as EdgeData),
        from: edge.source().id(),
        to: edge.target().id(),
      })),
      positions,
    );
    this.#cy.batch(() => {
      for (const edge of edges) edge.data(geometry.get(edge.id()));
    });
  }
}
