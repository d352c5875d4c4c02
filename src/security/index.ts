/**
 * Who the caller is, what he may ask, what he sees masked, and how large a query may be. Decisions are made on the
 * document and the schema's extensions, once per operation, before anything is executed. Deny by default.
 */
export { QUERY_LIMITS, queryLimits } from './limits/query-limits';
export { maskedUnlessPermitted } from './permissions/masking';
export { OperationAuthorizer, permissionOf } from './permissions/operation-authorizer';
export { DevelopmentIssuer } from './tokens/development-issuer';
export { TokenVerifier } from './tokens/token-verifier';
