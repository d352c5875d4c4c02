/**
 * The risk graph: who and what stands around a borrower. It owns traversal, paths and what is computed over the whole
 * graph; the edges themselves belong to the modules below. Higher modules add fields to a node and its marks.
 */

export { RiskGraphMarks, RiskGraphNode } from './api/risk-graph.type';
export { COMPUTED_ENTITIES } from './computed/entities';
export { computeGraph } from './computed/run/compute-graph';
