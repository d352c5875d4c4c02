import type { RequestContext } from '../../platform/request';

/** Nodes that all graphs of one request expand together; a node has some tens of edges, which are held in memory. */
const MOST_EXPANDED = 20_000;

/** Says whether so many nodes more may be expanded, and takes them from what is left. */
export function allowance(most: number): (nodes: number) => boolean {
  let left = most;
  return (nodes) => {
    if (nodes > left) return false;
    left -= nodes;
    return true;
  };
}

const OF_REQUEST = new WeakMap<RequestContext, ReturnType<typeof allowance>>();

/** One for each request, whatever graphs it asks for. */
export function allowanceOf(context: RequestContext): ReturnType<typeof allowance> {
  const known = OF_REQUEST.get(context) ?? allowance(MOST_EXPANDED);
  OF_REQUEST.set(context, known);
  return known;
}
