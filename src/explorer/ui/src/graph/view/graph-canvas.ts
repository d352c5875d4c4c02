/** The drawing surface: what cytoscape is told, and what it tells. Knows nothing of React or of answers. */
import cytoscape, { type Core, type NodeSingular } from 'cytoscape';
import { bendsOf } from '../model/curves';
import { layoutByDistance, type Point } from '../model/layers';
import type { Theme } from '../model/looks';
import type { Picture } from '../model/picture';
import type { Emphasis } from '../model/select';
import { elementData, stylesheet } from './stylesheet';

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
const FIT_PADDING = 40;
const ZOOM_RANGE = { minZoom: 0.05, maxZoom: 4 };
/** More edges than these are drawn thinner, so that the nodes still stand out. */
const CROWDED_EDGES = 150;
/** The force layout stands still well before this on pictures of 500 nodes; it bounds the wait on odd ones. */
const FORCE_ITERATIONS = 400;

export class GraphCanvas {
  readonly #cy: Core;
  readonly #resized: ResizeObserver;

  constructor(container: HTMLElement, events: CanvasEvents) {
    this.#cy = cytoscape({
      container,
      ...ZOOM_RANGE,
      autounselectify: true,
      boxSelectionEnabled: false,
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
    const { nodes, edges } = elementData(picture);
    const cy = this.#cy;
    cy.batch(() => {
      cy.elements().remove();
      cy.add(nodes.map((data) => ({ group: 'nodes', data })));
      const classes = edges.length > CROWDED_EDGES ? 'crowd' : '';
      cy.add(edges.map((data) => ({ group: 'edges', data, classes })));
    });
    const positions = layoutByDistance(picture, cy.width() / cy.height());
    cy.nodes().positions((node) => positions.get(node.id()) as Point);
    if (layout === 'force') {
      // From the places by distance, not from random ones: the same answer gives the same picture.
      cy.layout({
        name: 'cose',
        animate: false,
        randomize: false,
        fit: false,
        numIter: FORCE_ITERATIONS,
        idealEdgeLength: () => 110,
        nodeRepulsion: () => 12_000,
        nodeOverlap: 20,
        componentSpacing: 80,
      }).run();
    }
    this.#bend();
    this.fit();
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

  fit(): void {
    const shown = this.#cy.elements().not('.hidden');
    this.#cy.fit(shown, FIT_PADDING);
    if (this.#cy.zoom() > FIT_ZOOM) {
      this.#cy.zoom(FIT_ZOOM);
      this.#cy.center(shown);
    }
  }

  zoomBy(factor: number): void {
    const renderedPosition = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition });
  }

  /** Of the nodes that are shown, where they stand now. */
  positions(): Map<string, Point> {
    const shown = this.#cy.nodes().not('.hidden').toArray() as NodeSingular[];
    return new Map(shown.map((node) => [node.id(), { ...node.position() }]));
  }

  #bend(): void {
    const all = this.#cy.nodes().toArray();
    const positions = new Map(all.map((node) => [node.id(), node.position()]));
    const edges = this.#cy.edges().toArray();
    const bends = bendsOf(
      edges.map((edge) => ({ id: edge.id(), from: edge.source().id(), to: edge.target().id() })),
      positions,
    );
    this.#cy.batch(() => {
      for (const edge of edges) edge.data('bend', bends.get(edge.id()) ?? 0);
    });
  }
}
