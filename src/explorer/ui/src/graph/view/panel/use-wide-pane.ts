import { useGraphiQL } from '@graphiql/react';
import { type RefObject, useLayoutEffect } from 'react';

/** GraphiQL's name for the width that a user gave the pane of its plug-ins by the bar beside it. */
const WIDTH_KEY = 'docExplorerFlex';
/** Of the pane, in parts of what is right of it. GraphiQL's own third is too little for a picture. */
const WIDE = '1';

/** Begins with a wide pane while the user has not chosen a width; from then on it is his, wider or narrower. */
export function useWidePane(inside: RefObject<HTMLElement | null>): void {
  const storage = useGraphiQL((state) => state.storage);
  useLayoutEffect(() => {
    const pane = inside.current?.closest<HTMLElement>('.graphiql-plugin');
    if (!pane || storage.get(WIDTH_KEY)) return;
    const before = pane.style.flex;
    pane.style.flex = WIDE;
    return () => {
      if (!storage.get(WIDTH_KEY)) pane.style.flex = before;
    };
  }, [inside, storage]);
}
