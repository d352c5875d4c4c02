import { CatalogueError } from '../../kernel';
import type { IdempotentWrites } from '../../platform/idempotency';
import { requestLoader } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';

/** A credit request under a key of the client's own. */
export interface NamedCreditRequest {
  readonly key: string;
  /** All that the caller asks for, whoever it is about. */
  readonly request: object;
}

/** What is wrong with the key; null where it is this request's, from before or from now on. */
export const requestName = requestLoader<NamedCreditRequest, CatalogueError | null>('creditRequest.name', {
  absent: () => null,
});

/**
 * Binds each key to its request, once for all borrowers and fields of an operation. The calls themselves are in the ledger.
 * @returns by key of the loader INVALID_IDEMPOTENCY_KEY, IDEMPOTENCY_MISMATCH, IDEMPOTENCY_IN_PROGRESS, or null
 */
export async function claimNames(
  writes: IdempotentWrites,
  names: readonly NamedCreditRequest[],
  { principal }: RequestContext,
): Promise<Map<string, CatalogueError | null>> {
  const claimed = await Promise.all(
    names.map(async (name) => {
      const request = {
        clientId: principal.clientId,
        key: name.key,
        operation: 'creditReports',
        input: name.request,
      };
      try {
        await writes.once(request, async () => null);
        return [requestName.keyOf(name), null] as const;
      } catch (error) {
        if (error instanceof CatalogueError) return [requestName.keyOf(name), error] as const;
        throw error;
      }
    }),
  );
  return new Map(claimed);
}
