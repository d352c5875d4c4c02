import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { ExampleOperation } from './settings';
import { variablesText } from './tabs';

/** A side panel with the examples by title, so that one which was edited or closed can be had again. */
export function examplesPlugin(examples: readonly ExampleOperation[]): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <Examples examples={examples} /> };
}

function Examples({ examples }: { examples: readonly ExampleOperation[] }) {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor'));

  function open(example: ExampleOperation): void {
    const variables = variablesText(example);
    const opened = tabs.findIndex(
      (tab) => tab.query === example.query && (tab.variables ?? '') === variables,
    );
    if (opened >= 0) {
      changeTab(opened);
    } else {
      addTab();
      queryEditor?.setValue(example.query);
      variableEditor?.setValue(variables);
    }
  }

  return (
    <section className="explorer-examples">
      <div className="explorer-examples-title">Examples 示例</div>
      {groupsOf(examples).map(([group, members]) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {members.map((example) => (
              <li key={example.title}>
                <button type="button" onClick={() => open(example)}>
                  <span>{example.title}</span>
                  {example.titleZh !== '' && <span lang="zh">{example.titleZh}</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** In the order of the first of each. */
function groupsOf(examples: readonly ExampleOperation[]): [group: string, members: ExampleOperation[]][] {
  const groups = new Map<string, ExampleOperation[]>();
  for (const example of examples) groups.set(example.group, [...(groups.get(example.group) ?? []), example]);
  return [...groups];
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M6 3h9l4 4v14H6z M15 3v4h4 M9 12h7 M9 16h5" />
    </svg>
  );
}
