/**
 * The one way out of the gateway, for parties that are not trusted. Only folders called `connectors/` use it. It knows
 * no bureau; it says of a failure whether something may have left.
 */
export { GuardedClient, type GuardedClientOptions, type HttpAnswer } from './guarded-client';
export { HttpFailure, type HttpFailureKind } from './http-failure';
