import { requestLoader } from '../../platform/loaders';
import type { BureauEntry } from './bureau-directory';

/** The bureaus of this gateway in their order, from configuration; the one key is `all`. */
export const knownBureaus = requestLoader<'all', readonly BureauEntry[]>('bureaus.known', {
  absent: () => [],
});
