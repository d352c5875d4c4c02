import type { BusinessDate } from '../../kernel';
import { bindSharedLoader, type LoaderBinding, sharedLoader } from '../../platform/loaders';
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

/** A node as marks are asked of it: `bo:123` as things stand, `bo:123@2026-01-31` as they stood at the end of that day. */
type MarkKey = NodeKey;

/** @param day null for the business date: as things stand */
export const markKey = (node: NodeKey, day: BusinessDate | null): MarkKey =>
  day === null ? node : `${node}@${day}`;

/** A source of marks: answers a node with all marks that it knows of it, for many nodes by one statement. */
export const markLoader = (name: string) =>
  sharedLoader<MarkKey, readonly Mark[]>(name, { absent: () => [] });

/** Binds what reads the marks of nodes on one day; null: as things stand. One statement for each day that is asked for. */
export const bindMarks = (
  source: ReturnType<typeof markLoader>,
  read: (
    nodes: readonly NodeKey[],
    day: BusinessDate | null,
  ) => Promise<ReadonlyMap<NodeKey, readonly Mark[]>>,
): LoaderBinding =>
  bindSharedLoader(
    source,
    async (keys) => {
      const found = await Promise.all(
        [...byDay(keys)].map(async ([day, nodes]) =>
          [...(await read(nodes, day))].map(([node, marks]) => [markKey(node, day), marks] as const),
        ),
      );
      return new Map(found.flat());
    },
    (keys) => byDay(keys).size,
  );

function byDay(keys: readonly MarkKey[]): Map<BusinessDate | null, NodeKey[]> {
  const days = new Map<BusinessDate | null, NodeKey[]>();
  for (const key of keys) {
    const [node = '', day = null] = key.split('@');
    const nodes = days.get(day);
    if (nodes) nodes.push(node);
    else days.set(day, [node]);
  }
  return days;
}

export const worstLevel = (marks: readonly Mark[]): MarkLevel =>
  marks.reduce<MarkLevel>(
    (worst, { level }) => (MARK_LEVELS.indexOf(level) > MARK_LEVELS.indexOf(worst) ? level : worst),
    'NONE',
  );
