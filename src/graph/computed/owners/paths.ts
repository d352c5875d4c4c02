import type { Stakes } from './stakes';

/** A way from an owner down to the company. */
export interface OwnershipPath {
  /** The owner first, the company last. */
  readonly nodes: readonly number[];
  /** What each holds of the next, above 0 up to 1; null where nobody knows. */
  readonly parts: readonly (number | null)[];
}

interface PathsOfOwner {
  readonly kept: OwnershipPath[];
  hasMore: boolean;
}

interface Paths {
  readonly of: ReadonlyMap<number, PathsOfOwner>;
  /** The search ended before all ways were seen. */
  readonly isCut: boolean;
}

// An analyst reads a few; a knot of firms has ways without number.
const KEPT_OF_AN_OWNER = 5;
const MOST_STEPS = 2_000;
const LONGEST = 20;

interface Way {
  /** The company last, as in the path. */
  readonly nodes: readonly number[];
  readonly parts: readonly (number | null)[];
  readonly strength: number;
}

/** The shortest ways without a repetition from each ultimate owner to a company, of equally long ones the strongest. */
export function shortestPaths({ holders: { starts, targets }, parts }: Stakes, company: number): Paths {
  const of = new Map<number, PathsOfOwner>();
  let open: Way[] = [{ nodes: [company], parts: [], strength: 1 }];
  let steps = 0;
  let isCut = false;
  // Level by level: all ways of a length, the strongest first.
  while (open.length > 0) {
    const longer: Way[] = [];
    for (const way of open) {
      const top = way.nodes[0] as number;
      for (let place = starts[top] as number; place < (starts[top + 1] as number); place += 1) {
        const holder = targets[place] as number;
        if (way.nodes.includes(holder)) continue;
        steps += 1;
        if (steps > MOST_STEPS) return { of, isCut: true };
        const part = parts[place] as number;
        const isUnknown = Number.isNaN(part);
        const next: Way = {
          nodes: [holder, ...way.nodes],
          parts: [isUnknown ? null : part, ...way.parts],
          strength: isUnknown ? 0 : way.strength * part,
        };
        if (starts[holder] === starts[holder + 1]) keep(of, holder, next);
        else if (next.nodes.length < LONGEST) longer.push(next);
        else isCut = true;
      }
    }
    open = longer.sort((a, b) => b.strength - a.strength);
  }
  return { of, isCut };
}

function keep(of: Map<number, PathsOfOwner>, owner: number, { nodes, parts }: Way): void {
  const paths = of.get(owner);
  if (!paths) of.set(owner, { kept: [{ nodes, parts }], hasMore: false });
  else if (paths.kept.length < KEPT_OF_AN_OWNER) paths.kept.push({ nodes, parts });
  else paths.hasMore = true;
}
