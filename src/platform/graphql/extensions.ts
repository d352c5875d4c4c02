import type { Permission } from '../../kernel';

/**
 * What a field or type says of itself beside its description. Who may read: a field's own `access`, else its type's;
 * a field with neither is refused to everybody.
 */
export interface FieldExtensions {
  readonly access?: Permission;
  /** A personal field: shown masked to a caller without `pii:read`, and each clear look is audited. */
  readonly personal?: boolean;
}

export const access = (
  permission: Permission,
  options: Omit<FieldExtensions, 'access'> = {},
): Record<string, unknown> => ({
  access: permission,
  ...options,
});
