import fc from 'fast-check';
import { type RingLimits, sharedRings } from '../../../../src/graph/computed/rings/shared-rings';

type Use = readonly [subject: number, node: number];

const LIMITS: RingLimits = { fewest: 3, most: 5, fewestFirms: 2 };
const isFirm = (subject: number) => subject >= 5;

const uses = (list: readonly Use[]) => ({
  subjects: Int32Array.from(list, ([subject]) => subject),
  nodes: Int32Array.from(list, ([, node]) => node),
});

const graphs = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 5 })), {
  maxLength: 30,
});

function bruteForce(list: readonly Use[]) {
  const users = Array.from({ length: 6 }, (_, node) => [
    ...new Set(list.filter(([, used]) => used === node).map(([subject]) => subject)),
  ]);
  const shared = users.flatMap((members, node) =>
    members.length <= 5 && (members.length >= 3 || (members.length >= 2 && members.every(isFirm)))
      ? [node]
      : [],
  );
  let groups = shared.map((node) => [node]);
  const touch = (a: readonly number[], b: readonly number[]) =>
    a.some((x) => b.some((y) => users[x]!.filter((member) => users[y]!.includes(member)).length >= 2));
  for (let merged = true; merged; ) {
    merged = false;
    for (const a of groups)
      for (const b of groups)
        if (a !== b && touch(a, b) && !merged) {
          groups = [...groups.filter((group) => group !== a && group !== b), [...a, ...b]];
          merged = true;
        }
  }
  return groups
    .map((nodes) => {
      const members = [...new Set(nodes.flatMap((node) => users[node]!))].sort((a, b) => a - b);
      const pairs = members.flatMap((a) => members.filter((b) => a < b).map((b) => [a, b] as const));
      const tied = pairs.filter(([a, b]) =>
        nodes.some((node) => users[node]!.includes(a) && users[node]!.includes(b)),
      );
      return { nodes: nodes.sort((a, b) => a - b), members, density: tied.length / pairs.length };
    })
    .sort((a, b) => a.nodes[0]! - b.nodes[0]!);
}

describe('Shared rings', () => {
  it('are those that brute force finds, in 2 000 small graphs', () => {
    let several = 0;
    fc.assert(
      fc.property(graphs, (list) => {
        const found = sharedRings(8, 6, uses(list), isFirm, LIMITS);
        several += found.filter(({ nodes }) => nodes.length > 1).length;
        expect(found).toEqual(bruteForce(list));
      }),
      { numRuns: 2_000 },
    );
    expect(several).toBeGreaterThan(5);
  });

  const everybody = (node: number, subjects: readonly number[]) => subjects.map((s) => [s, node] as const);

  it('leave out what too many share, and what two people share', () => {
    expect(sharedRings(8, 1, uses(everybody(0, [0, 1, 2, 3, 4, 5])), isFirm, LIMITS)).toEqual([]);
    expect(sharedRings(8, 1, uses(everybody(0, [0, 1])), isFirm, LIMITS)).toEqual([]);
    expect(sharedRings(8, 1, uses(everybody(0, [4, 5])), isFirm, LIMITS)).toEqual([]);
  });

  it('take two firms at one address, and a thing with as many users as are allowed', () => {
    expect(sharedRings(8, 1, uses(everybody(0, [5, 6])), isFirm, LIMITS)).toHaveLength(1);
    expect(sharedRings(8, 1, uses(everybody(0, [0, 1, 2, 3, 4])), isFirm, LIMITS)).toMatchObject([
      { members: [0, 1, 2, 3, 4], density: 1 },
    ]);
  });

  it('are one where two share two things, and two where one does', () => {
    const two = [...everybody(0, [0, 1, 2]), ...everybody(1, [1, 2, 3])];
    expect(sharedRings(8, 2, uses(two), isFirm, LIMITS)).toEqual([
      { members: [0, 1, 2, 3], nodes: [0, 1], density: 5 / 6 },
    ]);
    const one = [...everybody(0, [0, 1, 2]), ...everybody(1, [2, 3, 4])];
    expect(sharedRings(8, 2, uses(one), isFirm, LIMITS)).toHaveLength(2);
  });
});
