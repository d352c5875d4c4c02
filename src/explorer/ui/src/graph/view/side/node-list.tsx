import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { PictureNode } from '../../model/picture/picture';
import { levelWords, nodeKindWords } from '../../model/picture/words';

interface NodeListProps {
  /** Those that are shown. */
  nodes: readonly PictureNode[];
  found: ReadonlySet<string>;
  current: string | null;
  onMove(id: string): void;
  onOpen(id: string): void;
  onExpand(id: string): void;
}

/** The same nodes as a list: for a screen reader, and for whoever would rather read than look. */
export function NodeList({ nodes, found, current, onMove, onOpen, onExpand }: NodeListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current !== null)
      list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  function onKeyDown(event: KeyboardEvent): void {
    const index = nodes.findIndex(({ id }) => id === current);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: nodes.length - 1 }[event.key];
    const node = target === undefined ? undefined : nodes[Math.max(0, Math.min(target, nodes.length - 1))];
    if (node !== undefined) onMove(node.id);
    else if (event.key === 'Enter' && current !== null) onOpen(current);
    else if (event.key === 'e' && current !== null) onExpand(current);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={list}
      className="risk-graph-nodes"
      role="listbox"
      aria-label="Nodes"
      tabIndex={0}
      aria-activedescendant={current === null ? undefined : optionId(current)}
      onKeyDown={onKeyDown}
    >
      {nodes.map((node) => (
        // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
        <div
          key={node.id}
          id={optionId(node.id)}
          role="option"
          aria-selected={node.id === current}
          className={found.has(node.id) ? 'risk-graph-found' : undefined}
          data-node={node.id}
          onClick={() => onMove(node.id)}
          onDoubleClick={() => onExpand(node.id)}
        >
          {nodeWords(node)}
        </div>
      ))}
    </div>
  );
}

const optionId = (id: string): string => `risk-graph-node-${id}`;

/** One line on a node, also what a screen reader says of it. */
export function nodeWords({ label, kind, distance, level, root }: PictureNode): string {
  const where = root ? 'root' : distance === null ? null : `distance ${distance}`;
  const risk = level === 'NONE' ? null : `risk ${levelWords(level)}`;
  return [label, nodeKindWords(kind), where, risk].filter((part) => part !== null).join(', ');
}
