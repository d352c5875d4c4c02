import { type KeyboardEvent, type ReactNode, useRef } from 'react';

interface SideTabsProps {
  /** By title, in order; a tab that is not shown is not rendered. */
  tabs: Readonly<Record<string, () => ReactNode>>;
  chosen: string;
  onChoose(title: string): void;
}

export function SideTabs({ tabs, chosen, onChoose }: SideTabsProps) {
  const titles = Object.keys(tabs);
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = (titles.indexOf(chosen) + step + titles.length) % titles.length;
    onChoose(titles[index] ?? chosen);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
  }

  return (
    <div className="risk-graph-side">
      <div ref={list} role="tablist" aria-label="About the picture" onKeyDown={onKeyDown}>
        {titles.map((title) => (
          <button
            key={title}
            type="button"
            role="tab"
            id={`risk-graph-tab-${title}`}
            aria-selected={title === chosen}
            aria-controls="risk-graph-tab-panel"
            tabIndex={title === chosen ? 0 : -1}
            onClick={() => onChoose(title)}
          >
            {title}
          </button>
        ))}
      </div>
      <div id="risk-graph-tab-panel" role="tabpanel" aria-labelledby={`risk-graph-tab-${chosen}`}>
        {tabs[chosen]?.()}
      </div>
    </div>
  );
}
