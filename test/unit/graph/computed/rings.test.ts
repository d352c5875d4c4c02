import fc from 'fast-check';
import { sharedRings } from '../../../../src/graph/computed/rings/shared-rings';
import { isFirm, LIMITS, ringsByBruteForce, type Use, useGraphs } from '../../../support/brute-force/rings';

const uses = (list: readonly Use[]) => ({
  subjects: Int32Array.from(list, ([subject]) => subject),
  nodes: Int32Array.from(list, ([, node]) => node),
});

describe('Shared rings', () => {
  it('are those that brute force finds, in 2 000 small graphs', () => {
    let several = 0;
    fc.assert(
      fc.property(useGraphs, (list) => {
        const found = sharedRings(8, 6, uses(list), isFirm, LIMITS);
        several += found.filter(({ nodes }) => nodes.length > 1).length;
        expect(found).toEqual(ringsByBruteForce(list));
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
