/**
 * The one factory of DataLoaders. A module declares a token for each look-up and binds a batch function to it; who
 * asks only sees `context.load(token, key)`. Batch functions answer by key, never by position.
 */
export { type Batch, bindRequestLoader, bindSharedLoader, type LoaderBinding } from './binding';
export { LoaderRegistry, type RequestLoaders } from './registry';
export { type LoaderToken, requestLoader, sharedLoader } from './token';
