import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { CatalogueError, may, type Permission, type Principal } from '../../kernel';
import type { FieldExtensions } from '../../platform/graphql';

/** A permission that an operation needs, and the first field that asks for it. Null: no field states one. */
interface Need {
  readonly permission: Permission | null;
  readonly path: string;
}

/**
 * Decides once per operation, on the document: every field that it can reach must state a permission, and the caller
 * must hold them all. Nothing is executed before. Resolvers do not decide again, so that no shortcut of an executor
 * can go round it.
 */
export class OperationAuthorizer {
  readonly #needs = new LRUCache<string, readonly Need[]>({ max: 1000 });

  constructor(private readonly schema: GraphQLSchema) {}

  /** @throws CatalogueError FORBIDDEN with the permission and the path that needs it. */
  authorize(
    document: DocumentNode,
    operationName: string | null,
    documentHash: string,
    principal: Principal,
  ): void {
    const key = `${documentHash}:${operationName ?? ''}`;
    let needs = this.#needs.get(key);
    if (!needs) {
      needs = this.#needsOf(document, operationName);
      this.#needs.set(key, needs);
    }
    for (const { permission, path } of needs)
      if (permission === null || !may(principal, permission))
        throw new CatalogueError('FORBIDDEN', { path, ...(permission && { permission }) });
  }

  #needsOf(document: DocumentNode, operationName: string | null): Need[] {
    const operation = getOperationAST(document, operationName);
    const root = operation && this.schema.getRootType(operation.operation);
    if (!operation || !root) return [];
    const fragments = new Map(
      document.definitions.flatMap((d) =>
        d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [],
      ),
    );
    const needs = new Map<Permission | null, Need>();
    const seen = new Set<string>();
    const visit = (set: SelectionSetNode, parent: GraphQLNamedType, path: string): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const here = path ? `${path}.${selection.name.value}` : selection.name.value;
          const { permission, type } = this.#field(parent, selection);
          if (permission !== undefined && !needs.has(permission))
            needs.set(permission, { permission, path: here });
          if (selection.selectionSet && type) visit(selection.selectionSet, type, here);
          continue;
        }
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (!fragment) continue;
        // A fragment's fields need the same wherever it is spread: once is enough, and a chain cannot explode.
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          if (seen.has(selection.name.value)) continue;
          seen.add(selection.name.value);
        }
        const on = fragment.typeCondition ? this.schema.getType(fragment.typeCondition.name.value) : parent;
        if (on) visit(fragment.selectionSet, on, path);
      }
    };
    visit(operation.selectionSet, root, '');
    return [...needs.values()];
  }

  /** `undefined` permission: `__typename`, which everybody may ask. */
  #field(
    parent: GraphQLNamedType,
    node: FieldNode,
  ): { permission: Permission | null | undefined; type: GraphQLNamedType | null } {
    const name = node.name.value;
    if (name === '__typename') return { permission: undefined, type: null };
    if (name === '__schema' || name === '__type') return { permission: 'schema:read', type: null };
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return { permission: null, type: null };
    return { permission: permissionOf(parent, field), type: getNamedType(field.type) };
  }
}

/** What a field asks for: its own statement, else its type's; null when neither says anything. */
export function permissionOf(
  parent: GraphQLNamedType,
  field: { extensions: FieldExtensions },
): Permission | null {
  return field.extensions.access ?? (parent.extensions as FieldExtensions).access ?? null;
}
