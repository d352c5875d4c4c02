/** What reaches a company: of each owner the part, and whether all of it is known. */
export type Parts = Map<number, { part: number; isKnown: boolean }>;
