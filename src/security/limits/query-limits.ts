import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';

/**
 * How large a document may be. The largest of examples/operations needs 250 tokens, depth 9, 60 fields; the explorer's
 * introspection depth 14. They apply to every caller: all callers are logged in, and one of them will be wrong.
 */
export const QUERY_LIMITS = { tokens: 2_000, depth: 15, selections: 1_000, aliases: 30 } as const;

/**
 * A validation rule that measures each operation with its fragments spread out. It throws instead of reporting, so
 * that the dearer rules behind it do not run on a document that is refused anyway.
 */
export function queryLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      let selections = 0;
      let aliases = 0;
      const measure = (set: SelectionSetNode, depth: number, spread: readonly string[]): void => {
        if (depth > QUERY_LIMITS.depth) throw tooComplex('depth');
        for (const selection of set.selections) {
          if (++selections > QUERY_LIMITS.selections) throw tooComplex('selections');
          if (selection.kind === Kind.FIELD) {
            if (selection.alias && ++aliases > QUERY_LIMITS.aliases) throw tooComplex('aliases');
            if (selection.selectionSet) measure(selection.selectionSet, depth + 1, spread);
          } else if (selection.kind === Kind.INLINE_FRAGMENT) measure(selection.selectionSet, depth, spread);
          else if (!spread.includes(selection.name.value)) {
            const fragment = context.getFragment(selection.name.value);
            if (fragment) measure(fragment.selectionSet, depth, [...spread, selection.name.value]);
          }
        }
      };
      measure(operation.selectionSet, 1, []);
    },
  };
}

const tooComplex = (limit: keyof typeof QUERY_LIMITS): GraphQLError =>
  new GraphQLError('The query is too large.', { extensions: { code: 'QUERY_TOO_COMPLEX', limit, max: QUERY_LIMITS[limit] } });
