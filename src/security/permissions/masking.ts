import { may, type Sensitive } from '../../kernel';
import type { DataOwner, RequestContext } from '../../platform/request';

/**
 * A personal value as this caller may see it: in clear with `pii:read`, which is noted for the audit, else masked.
 */
export function maskedUnlessPermitted(
  context: RequestContext,
  owner: DataOwner,
  field: string,
  value: Sensitive<string>,
  mask: (clear: string) => string,
): string {
  if (!may(context.principal, 'pii:read')) return mask(value.reveal());
  context.disclosures.add(owner, field);
  return value.reveal();
}
