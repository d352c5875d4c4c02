import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyHelmet from '@fastify/helmet';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { AuditTrail } from '../audit';
import { explorerPlugin, loadExampleOperations } from '../explorer';
import {
  CatalogueError,
  type Clock,
  ERROR_CATALOGUE,
  type ErrorCode,
  type Principal,
  ROLES,
  type Role,
} from '../kernel';
import type { CommandRegistry } from '../platform/commands';
import type { Config } from '../platform/config';
import type { CursorCodec } from '../platform/crypto';
import type { Database } from '../platform/database';
import type { LoaderRegistry } from '../platform/loaders';
import type { Logger } from '../platform/observability';
import { Deadline, type RequestContext, requestContext } from '../platform/request';
import {
  type DevelopmentIssuer,
  OperationAuthorizer,
  QUERY_LIMITS,
  queryLimits,
  type TokenVerifier,
} from '../security';
import { compiledExecutor } from './compiled-executor';
import { formatError } from './error-format';
import {
  auditDisclosures,
  authorizeOperation,
  isPlan,
  nameTheRequest,
  refuseUnplannable,
  tellOperators,
} from './request-plugins';

export interface HttpServerParts {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly registry: LoaderRegistry;
  readonly commands: CommandRegistry;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly database: Database;
  readonly verifier: TokenVerifier;
  readonly issuer: DevelopmentIssuer | null;
  readonly logger: Logger;
  readonly cursors: CursorCodec;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

// The largest composite query with 200 keys needs 12 KB.
const BODY_LIMIT_BYTES = 256 * 1024;
const COMPILED_OPERATIONS = 500;
const PROJECT_ROOT = join(
  __dirname,
  ...(__dirname.includes(join('dist', 'src')) ? ['..', '..', '..'] : ['..', '..']),
);

/** The HTTP front: cheap checks first, then the caller, then GraphQL. */
export async function httpServer(parts: HttpServerParts): Promise<FastifyInstance> {
  const { config, logger } = parts;
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 5_000,
    maxRequestsPerSocket: 10_000,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => correlationId(headers['x-correlation-id']),
    logger: false,
  });
  app.server.headersTimeout = 5_000;
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  await app.register(fastifyHelmet, { hsts: config.production });
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 'NOT_FOUND'));
  app.setErrorHandler((error: FastifyError | CatalogueError, request, reply) => {
    const code = error instanceof CatalogueError ? error.code : codeOf(error);
    if (code === 'INTERNAL') logger.error({ event: 'http-error', correlationId: request.id }, error);
    return refuse(request, reply, code);
  });
  app.get('/healthz', async () => ({ status: 'ok' }));

  const apollo = await apolloServer(app, parts);
  await app.register(async (graphql) => graphqlRoute(graphql, apollo, parts));
  if (config.explorer)
    await app.register(
      explorerPlugin({
        directory: join(PROJECT_ROOT, 'dist', 'explorer'),
        endpoint: '/graphql',
        tabs: await loadExampleOperations(join(PROJECT_ROOT, 'examples', 'operations')),
        roles: parts.issuer ? [...ROLES].sort() : null,
        ...(parts.issuer && {
          issueToken: (role: string) => (parts.issuer as DevelopmentIssuer).issue(role as Role),
        }),
        businessDate: parts.clock.businessDate(),
      }),
    );
  return app;
}

async function apolloServer(
  app: FastifyInstance,
  parts: HttpServerParts,
): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    gateway: compiledExecutor(parts.schema, COMPILED_OPERATIONS),
    introspection: true, // decided per caller by the permission schema:read
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    formatError,
    parseOptions: { maxTokens: QUERY_LIMITS.tokens },
    validationRules: [queryLimits],
    validationOptions: { maxErrors: 10 },
    persistedQueries: false,
    logger: quietLogger(parts.logger),
    stopOnTerminationSignals: false,
    plugins: [
      // The cache control plugin wraps every field of the schema, which undoes the compiled executor.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
      authorizeOperation(new OperationAuthorizer(parts.schema)),
      refuseUnplannable(),
      tellOperators(parts.logger),
      auditDisclosures(parts.audit, parts.database),
      nameTheRequest(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Apollo Server logs whole messages, and a driver's message holds values: only that something happened is kept. */
const quietLogger = (logger: Logger) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => logger.warn({ event: 'apollo-warning' }),
  error: () => logger.error({ event: 'apollo-error' }),
});

function graphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  parts: HttpServerParts,
): void {
  app.addHook('onRequest', async (request) => {
    if (request.headers['content-encoding']) throw new CatalogueError('UNSUPPORTED_MEDIA_TYPE');
    request.principal = await parts.verifier.principalOf(request.headers.authorization);
  });
  app.route({
    url: '/graphql',
    method: 'POST',
    handler: fastifyApolloHandler(apollo, {
      context: async (request: FastifyRequest) =>
        requestContext({
          correlationId: request.id,
          principal: request.principal as Principal,
          clock: parts.clock,
          deadline: Deadline.after(parts.config.requestTimeoutMs),
          cursors: parts.cursors,
          registry: parts.registry,
          commands: parts.commands,
          plan: isPlan(request.body),
        }),
    }),
  });
}

/** A caller may name its request, so that its log and ours can be laid side by side. */
const correlationId = (header: string | string[] | undefined): string =>
  typeof header === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(header) ? header : randomUUID();

function codeOf(error: FastifyError): ErrorCode {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'PAYLOAD_TOO_LARGE';
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'UNSUPPORTED_MEDIA_TYPE';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL';
}

/** Refusals before GraphQL have the shape of a GraphQL answer, so that a client needs one way to read errors. */
function refuse(request: FastifyRequest, reply: FastifyReply, code: ErrorCode): FastifyReply {
  const { status, text } = ERROR_CATALOGUE[code];
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ errors: [{ message: text, extensions: { code } }], extensions: { correlationId: request.id } });
}
