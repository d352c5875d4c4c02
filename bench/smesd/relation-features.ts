/** A relation as the gateway stores it, seen from a firm. */
export interface RelationOfFirm {
  readonly kind: string;
  /** True when the firm is the first of the relation. */
  readonly isFirst: boolean;
  readonly otherId: string;
}

export interface FirmSurroundings {
  readonly relations: readonly RelationOfFirm[];
  readonly lawsuits: number;
}

/** Kinds that SMEsD has, in both directions. */
const KINDS = ['INVESTOR', 'SHAREHOLDER', 'EXECUTIVE', 'SUPERVISOR', 'BRANCH', 'CREDITOR', 'DEAL'];

export const RELATION_FEATURES: readonly string[] = [
  ...KINDS.flatMap((kind) => [`${kind}_of`, `has_${kind}`]),
  'neighbours',
  'relationsOfNeighbours',
  'lawsuits',
];

/**
 * What a firm's place among the others says: how many relations of each kind, how many neighbours and relations these
 * have, how many lawsuits. It counts and takes no outcome of anybody, so that nothing can leak from one firm to another.
 * @param relationsOf how many relations a neighbour has, in the same snapshot
 */
export function relationFeatures(
  { relations, lawsuits }: FirmSurroundings,
  relationsOf: (id: string) => number,
): readonly number[] {
  const of = (kind: string, isFirst: boolean) =>
    relations.filter((each) => each.kind === kind && each.isFirst === isFirst).length;
  const neighbours = new Set(relations.map(({ otherId }) => otherId));
  const further = [...neighbours].reduce((sum, id) => sum + relationsOf(id), 0) - relations.length;
  return [...KINDS.flatMap((kind) => [of(kind, true), of(kind, false)]), neighbours.size, further, lawsuits];
}
