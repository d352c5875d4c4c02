import { strongComponents } from '../arrays/strong-components';
import { solveCycle } from './cycle';
import type { Parts } from './parts';
import { type OwnershipPath, shortestPaths } from './paths';
import { orderedStakes, type Stakes, type ToldStakes } from './stakes';

export interface OwnerLimits {
  /** Owners kept of one company, the largest; a listed firm may have a hundred thousand. */
  readonly owners: number;
  /** Companies that hold each other in one knot; a larger knot is not taken apart. */
  readonly cycle: number;
}

const OWNER_LIMITS: OwnerLimits = { owners: 200, cycle: 200 };

export interface Owner {
  readonly owner: number;
  /** What the known stakes give him, 0 to 1. */
  readonly lowerBound: number;
  /** True when every stake on every way to him is known: the lower bound is his part then. */
  readonly isKnown: boolean;
  readonly paths: readonly OwnershipPath[];
  /** There are more ways to him than `paths`. */
  readonly hasMorePaths: boolean;
}

export interface Ownership {
  readonly company: number;
  /** The largest first. */
  readonly owners: readonly Owner[];
  /** What the known stakes give to all owners together, 0 to 1. */
  readonly attributed: number;
  /** A stake on the way is unknown. */
  readonly hasUnknown: boolean;
  /** Companies on the way hold each other. */
  readonly hasCycle: boolean;
  /** The stakes of a company on the way add to more than 100 %. */
  readonly isOverstated: boolean;
  /** A limit cut something: owners are missing. */
  readonly isTruncated: boolean;
  /** From the company upwards by holders of more than half, to who has none above him; empty when there is no such. */
  readonly controlPath: readonly number[];
}

interface Held {
  readonly parts: Parts;
  readonly hasUnknown: boolean;
  readonly hasCycle: boolean;
  readonly isOverstated: boolean;
  readonly isTruncated: boolean;
}

/**
 * The ultimate owners (最终受益人) of every company that has a holder: who is held by nobody himself. Percents are
 * multiplied along each way and added over all ways. Where companies hold each other the ways are endless: their sum is
 * the limit of the geometric series. A stake that nobody knows counts nothing towards the lower bound, and whoever is
 * reached over it has no percent. Companies come holders first.
 */
export function* ultimateOwners(
  nodes: number,
  told: ToldStakes,
  limits: OwnerLimits = OWNER_LIMITS,
): Generator<Ownership> {
  const stakes = orderedStakes(nodes, told);
  const components = strongComponents(stakes.holders);
  const held = new Map<number, Held>();
  for (const members of inOrder(components.count, components.of)) {
    const first = members[0] as number;
    if (members.length === 1 && !hasHolder(stakes, first)) continue;
    holdersOf(stakes, members, held, limits);
    for (const company of members) yield ownershipOf(company, stakes, held.get(company) as Held);
  }
}

const hasHolder = ({ holders: { starts } }: Stakes, node: number): boolean =>
  (starts[node + 1] as number) > (starts[node] as number);

/** The members of each component, in the order of the components: holders come before what they hold. */
function* inOrder(count: number, of: Int32Array): Generator<number[]> {
  const starts = new Int32Array(count + 1);
  for (const component of of) starts[component + 1] = (starts[component + 1] as number) + 1;
  for (let component = 0; component < count; component += 1)
    starts[component + 1] = (starts[component + 1] as number) + (starts[component] as number);
  const next = starts.slice(0, count);
  const members = new Int32Array(of.length);
  of.forEach((component, node) => {
    members[next[component] as number] = node;
    next[component] = (next[component] as number) + 1;
  });
  for (let component = 0; component < count; component += 1)
    yield Array.from(members.subarray(starts[component], starts[component + 1]));
}

/** Finds what the companies of one component are held by, and adds it to `held`. */
function holdersOf(
  { holders, parts, overstated }: Stakes,
  members: readonly number[],
  held: Map<number, Held>,
  limits: OwnerLimits,
): void {
  const place = new Map(members.map((member, index) => [member, index]));
  const entering: Parts[] = members.map(() => new Map());
  const inner: { from: number; to: number; part: number }[] = [];
  const found = { hasUnknown: false, hasCycle: false, isOverstated: false, isTruncated: false };
  members.forEach((company, to) => {
    found.isOverstated ||= overstated.has(company);
    for (let at = holders.starts[company] as number; at < (holders.starts[company + 1] as number); at += 1) {
      const holder = holders.targets[at] as number;
      const part = parts[at] as number;
      found.hasUnknown ||= Number.isNaN(part);
      const from = place.get(holder);
      if (from !== undefined) {
        found.hasCycle = true;
        inner.push({ from, to, part });
        continue;
      }
      const above = held.get(holder);
      if (!above) {
        flow(entering[to] as Parts, holder, { part: 1, isKnown: true }, part);
        continue;
      }
      for (const [owner, share] of above.parts) flow(entering[to] as Parts, owner, share, part);
      found.hasUnknown ||= above.hasUnknown;
      found.hasCycle ||= above.hasCycle;
      found.isOverstated ||= above.isOverstated;
      found.isTruncated ||= above.isTruncated;
    }
  });
  let solved = entering;
  if (members.length > limits.cycle) {
    solved = members.map(() => new Map());
    found.isTruncated = true;
  } else if (inner.length > 0) {
    const cycle = solveCycle(entering, inner);
    solved = cycle.parts;
    found.isTruncated ||= !cycle.isExact;
  }
  members.forEach((company, index) => {
    const all = solved[index] as Parts;
    // Owners that were cut off further up may have had a part here, too.
    if (found.isTruncated) for (const share of all.values()) share.isKnown = false;
    const isCut = all.size > limits.owners;
    held.set(company, {
      ...found,
      parts: isCut ? largest(all, limits.owners) : all,
      isTruncated: found.isTruncated || isCut,
    });
  });
}

function flow(into: Parts, owner: number, above: { part: number; isKnown: boolean }, part: number): void {
  const isKnown = above.isKnown && !Number.isNaN(part);
  const added = Number.isNaN(part) ? 0 : above.part * part;
  const share = into.get(owner);
  if (share) {
    share.part += added;
    share.isKnown &&= isKnown;
  } else into.set(owner, { part: added, isKnown });
}

const byPart = (
  [a, { part: x }]: [number, { part: number }],
  [b, { part: y }]: [number, { part: number }],
): number => y - x || a - b;

const largest = (parts: Parts, count: number): Parts => new Map([...parts].sort(byPart).slice(0, count));

function ownershipOf(company: number, stakes: Stakes, { parts, ...found }: Held): Ownership {
  const paths = shortestPaths(stakes, company);
  let attributed = 0;
  const owners = [...parts].sort(byPart).map(([owner, { part, isKnown }]) => {
    attributed += part;
    const ways = paths.of.get(owner);
    return {
      owner,
      lowerBound: part,
      isKnown,
      paths: ways?.kept ?? [],
      hasMorePaths: paths.isCut || (ways?.hasMore ?? false),
    };
  });
  return { company, owners, attributed, ...found, controlPath: controlPath(stakes, company) };
}

const MAJORITY = 0.5;
// No group of firms is stacked higher; whoever circles below this has found a circle.
const LONGEST_CONTROL = 100;

function controlPath({ holders: { starts, targets }, parts }: Stakes, company: number): readonly number[] {
  const path = [company];
  const seen = new Set(path);
  for (let at = company; path.length <= LONGEST_CONTROL; ) {
    let above = -1;
    for (let place = starts[at] as number; place < (starts[at + 1] as number); place += 1)
      if ((parts[place] as number) > MAJORITY) above = targets[place] as number;
    if (above < 0) return path.length > 1 ? path : [];
    if (seen.has(above)) return [];
    path.push(above);
    seen.add(above);
    at = above;
  }
  return [];
}
