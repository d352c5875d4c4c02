import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ExampleOperation, ExplorerSettings, IssuedToken } from './explorer-contract';

export interface ExplorerOptions {
  /** Absolute path of the built page (`dist/explorer`). */
  directory: string;
  /** Path of the GraphQL endpoint, as the browser sees it. */
  endpoint: string;
  tabs: ExampleOperation[];
  /** Roles that the page offers; null in production: no picker, no token route. */
  roles: string[] | null;
  /** Signs a token for one of `roles`. Required with roles. */
  issueToken?: (role: string) => Promise<IssuedToken>;
  /** The demo's fixed day, yyyy-mm-dd in Asia/Shanghai; null when the real day applies. */
  businessDate: string | null;
}

const BASE = '/graphiql';

/**
 * As tight as GraphiQL runs with. The editor colours its text through inline styles, hence 'unsafe-inline' for styles
 * alone; `data:` images are the editor's icons and the page's empty favicon. Workers are files of the bundle.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the explorer at /graphiql/. Its content security policy covers these responses only and replaces a
 * stricter or looser one that the server sets elsewhere.
 *
 * @throws Error at registration, when roles are offered and nobody can issue a token for them.
 */
export function explorerPlugin(options: ExplorerOptions): FastifyPluginAsync {
  if (options.roles !== null && options.issueToken === undefined) {
    throw new Error('The explorer offers roles, so it needs issueToken');
  }
  return async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    });
    app.get(BASE, (_request, reply) => reply.redirect(`${BASE}/`));
    serveSettings(app, options);
    if (options.roles !== null && options.issueToken !== undefined) {
      serveTokens(app, options.roles, options.issueToken);
    }
    await servePage(app, options.directory);
  };
}

function serveSettings(app: FastifyInstance, { endpoint, tabs, roles, businessDate }: ExplorerOptions): void {
  const settings: ExplorerSettings = { endpoint, tabs, roles, businessDate };
  app.get(`${BASE}/settings.json`, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(settings),
  );
}

function serveTokens(
  app: FastifyInstance,
  roles: readonly string[],
  issueToken: NonNullable<ExplorerOptions['issueToken']>,
): void {
  app.post(`${BASE}/token`, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const role = (request.body as { role?: unknown } | null | undefined)?.role;
    if (typeof role !== 'string' || !roles.includes(role)) {
      return reply.code(400).send({ error: `Unknown role; choose one of ${roles.join(', ')}` });
    }
    return issueToken(role);
  });
}

async function servePage(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) {
    app.get(`${BASE}/*`, (_request, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .send('The explorer is not built: run `npm run build`, then start again.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: directory,
    prefix: `${BASE}/`,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite puts a hash of the content into the name of everything under assets/, and of nothing else.
      const hashed = path.startsWith(join(directory, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
