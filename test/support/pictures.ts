/** Pictures of risk graphs, as the explorer reads them from answers. */
import { readAnswer } from '../../src/explorer/ui/src/graph/model/answer/read-answer';
import type { Picture } from '../../src/explorer/ui/src/graph/model/picture/picture';
import { aGraph, aNode, anEdge } from './risk-graph-answer';

export function pictureOf(graph: object): Picture {
  const reading = readAnswer(JSON.stringify(graph));
  if (reading.state !== 'READ' || reading.found[0] === undefined) throw new Error('no graph');
  return reading.found[0].picture;
}

/** Panels. */
export const WIDE = { width: 1200, height: 750 };
export const SQUARE = { width: 700, height: 700 };

/** Three firms that guarantee each other round. */
export const CIRCLE = pictureOf(
  aGraph(
    [aNode('a'), aNode('b', { distance: 1 }), aNode('c', { distance: 1 })],
    [
      anEdge('a', 'b'),
      anEdge('b', 'c'),
      anEdge('c', 'a'),
      anEdge('a', 'b', 'DEAL'),
      anEdge('b', 'a', 'DEAL'),
    ],
  ),
);
