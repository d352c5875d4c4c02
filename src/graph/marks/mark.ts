import { sharedLoader } from '../../platform/loaders';
import type { NodeKey } from '../node-key';

/** How much a mark weighs, lightest first. */
const MARK_LEVELS = ['NONE', 'WATCH', 'HIGH', 'SEVERE'] as const;
export type MarkLevel = (typeof MARK_LEVELS)[number];

/** A fact that speaks against a node. */
export interface Mark {
  readonly code: string;
  readonly level: MarkLevel;
  readonly text: string;
  readonly textZh: string;
  readonly since: string | null;
  /** What shows it, such as the number of a loan; nothing personal. */
  readonly evidence: string | null;
}

/** A source of marks: answers a node with all marks that it knows of it, for many nodes by one statement. */
export const markLoader = (name: string) =>
  sharedLoader<NodeKey, readonly Mark[]>(name, { absent: () => [] });

export const worstLevel = (marks: readonly Mark[]): MarkLevel =>
  marks.reduce<MarkLevel>(
    (worst, { level }) => (MARK_LEVELS.indexOf(level) > MARK_LEVELS.indexOf(worst) ? level : worst),
    'NONE',
  );
