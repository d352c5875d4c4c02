import { adjacencyOf } from '../arrays/adjacency';

/** What people did, by their numbers. */
export interface Conduct {
  readonly subjectCount: number;
  readonly loans: {
    /** Loan `l` was taken by `subjects[l]` on `days[l]`, counted from any day on; `defaulted[l]` is 1 where it is in default. */
    readonly subjects: Int32Array;
    readonly days: Int32Array;
    readonly defaulted: Int32Array;
  };
  readonly usesEmulator: (subject: number) => boolean;
}

/** One who does not pay is bad luck. */
const SUSPECT_IN_DEFAULT = 2;
const SUSPECT_BORROWERS = 3;
const WITHIN_DAYS = 7;

/**
 * Tells whether people who have no more than an address in common are rather a gang than a household: one of them uses an
 * emulator, two are in default, or three took loans within a week. What they share says nothing: under one roof that is a
 * telephone and a network as well.
 */
export function suspectsAmong({
  subjectCount,
  loans: { subjects, days, defaulted },
  usesEmulator,
}: Conduct): (members: readonly number[]) => boolean {
  const { starts, targets, edges } = adjacencyOf(subjectCount, subjects, days);
  return (members) => {
    if (members.some(usesEmulator)) return true;
    const loans = members.flatMap((member) =>
      Array.from({ length: starts[member + 1]! - starts[member]! }, (_, n) => {
        const at = starts[member]! + n;
        return { member, day: targets[at]!, defaulted: defaulted[edges[at]!] === 1 };
      }),
    );
    const borrowers = (some: typeof loans): number => new Set(some.map(({ member }) => member)).size;
    return (
      borrowers(loans.filter((loan) => loan.defaulted)) >= SUSPECT_IN_DEFAULT ||
      loans.some(
        (first) =>
          borrowers(loans.filter(({ day }) => day >= first.day && day < first.day + WITHIN_DAYS)) >=
          SUSPECT_BORROWERS,
      )
    );
  };
}
