import type { GraphiQLPlugin } from '@graphiql/react';
import { lazy, Suspense } from 'react';

/** With the drawing library in a file of its own, which is loaded when the panel is first opened. */
const GraphPanel = lazy(() => import('./view/panel/graph-panel'));

/** A side panel that draws whatever the last answer of the active tab holds of the risk graph. */
export const graphPlugin: GraphiQLPlugin = {
  title: 'Risk graph',
  icon: GraphIcon,
  content: () => (
    <Suspense fallback={<p role="status">Loading the picture…</p>}>
      <GraphPanel />
    </Suspense>
  ),
};

function GraphIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M8 8l8-2 M7.5 9.5l4 7 M17 8.5l-4 8" />
      <circle cx="6" cy="8" r="2.5" />
      <circle cx="18.5" cy="6" r="2.5" />
      <circle cx="12" cy="18.5" r="2.5" />
    </svg>
  );
}
