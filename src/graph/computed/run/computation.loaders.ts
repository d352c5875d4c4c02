import type { BusinessDate } from '../../../kernel';
import { sharedLoader } from '../../../platform/loaders';
import type { GraphPart } from './computation.codes';

/** The computation whose results readers see. */
export interface ComputationRecord {
  readonly id: string;
  readonly asOf: BusinessDate;
  /** When it was last found true: computed, or seen to have the same input. */
  readonly computedAt: Date;
  readonly version: number;
  readonly found: number;
}

/** Null while nothing has been computed yet: then nothing is known, and nothing may be concluded. */
export const computationInForce = sharedLoader<GraphPart, ComputationRecord | null>('graph.computation', {
  absent: () => null,
});
