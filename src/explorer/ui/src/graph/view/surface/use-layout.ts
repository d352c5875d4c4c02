import { useEffect, useState } from 'react';
import { layoutByForce } from '../../model/layout/force';
import { layoutByDistance, type Positions } from '../../model/layout/layers';
import type { Picture } from '../../model/picture/picture';
import { inSlices } from './in-slices';
import type { Surface } from './surface';

export type LayoutName = 'distance' | 'force';

/** The places of a picture's nodes; another value when they are arranged anew. */
export interface Arrangement {
  picture: Picture;
  positions: Positions;
}

/** @param size another value for a panel of another size, which wants another arrangement */
export function useLayout(
  surface: Surface | null,
  picture: Picture,
  layout: LayoutName,
  size: unknown,
): Arrangement | null {
  const [arrangement, setArrangement] = useState<Arrangement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size is a reason of its own
  useEffect(() => {
    if (surface === null) return;
    const byDistance = layoutByDistance(picture, surface.measure());
    if (layout === 'distance') {
      setArrangement({ picture, positions: byDistance });
      return;
    }
    const givenUp = new AbortController();
    void inSlices(layoutByForce(picture.edges, byDistance), givenUp.signal).then((positions) => {
      if (positions !== null) setArrangement({ picture, positions });
    });
    return () => givenUp.abort();
  }, [surface, picture, layout, size]);
  return arrangement;
}
