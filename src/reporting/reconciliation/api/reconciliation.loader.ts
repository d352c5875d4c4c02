import type { PageOfRows } from '../../../platform/database';
import { bindCounted, type ListKey } from '../../../platform/lists';
import { type LoaderBinding, requestLoader } from '../../../platform/loaders';
import type { Finding, FindingKind } from '../finding';
import type { Span } from '../judging';
import { type Found, type Place, type ReconcileDeps, type ReconcileQuestion, reconcile } from '../reconcile';

export interface FindingFilter {
  readonly bureau: string | null;
  readonly kind: FindingKind | null;
  readonly span: Span;
}

type Key = ListKey<FindingFilter>;

/** Findings of a reconciliation that is made as they are asked for. */
export const findingList = requestLoader<Key, PageOfRows<Finding>>('reconciliation', {
  absent: () => ({ rows: [], keys: [], hasNext: false }),
});

export const reconciliationLoader = (
  deps: ReconcileDeps,
  connectors: ReconcileQuestion['connectors'],
): LoaderBinding =>
  bindCounted(findingList, deps.database, async (database, keys) => {
    const pages = new Map<string, PageOfRows<Finding>>();
    for (const key of keys)
      pages.set(findingList.keyOf(key), await pageOf({ ...deps, database }, connectors, key));
    return pages;
  });

async function pageOf(
  deps: ReconcileDeps,
  connectors: ReconcileQuestion['connectors'],
  { page: { first, after }, filter: { bureau, kind, span } }: Key,
): Promise<PageOfRows<Finding>> {
  const asked = connectors.filter((each) => bureau === null || each.bureau === bureau);
  const found: Found[] = [];
  for await (const each of reconcile(deps, { connectors: asked, kind, span }, after as Place | null)) {
    found.push(each);
    if (found.length > first) break;
  }
  const shown = found.slice(0, first);
  return {
    rows: shown.map(({ finding }) => finding),
    keys: shown.map(({ place }) => place),
    hasNext: found.length > first,
  };
}
