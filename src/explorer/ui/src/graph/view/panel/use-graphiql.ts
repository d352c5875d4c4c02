/** What the panel takes from GraphiQL. */
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Fetcher, fetcherReturnToPromise } from '@graphiql/toolkit';
import { useSyncExternalStore } from 'react';
import type { Theme } from '../../model/drawing/looks';

/** The last answer of the active tab, as the response pane shows it. */
export function useAnswer(): string | null {
  return useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response ?? null);
}

const SYSTEM_DARK = window.matchMedia('(prefers-color-scheme: dark)');

function watchSystem(onChange: () => void): () => void {
  SYSTEM_DARK.addEventListener('change', onChange);
  return () => SYSTEM_DARK.removeEventListener('change', onChange);
}

/** GraphiQL's theme, which may be the system's. */
export function useTheme(): Theme {
  const chosen = useGraphiQL(({ theme }) => theme);
  const system = useSyncExternalStore(watchSystem, () => (SYSTEM_DARK.matches ? 'dark' : 'light'));
  return chosen ?? system;
}

/**
 * Runs an operation as the editor does: same fetcher, hence same role or token, and the headers of the active tab.
 * The answer's text, for `readAnswer`.
 */
export function useOperation(): (query: string, variables: object) => Promise<string> {
  const { fetcher, headerEditor } = useGraphiQL(pick('fetcher', 'headerEditor'));
  return async (query, variables) => {
    const headers = parsedHeaders(headerEditor?.getValue());
    const answer = await fetcherReturnToPromise((fetcher as Fetcher)({ query, variables }, { headers }));
    return JSON.stringify(answer);
  };
}

/** What the header editor holds; nothing while it is not JSON, about which the editor itself complains. */
function parsedHeaders(text: string | undefined): Record<string, string> {
  try {
    return (JSON.parse(text?.trim() || '{}') ?? {}) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Puts an operation into a tab of its own. */
export function useNewTab(): (query: string, variables: string) => void {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  return (query, variables) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
}
