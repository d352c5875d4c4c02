/**
 * The risk graph: who and what stands around a borrower. It owns traversal, paths and what is computed over the whole
 * graph; the edges themselves belong to the modules below. Higher modules add fields to a node and its marks.
 */

export { RiskGraphMarks } from './api/risk-graph.type';
export { circlesOfSubject } from './computed/circles/circle.loaders';
export { circleId } from './computed/circles/circle.type';
export { COMPUTED_ENTITIES } from './computed/entities';
export { ownersOfSubject } from './computed/owners/owner.loaders';
export { ringsOfSubject } from './computed/rings/ring.loaders';
export { ringId } from './computed/rings/ring.type';
export { computationInForce } from './computed/run/computation.loaders';
export { computeGraph } from './computed/run/compute-graph';
export { neighboursOfHop } from './edges/edge.loaders';
export type { GraphEdgeKind } from './graph.codes';
export { loanMarks } from './marks/mark-sources';
export { type NodeKey, nodeId, nodeKey, nodeKind, nodeRow } from './node-key';
export { aroundSubject } from './traversal/around-subject';
export type { Walk } from './traversal/breadth-first';
