/**
 * The explorer: GraphiQL, bundled with the project, at /graphiql/.
 *
 * Owns the page, its settings, its content security policy and the example operations that fill its tabs.
 * It never executes an operation and never decides who may see what: the page talks to the GraphQL endpoint like
 * any other caller, and tokens come from the `issueToken` that app/ hands in (development only).
 * Called by app/ alone.
 */
export { loadExampleOperations } from './example-operations';
export { type ExplorerOptions, explorerPlugin } from './explorer.plugin';
