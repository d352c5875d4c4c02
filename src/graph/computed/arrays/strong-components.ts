import type { Adjacency } from './adjacency';

export interface Components {
  readonly count: number;
  /** The component of each node. A component has a smaller number than those from which an edge leads to it. */
  readonly of: Int32Array;
}

const UNSEEN = -1;

/**
 * Strongly connected components by Tarjan's algorithm, with a stack of its own instead of recursion, so that a chain of a
 * million firms does not overflow the program's. Seven integers per node and no object.
 */
export function strongComponents({ nodes, starts, targets }: Adjacency): Components {
  const of = new Int32Array(nodes).fill(UNSEEN);
  const order = new Int32Array(nodes).fill(UNSEEN);
  const lowest = new Int32Array(nodes);
  const place = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  const open = new Int32Array(nodes);
  let depth = 0;
  let opened = 0;
  let seen = 0;
  let count = 0;
  const enter = (node: number): void => {
    order[node] = seen;
    lowest[node] = seen;
    seen += 1;
    place[node] = starts[node] as number;
    path[depth++] = node;
    open[opened++] = node;
  };
  for (let root = 0; root < nodes; root += 1) {
    if (order[root] !== UNSEEN) continue;
    enter(root);
    while (depth > 0) {
      const node = path[depth - 1] as number;
      const at = place[node] as number;
      if (at < (starts[node + 1] as number)) {
        place[node] = at + 1;
        const target = targets[at] as number;
        if (order[target] === UNSEEN) enter(target);
        else if (of[target] === UNSEEN)
          lowest[node] = Math.min(lowest[node] as number, order[target] as number);
        continue;
      }
      depth -= 1;
      if (depth > 0) {
        const parent = path[depth - 1] as number;
        lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
      }
      if (lowest[node] !== order[node]) continue;
      let member: number;
      do {
        member = open[--opened] as number;
        of[member] = count;
      } while (member !== node);
      count += 1;
    }
  }
  return { count, of };
}
