import type { ApolloServerPlugin } from '@apollo/server';
import type { AuditTrail } from '../audit';
import { CatalogueError } from '../kernel';
import type { Logger } from '../platform/observability';
import type { RequestContext } from '../platform/request';
import type { OperationAuthorizer } from '../security';
import { formatError, graphQLErrorOf, isOurFault } from './error-format';

type Plugin = ApolloServerPlugin<RequestContext>;

/** Refuses an operation as a whole before any of it is executed. */
export const authorizeOperation = (authorizer: OperationAuthorizer): Plugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operationName, queryHash, contextValue }) {
        try {
          authorizer.authorize(document, operationName, queryHash, contextValue.principal);
        } catch (error) {
          throw error instanceof CatalogueError ? graphQLErrorOf(error) : error;
        }
      },
    };
  },
});

/** Logs our own faults; a caller's mistake is the caller's to see. */
export const tellOperators = (logger: Logger): Plugin => ({
  async unexpectedErrorProcessingRequest({ requestContext, error }) {
    logger.error(
      { event: 'request-failed', correlationId: requestContext.contextValue.correlationId },
      error,
    );
  },
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors)
          if (isOurFault(formatError(error.toJSON(), error)))
            logger.error(
              { event: 'request-failed', correlationId: contextValue.correlationId },
              error.originalError ?? error,
            );
      },
    };
  },
});

/**
 * Records who saw which personal fields in clear, before the answer leaves. If it cannot be recorded, the answer is
 * withheld: a look that leaves no trace must not happen.
 */
export const auditDisclosures = (audit: AuditTrail): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue }) {
        const { principal, correlationId, disclosures } = contextValue;
        await audit.record(
          disclosures.all.map(({ type, id, fields }) => ({
            action: 'PII_READ',
            outcome: 'SHOWN',
            principal,
            correlationId,
            subjectId: type === 'Borrower' ? id : null,
            facts: { fields: [...fields].sort(), ...(type === 'Account' && { account: id }) },
          })),
        );
      },
    };
  },
});

/** Puts the correlation id into every answer, good or bad. */
export const nameTheRequest = (): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, correlationId: contextValue.correlationId };
      },
    };
  },
});
