import fc from 'fast-check';

export type Stake = readonly [holder: number, company: number, percent: number | null];

/** At most 100 % of each company, each holder once; companies are the nodes from `persons` on. */
const PERSONS = 3;
export const NODES = 7;
export const stakeGraphs = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: NODES - 1 }),
      fc.integer({ min: PERSONS, max: NODES - 1 }),
      fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
    ),
    { maxLength: 14 },
  )
  .map((drawn) => {
    const left = Array<number>(NODES).fill(100);
    const seen = new Set<string>();
    const stakes: Stake[] = [];
    for (const [holder, company, percent] of drawn) {
      if (seen.has(`${holder} ${company}`) || left[company]! < (percent ?? 0)) continue;
      seen.add(`${holder} ${company}`);
      left[company]! -= percent ?? 0;
      stakes.push([holder, company, percent]);
    }
    return stakes;
  });

/** Solves `x = a x + b` by elimination. Two firms of the graphs above hold at most 60 % of each other, so it has one answer. */
function solve(a: readonly number[][], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row.map((value, j) => (i === j ? 1 : 0) - value), b[i]!]);
  for (let pivot = 0; pivot < rows.length; pivot += 1) {
    const best = rows
      .slice(pivot)
      .reduce(
        (most, row, i) => (Math.abs(row[pivot]!) > Math.abs(rows[most]![pivot]!) ? pivot + i : most),
        pivot,
      );
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!];
    for (let i = 0; i < rows.length; i += 1) {
      if (i === pivot) continue;
      const factor = rows[i]![pivot]! / rows[pivot]![pivot]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[pivot]![j]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** Who reaches whom by Warshall, the parts by elimination, to be compared to eight digits: stored are nine, rounded. */
export function ownersByBruteForce(stakes: readonly Stake[]) {
  const reached = Array.from({ length: NODES }, (_, a) =>
    Array.from({ length: NODES }, (__, b) => stakes.some(([h, c]) => h === a && c === b)),
  );
  for (let via = 0; via < NODES; via += 1)
    for (let a = 0; a < NODES; a += 1)
      if (reached[a]![via]) for (let b = 0; b < NODES; b += 1) reached[a]![b] ||= reached[via]![b]!;
  const at = (from: number, to: number) => from === to || reached[from]![to]!;
  const companies = [...new Set(stakes.map(([, company]) => company))].sort((a, b) => a - b);
  const roots = Array.from({ length: NODES }, (_, n) => n).filter((n) => !companies.includes(n));
  const part = (holder: number, company: number) =>
    (stakes.find(([h, c]) => h === holder && c === company)?.[2] ?? 0) / 100;
  const inner = companies.map((company) => companies.map((holder) => part(holder, company)));
  const solved = new Map(
    roots.map((root) => [
      root,
      solve(
        inner,
        companies.map((company) => part(root, company)),
      ),
    ]),
  );
  return companies.map((company, i) => ({
    company,
    hasCycle: companies.some((c) => reached[c]![c] && at(c, company)),
    hasUnknown: stakes.some(([, c, percent]) => percent === null && at(c, company)),
    owners: roots
      .filter((root) => reached[root]![company])
      .map((root) => ({
        owner: root,
        isKnown: !stakes.some(([h, c, percent]) => percent === null && at(root, h) && at(c, company)),
        part: expect.closeTo(solved.get(root)![i]!, 8),
      })),
  }));
}
