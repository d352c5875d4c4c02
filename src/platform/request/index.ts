/**
 * What a request carries through the gateway: who asks, when, until when, what it costs, and the way to batched look-ups.
 * It knows no module: each module declares and exports the tokens of its own loaders.
 */
export { type RequestContext, requestContext } from './context';

export { Deadline } from './deadline';
export { type DataOwner, Disclosures } from './disclosures';
export { firstOf } from './first-of';
