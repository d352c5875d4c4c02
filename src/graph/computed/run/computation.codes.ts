/** What is computed over the whole graph. */
export const GRAPH_PARTS = ['CIRCLES', 'RINGS', 'OWNERS'] as const;
export type GraphPart = (typeof GRAPH_PARTS)[number];

/** Goes up when a part would find something else in the same data: its stored results are made anew then. */
export const PART_VERSIONS: Readonly<Record<GraphPart, number>> = { CIRCLES: 1, RINGS: 3, OWNERS: 1 };
