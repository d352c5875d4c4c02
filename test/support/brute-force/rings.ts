import fc from 'fast-check';
import type { RingLimits } from '../../../src/graph/computed/rings/shared-rings';

export type Use = readonly [subject: number, node: number];

export const LIMITS: RingLimits = { fewest: 3, most: 5, fewestFirms: 2 };
export const isFirm = (subject: number) => subject >= 5;

/** Eight subjects, of which the last three are firms, and six things. */
export const useGraphs = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 5 })), {
  maxLength: 30,
});

/** Shared rings by their definition: things with a fitting number of users, joined while two of them have two in common. */
export function ringsByBruteForce(list: readonly Use[], { fewest, most, fewestFirms }: RingLimits = LIMITS) {
  const users = Array.from({ length: 6 }, (_, node) => [
    ...new Set(list.filter(([, used]) => used === node).map(([subject]) => subject)),
  ]);
  const shared = users.flatMap((members, node) =>
    members.length <= most &&
    (members.length >= fewest || (members.length >= fewestFirms && members.every(isFirm)))
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
