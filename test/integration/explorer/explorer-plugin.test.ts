import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { type ExplorerOptions, explorerPlugin } from '../../../src/explorer';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const EXAMPLE = {
  title: 'One borrower',
  titleZh: '一个借款人',
  group: 'Borrower 借款人',
  query: '{ __typename }',
  variables: { first: 5 },
};

describe('the server half of the explorer', () => {
  let folder: string;
  let app: FastifyInstance;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'explorer-'));
    mkdirSync(join(folder, 'bundle/assets'), { recursive: true });
    writeFileSync(join(folder, 'bundle/index.html'), '<!doctype html><title>Page</title>');
    writeFileSync(join(folder, 'bundle/assets/main-abc123.js'), 'export {};');
    writeFileSync(join(folder, 'bundle/.hidden'), 'hidden');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });
  afterEach(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As in the server: another policy is set for everything, before the explorer has its say. */
  async function start(options: Partial<ExplorerOptions> = {}): Promise<FastifyInstance> {
    app = fastify();
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', "default-src 'self'");
    });
    app.get('/graphql', async () => 'elsewhere');
    await app.register(
      explorerPlugin({
        directory: join(folder, 'bundle'),
        endpoint: '/graphql',
        tabs: [EXAMPLE],
        roles: ['analyst', 'auditor'],
        issueToken: async (role) => ({ token: `token of ${role}`, expiresAt: '2030-01-01T00:00:00.000Z' }),
        businessDate: '2024-06-30',
        ...options,
      }),
    );
    return app;
  }

  describe('the page', () => {
    it('redirects /graphiql to /graphiql/', async () => {
      const response = await (await start()).inject('/graphiql');
      expect(response.statusCode).toBe(302);
      expect(response.headers.location).toBe('/graphiql/');
    });

    it('is asked for anew each time, while files with a hash in their name are kept for good', async () => {
      await start();
      const page = await app.inject('/graphiql/');
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('<title>Page</title>');
      expect(page.headers['content-type']).toMatch(/^text\/html/);
      expect(page.headers['cache-control']).toBe('no-cache');

      const asset = await app.inject('/graphiql/assets/main-abc123.js');
      expect(asset.statusCode).toBe(200);
      expect(asset.headers['content-type']).toMatch(/javascript/);
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    });

    it.each(['/graphiql/', '/graphiql/assets/main-abc123.js', '/graphiql/settings.json', '/graphiql'])(
      'sends its own content security policy with %s',
      async (url) => {
        const response = await (await start()).inject(url);
        expect(response.headers['content-security-policy']).toBe(POLICY);
      },
    );

    it('leaves the policy of other routes alone', async () => {
      const response = await (await start()).inject('/graphql');
      expect(response.headers['content-security-policy']).toBe("default-src 'self'");
    });

    it.each([
      '/graphiql/../secret.txt',
      '/graphiql/%2e%2e/secret.txt',
      '/graphiql/..%2fsecret.txt',
      '/graphiql/assets/../../secret.txt',
      '/graphiql/assets/..%2f..%2fsecret.txt',
      '/graphiql/%2e%2e%5csecret.txt',
      '/graphiql/.hidden',
    ])('refuses %s', async (url) => {
      const response = await (await start()).inject(url);
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.body).not.toMatch(/^(secret|hidden)$/);
    });

    it('answers 503 with the command that builds it, when it is not built', async () => {
      await start({ directory: join(folder, 'nowhere') });
      for (const url of ['/graphiql/', '/graphiql/assets/main-abc123.js']) {
        const response = await app.inject(url);
        expect(response.statusCode).toBe(503);
        expect(response.body).toBe('The explorer is not built: run `npm run build`, then start again.\n');
      }
    });
  });

  describe('its settings', () => {
    it('hold endpoint, tabs, roles and business date', async () => {
      const response = await (await start()).inject('/graphiql/settings.json');
      expect(response.headers['cache-control']).toBe('no-cache');
      expect(response.json()).toEqual({
        endpoint: '/graphql',
        tabs: [EXAMPLE],
        roles: ['analyst', 'auditor'],
        businessDate: '2024-06-30',
      });
    });

    it('offer no roles in production', async () => {
      await start({ roles: null, issueToken: undefined, businessDate: null });
      const response = await app.inject('/graphiql/settings.json');
      expect(response.json()).toMatchObject({ roles: null, businessDate: null });
    });
  });

  describe('its tokens', () => {
    const post = (payload: object) => app.inject({ method: 'POST', url: '/graphiql/token', payload });

    it('are issued for an offered role, and not cached', async () => {
      await start();
      const response = await post({ role: 'auditor' });
      expect(response.statusCode).toBe(200);
      expect(response.headers['cache-control']).toBe('no-store');
      expect(response.json()).toEqual({ token: 'token of auditor', expiresAt: '2030-01-01T00:00:00.000Z' });
    });

    it.each([{ role: 'admin' }, { role: 'toString' }, { role: ['analyst'] }, { role: null }, {}])(
      'are refused for %j',
      async (payload) => {
        await start();
        const response = await post(payload);
        expect(response.statusCode).toBe(400);
        expect(response.json()).toEqual({ error: 'Unknown role; choose one of analyst, auditor' });
      },
    );

    it('are refused without a body', async () => {
      await start();
      const response = await app.inject({ method: 'POST', url: '/graphiql/token' });
      expect(response.statusCode).toBe(400);
    });

    it('do not exist where no roles are offered, even if somebody could sign them', async () => {
      await start({ roles: null });
      expect((await post({ role: 'analyst' })).statusCode).toBe(404);
    });

    it('are demanded of the server when roles are offered', () => {
      expect(() =>
        explorerPlugin({
          directory: folder,
          endpoint: '/graphql',
          tabs: [],
          roles: ['analyst'],
          businessDate: null,
        }),
      ).toThrow('needs issueToken');
    });
  });
});
