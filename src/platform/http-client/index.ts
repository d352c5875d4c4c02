/**
 * The one way out of the gateway, for parties that are not trusted. Only folders called `connectors/` use it. It knows
 * no bureau; it says of a failure whether something may have left.
 */
export { GuardedClient } from './guarded-client';
export { HttpFailure } from './http-failure';
