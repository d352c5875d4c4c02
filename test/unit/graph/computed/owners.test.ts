import fc from 'fast-check';
import { UNKNOWN_PERCENT } from '../../../../src/graph/computed/owners/stakes';
import { type Ownership, ultimateOwners } from '../../../../src/graph/computed/owners/ultimate-owners';
import { NODES, ownersByBruteForce, type Stake, stakeGraphs } from '../../../support/brute-force/owners';

const told = (stakes: readonly Stake[]) => ({
  holders: Int32Array.from(stakes, ([holder]) => holder),
  companies: Int32Array.from(stakes, ([, company]) => company),
  percents: Int32Array.from(stakes, ([, , percent]) => percent ?? UNKNOWN_PERCENT),
});

const owned = (nodes: number, stakes: readonly Stake[], limits?: Parameters<typeof ultimateOwners>[2]) =>
  new Map([...ultimateOwners(nodes, told(stakes), limits)].map((found) => [found.company, found]));

const partsOf = (found: Ownership | undefined) =>
  Object.fromEntries((found?.owners ?? []).map(({ owner, lowerBound }) => [owner, +lowerBound.toFixed(9)]));

describe('Ultimate owners', () => {
  it('have the percents that the linear system gives, in 2 000 small graphs with cycles and unknown stakes', () => {
    let cyclic = 0;
    let unknown = 0;
    fc.assert(
      fc.property(stakeGraphs, (stakes) => {
        const wanted = ownersByBruteForce(stakes);
        const found = [...owned(NODES, stakes).values()]
          .sort((a, b) => a.company - b.company)
          .map(({ company, hasCycle, hasUnknown, owners }) => ({
            company,
            hasCycle,
            hasUnknown,
            owners: owners
              .map(({ owner, isKnown, lowerBound }) => ({ owner, isKnown, part: lowerBound }))
              .sort((a, b) => a.owner - b.owner),
          }));
        expect(found).toEqual(wanted);
        for (const { hasCycle, hasUnknown } of found) {
          if (hasCycle) cyclic += 1;
          if (hasUnknown) unknown += 1;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(cyclic).toBeGreaterThan(250);
    expect(unknown).toBeGreaterThan(250);
  });

  it('without cycles have the sum of the products of all their ways, and all ways are told', () => {
    fc.assert(
      fc.property(stakeGraphs, (drawn) => {
        const stakes = drawn.filter(([holder, company, percent]) => holder < company && percent !== null);
        for (const { owners } of owned(NODES, stakes).values())
          for (const { lowerBound, paths, hasMorePaths } of owners) {
            if (hasMorePaths) continue;
            const sum = paths.reduce((all, { parts }) => all + parts.reduce<number>((p, q) => p * q!, 1), 0);
            expect(lowerBound).toBeCloseTo(sum, 12);
          }
      }),
      { numRuns: 500 },
    );
  });

  it('add over ways and multiply along them', () => {
    const found = owned(4, [
      [0, 1, 60],
      [0, 2, 50],
      [1, 3, 50],
      [2, 3, 30],
    ]);
    expect(partsOf(found.get(3))).toEqual({ 0: 0.45 });
    expect(found.get(3)?.owners[0]?.paths).toEqual([
      { nodes: [0, 1, 3], parts: [0.6, 0.5] },
      { nodes: [0, 2, 3], parts: [0.5, 0.3] },
    ]);
  });

  it('get what companies that hold each other hand round: 40 / (1 - 0.5 x 0.2)', () => {
    const found = owned(4, [
      [0, 2, 40],
      [1, 3, 80],
      [3, 2, 50],
      [2, 3, 20],
    ]);
    expect(partsOf(found.get(2))).toEqual({ 0: +(0.4 / 0.9).toFixed(9), 1: +(0.4 / 0.9).toFixed(9) });
    expect(found.get(2)).toMatchObject({ hasCycle: true, hasUnknown: false });
  });

  it('are nobody for firms that own each other wholly, and this ends', () => {
    const found = owned(3, [
      [0, 1, 100],
      [1, 0, 100],
      [1, 2, 100],
    ]);
    expect(found.get(0)).toMatchObject({ owners: [], attributed: 0, hasCycle: true, controlPath: [] });
    expect(found.get(2)).toMatchObject({ owners: [], hasCycle: true });
  });

  it('settle where a firm holds almost all of itself', () => {
    const found = owned(2, [
      [1, 1, 99],
      [0, 1, 1],
    ]);
    expect(found.get(1)?.owners[0]).toMatchObject({ isKnown: true });
    expect(found.get(1)?.owners[0]?.lowerBound).toBeCloseTo(1, 9);
  });

  it('keep a lower bound and no percent behind an unknown stake', () => {
    const found = owned(4, [
      [0, 2, 60],
      [0, 3, null],
      [1, 3, 10],
      [2, 3, 50],
    ]);
    expect(found.get(3)).toMatchObject({
      hasUnknown: true,
      owners: [
        { owner: 0, lowerBound: 0.3, isKnown: false },
        { owner: 1, lowerBound: 0.1, isKnown: true },
      ],
    });
  });

  it('take one stake that several rows tell once, by the largest percent', () => {
    expect(
      partsOf(
        owned(2, [
          [0, 1, 30],
          [0, 1, null],
          [0, 1, 20],
        ]).get(1),
      ),
    ).toEqual({ 0: 0.3 });
    expect(
      owned(2, [
        [0, 1, 30],
        [0, 1, null],
      ]).get(1)?.hasUnknown,
    ).toBe(false);
    expect(owned(2, [[0, 1, 0]]).size).toBe(0);
  });

  it('believe no stakes that add to more than all of a firm, but for their rounding', () => {
    const wrong = owned(3, [
      [0, 2, 80],
      [1, 2, 30],
    ]).get(2);
    expect(wrong).toMatchObject({ isOverstated: true, hasUnknown: true, attributed: 0 });
    const rounded = owned(4, [
      [0, 3, 34],
      [1, 3, 33],
      [2, 3, 34],
    ]).get(3);
    expect(rounded).toMatchObject({ isOverstated: false, hasUnknown: false });
    expect(rounded?.attributed).toBeCloseTo(1, 12);
  });

  it('control by more than half at each step, and not by half', () => {
    const chain: readonly Stake[] = [
      [0, 1, 51],
      [1, 2, 51],
    ];
    expect(owned(3, chain).get(2)?.controlPath).toEqual([2, 1, 0]);
    expect(
      owned(3, [
        [0, 1, 50],
        [1, 2, 51],
      ]).get(2)?.controlPath,
    ).toEqual([2, 1]);
    expect(owned(2, [[0, 1, 50]]).get(1)?.controlPath).toEqual([]);
    expect(
      owned(2, [
        [0, 1, 60],
        [1, 0, 60],
      ]).get(1)?.controlPath,
    ).toEqual([]);
  });

  it('are cut at a limit that is told, and nothing further down is called known then', () => {
    const many: Stake[] = Array.from({ length: 10 }, (_, n) => [n, 10, 10 - (n === 9 ? 1 : 0)]);
    const found = owned(12, [...many, [10, 11, 100]], { owners: 4, cycle: 10 });
    expect(found.get(10)?.owners.map(({ owner }) => owner)).toEqual([0, 1, 2, 3]);
    expect(found.get(10)?.owners.every(({ isKnown }) => isKnown)).toBe(true);
    expect(found.get(10)).toMatchObject({ isTruncated: true });
    expect(found.get(11)).toMatchObject({ isTruncated: true });
    expect(found.get(11)?.owners.every(({ isKnown }) => !isKnown)).toBe(true);
    const knot: Stake[] = Array.from({ length: 11 }, (_, n) => [n, (n + 1) % 11, 50]);
    expect(owned(12, [...knot, [11, 0, 50]], { owners: 4, cycle: 10 }).get(5)).toMatchObject({
      isTruncated: true,
      owners: [],
    });
  });

  it('end on a stack of 20 000 firms and on a net with ways without number', () => {
    const stack: Stake[] = Array.from({ length: 20_000 }, (_, n) => [n, n + 1, 100]);
    const last = [...ultimateOwners(20_001, told(stack))].at(-1);
    expect(last).toMatchObject({
      company: 20_000,
      owners: [{ owner: 0, lowerBound: 1, hasMorePaths: true }],
    });
    const net: Stake[] = [];
    for (let layer = 0; layer < 18; layer += 1)
      for (let a = 0; a < 5; a += 1)
        for (let b = 0; b < 5; b += 1) net.push([layer * 5 + a, layer * 5 + 5 + b, 20]);
    const bottom = owned(95, net).get(94);
    expect(bottom?.attributed).toBeCloseTo(1, 9);
    expect(bottom?.owners.every(({ hasMorePaths }) => hasMorePaths)).toBe(true);
  });
});
