import { setMaxListeners } from 'node:events';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { BureauOptions, SimulatedBureau } from './bureau';
import { CallCounter, type CallTotals } from './calls';
import { deliver, REDIRECT_TARGET } from './delivery';
import { FaultBoard, type FaultOrder, InvalidFaultOrder } from './faults';
import { createShanghaiCredit } from './shanghai-credit/bureau';

/** Where the sandbox listens and how its bureaus behave; every default is in the README. */
export interface SandboxOptions extends Partial<BureauOptions> {
  host?: string;
  /** 0 takes any free port. */
  port?: number;
}

/** A running set of simulated bureaus. */
export interface Sandbox {
  /** Resolves to the base address once connections are taken; rejects if the port is not to be had. */
  listen(): Promise<string>;
  /** Cuts every connection, hanging ones included, and resolves when the port is free. */
  close(): Promise<void>;
  calls(): CallTotals;
  resetCalls(): void;
  /** Throws for an unknown bureau or an order that is not understood. */
  orderFault(bureau: string, order: FaultOrder): void;
  clearFault(bureau: string): void;
}

const DEFAULTS = {
  host: '127.0.0.1',
  port: 4010,
  businessDate: '20260630',
  lenient: false,
  slowMs: 30_000,
  orgNo: 'Q3702990000001',
  directSecret: 'sandbox-secret',
} as const satisfies Required<SandboxOptions>;

/** A query is under 1 KB; a bureau's front would not read more than this either. */
const BODY_LIMIT_BYTES = 65_536;

/** Builds the sandbox without listening yet, for `main.ts` and for tests in the same process. */
export function createSandbox(given: SandboxOptions = {}): Sandbox {
  const options = { ...DEFAULTS, ...given };
  const bureaus = [createShanghaiCredit(options)];
  const calls = new CallCounter(bureaus.map((bureau) => bureau.code));
  const faults = new FaultBoard();
  const closing = new AbortController();
  // Every delayed answer listens to it, and there may be any number of them.
  setMaxListeners(0, closing.signal);
  // forceCloseConnections: an ordered hang must not keep the sandbox from stopping.
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  app.addHook('preClose', async () => closing.abort());

  answerMistakes(app);
  for (const bureau of bureaus) serveBureau(app, bureau, calls, faults, closing.signal);
  serveControl(app, bureaus, calls, faults, options.businessDate);

  const known = (code: string): string => {
    if (!bureaus.some((bureau) => bureau.code === code)) throw new InvalidFaultOrder(`no bureau ${code}`);
    return code;
  };
  return {
    listen: () => app.listen({ host: options.host, port: options.port }),
    close: () => app.close(),
    calls: () => calls.totals(),
    resetCalls: () => calls.reset(),
    orderFault: (bureau, order) => {
      faults.put(known(bureau), order);
    },
    clearFault: (bureau) => faults.clear(known(bureau)),
  };
}

function serveBureau(
  app: FastifyInstance,
  bureau: SimulatedBureau,
  calls: CallCounter,
  faults: FaultBoard,
  closing: AbortSignal,
): void {
  app.post(
    bureau.path,
    { onRequest: async () => calls.countArrival(bureau.code) },
    async (request, reply) => {
      const requestId = textOf(request.body, 'requestId');
      const certNo = textOf(request.body, 'certNo');
      calls.countBody(bureau.code, requestId, certNo);
      return deliver(bureau, faults.take(bureau.code, certNo), request, reply, closing);
    },
  );
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: bureau.path,
    handler: async (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send({ error: { code: 'METHOD_NOT_ALLOWED', message: 'queryCredit is called by POST' } }),
  });
}

/** A field of a body that nobody has checked yet; overlong values are as good as none. */
function textOf(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value: unknown = (body as Record<string, unknown>)[field];
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
}

function serveControl(
  app: FastifyInstance,
  bureaus: SimulatedBureau[],
  calls: CallCounter,
  faults: FaultBoard,
  businessDate: string,
): void {
  app.get('/healthz', async () => ({ status: 'ok', businessDate, bureaus: bureaus.map(({ code }) => code) }));
  app.get('/sandbox/calls', async () => calls.totals());
  app.delete('/sandbox/calls', async (_request, reply) => {
    calls.reset();
    return reply.code(204).send();
  });
  for (const { code } of bureaus) {
    const url = `/sandbox/faults/${code}`;
    app.get(url, async () => ({ fault: faults.current(code) }));
    app.put(url, async (request) => ({ fault: faults.put(code, request.body) }));
    app.delete(url, async (_request, reply) => {
      faults.clear(code);
      return reply.code(204).send();
    });
  }
  app.all(REDIRECT_TARGET, async () => {
    calls.countRedirectFollowed();
    return { followed: true };
  });
}

/** Mistakes of transport, as opposed to those of parameters, which a bureau answers in its own envelope. */
function answerMistakes(app: FastifyInstance): void {
  app.setNotFoundHandler(async (request, reply) => {
    const message = `nothing is served at ${request.method} ${request.url.split('?')[0]}`;
    return reply.code(404).send({ error: { code: 'NOT_FOUND', message } });
  });
  app.setErrorHandler(async (error: FastifyError, _request, reply) => {
    if (error instanceof InvalidFaultOrder) {
      return reply.code(400).send({ error: { code: 'INVALID_FAULT_ORDER', message: error.message } });
    }
    const status = error.statusCode ?? 500;
    const known = MISTAKES[status] ?? { code: 'INTERNAL', message: 'the sandbox itself failed' };
    if (status >= 500) process.stderr.write(`sandbox failed: ${error.stack}\n`);
    return reply.code(status).send({ error: known });
  });
}

const MISTAKES: Record<number, { code: string; message: string }> = {
  400: { code: 'MALFORMED_BODY', message: 'the body is not valid JSON' },
  413: { code: 'BODY_TOO_LARGE', message: `the body is larger than ${BODY_LIMIT_BYTES} bytes` },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'send content-type application/json' },
};
