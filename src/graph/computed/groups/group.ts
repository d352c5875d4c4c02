/**
 * What circles and rings have in common: groups of subjects that one computation found in the whole graph. Each has a row
 * of its own in that computation, and its members.
 */
export interface GroupRecord<Kind extends string> {
  /** Of this computation; the next one gives the group another. */
  readonly id: string;
  /** What no other group has and what names it as long as it stays in it: a member, or a thing that is shared. */
  readonly anchorId: string;
  readonly asOf: string;
  readonly computedAt: Date;
  readonly kind: Kind;
  readonly size: number;
}

export interface GroupFilter<Kind extends string> {
  readonly memberId: string | null;
  readonly kind: Kind | null;
  readonly minSize: number | null;
}
