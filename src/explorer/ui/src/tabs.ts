import type { GraphiQLProps } from 'graphiql';
import type { ExampleOperation } from './settings';

/** The editor's text for an example's variables: none is an empty editor, not an empty object. */
export function variablesText({ variables }: ExampleOperation): string {
  return Object.keys(variables).length === 0 ? '' : JSON.stringify(variables, null, 2);
}

/** The tabs of a first visit: the first example of each group. All of them would hide each other. */
export function tabsOf(examples: readonly ExampleOperation[]): NonNullable<GraphiQLProps['defaultTabs']> {
  return examples
    .filter(({ group }, place) => examples.findIndex((other) => other.group === group) === place)
    .map((example) => ({ query: example.query, variables: variablesText(example) }));
}

/**
 * GraphiQL fills the variables editor of the first tab from its storage or `initialVariables`, never from the first
 * of the default tabs. Set on a first visit only, else a reload would overwrite what the user typed.
 */
export function initialVariables(
  examples: readonly ExampleOperation[],
  storage: Storage,
): string | undefined {
  const [first] = examples;
  const firstVisit = storage.getItem('graphiql:tabState') === null;
  return firstVisit && first !== undefined ? variablesText(first) : undefined;
}
