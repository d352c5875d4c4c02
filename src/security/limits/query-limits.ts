import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * How large a document may be. The largest of examples/operations need 250 tokens, depth 11 and 120 selections; the
 * explorer's introspection depth 14. They apply to every caller: all callers are logged in, and one of them will be wrong.
 */
export const QUERY_LIMITS = { tokens: 2_000, depth: 15, selections: 1_000, aliases: 30 } as const;

/**
 * A validation rule that measures each operation with its fragments spread out, and stops measuring at the limit: a
 * chain of fragments that doubles at each link costs no more than a plain document of the same limit.
 */
export function queryLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const passed = passedLimit(operation.selectionSet, (name) => context.getFragment(name)?.selectionSet);
      if (passed)
        context.reportError(
          new GraphQLError('The query is too large.', {
            extensions: { limit: passed, max: QUERY_LIMITS[passed] },
          }),
        );
    },
  };
}

type Limit = Exclude<keyof typeof QUERY_LIMITS, 'tokens'>;

function passedLimit(
  root: SelectionSetNode,
  fragment: (name: string) => SelectionSetNode | undefined,
): Limit | null {
  const seen = { selections: 0, aliases: 0 };
  const measure = (set: SelectionSetNode, depth: number, spread: readonly string[]): Limit | null => {
    if (depth > QUERY_LIMITS.depth) return 'depth';
    for (const selection of set.selections) {
      if (++seen.selections > QUERY_LIMITS.selections) return 'selections';
      if (selection.kind === Kind.FIELD && selection.alias && ++seen.aliases > QUERY_LIMITS.aliases)
        return 'aliases';
      const passed = inside(selection, depth, spread);
      if (passed) return passed;
    }
    return null;
  };
  const inside = (selection: SelectionNode, depth: number, spread: readonly string[]): Limit | null => {
    if (selection.kind === Kind.FIELD)
      return selection.selectionSet ? measure(selection.selectionSet, depth + 1, spread) : null;
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet, depth, spread);
    const name = selection.name.value;
    const set = spread.includes(name) ? undefined : fragment(name);
    return set ? measure(set, depth, [...spread, name]) : null;
  };
  return measure(root, 1, []);
}
