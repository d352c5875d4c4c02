import { adjacencyOf } from '../arrays/adjacency';
import { UnionFind } from '../arrays/union-find';
import type { HouseholdTie } from './ring.codes';
import type { Uses } from './shared-rings';

/** More people than this are no household, whatever ties them: a hostel, or a large gang with one address. */
const MOST_OF_A_HOUSEHOLD = 8;

/** What people have in common beside the things of a ring, by their numbers. */
export interface Kinship {
  readonly subjectCount: number;
  /** `from[t]` is married or otherwise related to `to[t]`; either way round, or both. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly addressCount: number;
  readonly addresses: Uses;
  readonly isFirm: (subject: number) => boolean;
  /** Whether something speaks against people whom kinship does not tie. */
  readonly areSuspect: (members: readonly number[]) => boolean;
}

/**
 * Tells households apart among rings: people, and few of them, who are all tied by marriage or kinship (FAMILY), or by
 * these and by addresses that few others have (ADDRESS) while nothing speaks against them. Null for everything else, such
 * as a ring with a firm in it.
 */
export function householdsAmong(
  { subjectCount, from, to, addressCount, addresses, isFirm, areSuspect }: Kinship,
  most: number = MOST_OF_A_HOUSEHOLD,
): (members: readonly number[]) => HouseholdTie | null {
  const relatives = adjacencyOf(subjectCount, from, to);
  const homes = adjacencyOf(subjectCount, addresses.subjects, addresses.nodes);
  const residents = adjacencyOf(addressCount, addresses.nodes, addresses.subjects);
  const at = ({ starts, targets }: typeof homes, place: number): Int32Array =>
    targets.subarray(starts[place], starts[place + 1]);
  const isHome = (address: number): boolean => new Set(at(residents, address)).size <= most;

  return (members) => {
    if (members.length > most || members.some(isFirm)) return null;
    const placeOf = new Map(members.map((member, place) => [member, place]));
    const groups = new UnionFind(members.length);
    const areOne = (): boolean => members.every((_, place) => groups.find(place) === groups.find(0));
    const join = (place: number, others: Int32Array): void => {
      for (const other of others) {
        const there = placeOf.get(other);
        if (there !== undefined) groups.join(place, there);
      }
    };
    members.forEach((member, place) => void join(place, at(relatives, member)));
    if (areOne()) return 'FAMILY';
    members.forEach((member, place) => {
      for (const address of at(homes, member)) if (isHome(address)) join(place, at(residents, address));
    });
    return areOne() && !areSuspect(members) ? 'ADDRESS' : null;
  };
}
