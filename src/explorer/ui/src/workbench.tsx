import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { type ReactNode, useMemo, useState } from 'react';
import { authorizedFetcher, type Credential } from './authorized-fetcher';
import { examplesPlugin } from './examples-plugin';
import { graphPlugin } from './graph/graph-plugin';
import type { ExplorerSettings } from './settings';
import { initialVariables, tabsOf } from './tabs';

interface WorkbenchProps {
  settings: ExplorerSettings;
  credential: Credential;
  /** Stands at the right of the top bar. */
  control: ReactNode;
  /** A sentence that tells the user why his requests cannot work; null when they can. */
  problem: string | null;
}

/** The page: a bar of ours on top, GraphiQL below. */
export function Workbench({ settings, credential, control, problem }: WorkbenchProps) {
  const fetcher = useMemo(
    () => authorizedFetcher(settings.endpoint, credential),
    [settings.endpoint, credential],
  );
  // Read once: GraphiQL compares plug-ins by reference and writes to the storage as soon as it runs.
  const [start] = useState(() => ({
    plugins: [HISTORY_PLUGIN, graphPlugin, examplesPlugin(settings.tabs)],
    tabs: tabsOf(settings.tabs),
    variables: initialVariables(settings.tabs, sessionStorage),
  }));
  return (
    <>
      <header className="explorer-bar">
        <h1>Borrower Risk Gateway</h1>
        {settings.businessDate !== null && (
          <span className="explorer-business-date" title="The fixed day that the demo data lives on">
            Business date <time>{settings.businessDate}</time>
          </span>
        )}
        {control}
      </header>
      {problem !== null && (
        <p className="explorer-problem" role="alert">
          {problem}
        </p>
      )}
      <main className="explorer-workbench">
        {/* Queries and variables can hold identity numbers, so what GraphiQL remembers ends with the browser tab. */}
        <GraphiQL
          fetcher={fetcher}
          plugins={start.plugins}
          {...(start.tabs.length > 0 && { defaultTabs: start.tabs })}
          {...(start.variables !== undefined && { initialVariables: start.variables })}
          defaultEditorToolsVisibility="variables"
          storage={sessionStorage}
          shouldPersistHeaders={false}
          schemaDescription
          inputValueDeprecation
        />
      </main>
    </>
  );
}
