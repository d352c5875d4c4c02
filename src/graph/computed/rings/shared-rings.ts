import { adjacencyOf } from '../arrays/adjacency';
import { UnionFind } from '../arrays/union-find';

/** Who uses what: subject `subjects[u]` uses node `nodes[u]`. The same use may be told more than once. */
export interface Uses {
  readonly subjects: Int32Array;
  readonly nodes: Int32Array;
}

export interface RingLimits {
  /** Fewer users make no ring. */
  readonly fewest: number;
  /** More users mean a public place, not a ring: a shop's Wi-Fi, an agent's address. */
  readonly most: number;
  /** Users of a node that only firms use: two firms at one address are a sign already. */
  readonly fewestFirms: number;
}

const RING_LIMITS: RingLimits = { fewest: 3, most: 100, fewestFirms: 2 };

// Who uses more shared things than this, such as a tester of telephones, links none of them.
const MOST_NODES_OF_A_LINK = 200;
/** Two shared things are one ring where at least this many use both: one person with two telephones joins nothing. */
const LINKING_MEMBERS = 2;

/** A ring: subjects and the things they share, by their numbers, ascending. */
export interface FoundRing {
  readonly members: readonly number[];
  readonly nodes: readonly number[];
  /** Part of the pairs of members that share at least one thing, above 0 up to 1. */
  readonly density: number;
}

/**
 * Rings of subjects that share things of one kind. A thing with a fitting number of users is a ring; things that share at
 * least two users are one ring.
 */
export function sharedRings(
  subjectCount: number,
  nodeCount: number,
  uses: Uses,
  isFirm: (subject: number) => boolean,
  limits: RingLimits = RING_LIMITS,
): FoundRing[] {
  const { users, shared } = sharedNodes(subjectCount, nodeCount, uses, isFirm, limits);
  const groups = linked(subjectCount, shared, users);
  const byGroup = new Map<number, number[]>();
  for (const [place, node] of shared.entries()) {
    const group = groups.find(place);
    const nodes = byGroup.get(group);
    if (nodes) nodes.push(node);
    else byGroup.set(group, [node]);
  }
  const marks = new Int32Array(subjectCount).fill(-1);
  return [...byGroup.values()].map((nodes) => ringOf(nodes, users, marks));
}

type Users = (node: number) => Int32Array;

/** The distinct users of each node, and the nodes that make a ring. */
function sharedNodes(
  subjectCount: number,
  nodeCount: number,
  { subjects, nodes }: Uses,
  isFirm: (subject: number) => boolean,
  { fewest, most, fewestFirms }: RingLimits,
): { users: Users; shared: readonly number[] } {
  const { starts, targets } = adjacencyOf(nodeCount, nodes, subjects);
  const distinct = new Int32Array(nodeCount);
  const lastNode = new Int32Array(subjectCount).fill(-1);
  const shared: number[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    const start = starts[node] as number;
    let kept = start;
    let firmsOnly = true;
    for (let at = start; at < (starts[node + 1] as number); at += 1) {
      const subject = targets[at] as number;
      if (lastNode[subject] === node) continue;
      lastNode[subject] = node;
      targets[kept++] = subject;
      firmsOnly &&= isFirm(subject);
    }
    const count = kept - start;
    distinct[node] = count;
    if (count <= most && (count >= fewest || (firmsOnly && count >= fewestFirms))) shared.push(node);
  }
  const users = (node: number) =>
    targets.subarray(starts[node] as number, (starts[node] as number) + (distinct[node] as number));
  return { users, shared };
}

function linked(subjectCount: number, shared: readonly number[], users: Users): UnionFind {
  const groups = new UnionFind(shared.length);
  const places: number[] = [];
  const subjects: number[] = [];
  shared.forEach((node, place) => {
    for (const subject of users(node)) {
      places.push(place);
      subjects.push(subject);
    }
  });
  const ofSubject = adjacencyOf(subjectCount, Int32Array.from(subjects), Int32Array.from(places));
  const inBoth = new Int32Array(shared.length);
  shared.forEach((node, place) => {
    const touched: number[] = [];
    for (const subject of users(node)) {
      const start = ofSubject.starts[subject] as number;
      const end = ofSubject.starts[subject + 1] as number;
      if (end - start > MOST_NODES_OF_A_LINK) continue;
      for (let at = start; at < end; at += 1) {
        const other = ofSubject.targets[at] as number;
        if (other <= place) continue;
        if (inBoth[other] === 0) touched.push(other);
        inBoth[other] = (inBoth[other] as number) + 1;
      }
    }
    for (const other of touched) {
      if ((inBoth[other] as number) >= LINKING_MEMBERS) groups.join(place, other);
      inBoth[other] = 0;
    }
  });
  return groups;
}

function ringOf(nodes: readonly number[], users: Users, marks: Int32Array): FoundRing {
  const nodesOf = new Map<number, number[]>();
  for (const node of nodes)
    for (const subject of users(node)) nodesOf.set(subject, [...(nodesOf.get(subject) ?? []), node]);
  const members = [...nodesOf.keys()].sort((a, b) => a - b);
  let tied = 0;
  for (const member of members) {
    marks[member] = member;
    for (const node of nodesOf.get(member) as number[])
      for (const other of users(node))
        if (marks[other] !== member) {
          marks[other] = member;
          tied += 1;
        }
  }
  for (const member of members) marks[member] = -1;
  return { members, nodes, density: tied / (members.length * (members.length - 1)) };
}
