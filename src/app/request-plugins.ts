import type { ApolloServerPlugin } from '@apollo/server';
import type { AuditEvent, AuditTrail } from '../audit';
import { CatalogueError, money } from '../kernel';
import { type Database, writeAgainOnDeadlock } from '../platform/database';
import { moneyType } from '../platform/graphql';
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

/**
 * Whether the request is a dry run: its body says `"extensions": {"plan": true}`. Anything but true and false is no
 * answer to that question: `refuseUnplannable` turns it away.
 */
export const isPlan = (body: unknown): boolean =>
  (body as { extensions?: { plan?: unknown } | null } | null)?.extensions?.plan === true;

/** A dry run of a mutation would have to do what it is to tell, and one that is asked for unclearly might not be dry. */
export const refuseUnplannable = (): Plugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ request, operation, contextValue }) {
        const { plan = false } = request.extensions ?? {};
        const problem =
          typeof plan !== 'boolean'
            ? 'must be true or false'
            : contextValue.plan && operation?.operation !== 'query'
              ? 'only a query can be planned'
              : null;
        if (problem)
          throw graphQLErrorOf(
            new CatalogueError('BAD_USER_INPUT', { argument: 'extensions.plan', problem }),
          );
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
export const auditDisclosures = (audit: AuditTrail, database: Database): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue }) {
        const { principal, correlationId, disclosures, cost } = contextValue;
        const events = disclosures.all.map(
          ({ type, id, fields }): AuditEvent => ({
            action: 'PII_READ',
            outcome: 'SHOWN',
            principal,
            correlationId,
            subjectId: type === 'Borrower' ? id : null,
            facts: {
              fields: [...fields].sort(),
              ...(type !== 'Borrower' && { [type.charAt(0).toLowerCase() + type.slice(1)]: id }),
            },
          }),
        );
        if (events.length > 0)
          await writeAgainOnDeadlock(database.heardBy(cost.countStatement), async (transaction) => {
            await audit.recordIn(transaction, events);
          });
      },
    };
  },
});

/**
 * Puts into every answer, good or bad, the correlation id and what the request cost. Comes last: what others do before
 * the answer leaves costs too.
 */
export const nameTheRequest = (): Plugin => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        const { correlationId, plan, cost } = contextValue;
        const { bureauCalls, spentMinor, statements } = cost.total;
        singleResult.extensions = {
          ...singleResult.extensions,
          correlationId,
          cost: {
            ...(plan && { plan }),
            bureauCalls,
            spent: moneyType(money(spentMinor, 'CNY')),
            statements,
          },
        };
      },
    };
  },
});
