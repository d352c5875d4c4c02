import { setMaxListeners } from 'node:events';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { createBaihang } from './baihang/bureau';
import { createBiometrics } from './biometrics/provider';
import type { BureauOptions, SimulatedBureau } from './bureau';
import { CallCounter, type CallTotals } from './calls';
import { ContributionSide, type Contributions } from './contributions/contributions';
import { deliver, REDIRECT_TARGET, reset } from './delivery';
import { FaultBoard, type FaultOrder, InvalidFaultOrder } from './faults';
import { NIFA_MEMBER_TEST_KEY } from './keys';
import { createNifa } from './nifa/bureau';
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
  /** What lenders owe the bureaus. */
  readonly contributions: Contributions;
}

const DEFAULTS = {
  host: '127.0.0.1',
  port: 4010,
  businessDate: '20260630',
  lenient: false,
  slowMs: 30_000,
  orgNo: 'Q3702990000001',
  directSecret: 'sandbox-secret',
  baihangUser: 'sandbox-user',
  baihangPassword: 'sandbox-password',
  nifaMember: '91370299MA00000150',
  nifaMemberPublicKey: NIFA_MEMBER_TEST_KEY.publicKey,
  nifaPendingPolls: 1,
  biometricsKey: 'sandbox-biometrics',
} as const satisfies Required<SandboxOptions>;

/** A query is under 4 KB; a bureau's front would not read more than this either. */
const BODY_LIMIT_BYTES = 65_536;

/** Builds the sandbox without listening yet, for `main.ts` and for tests in the same process. */
export function createSandbox(given: SandboxOptions = {}): Sandbox {
  const options = { ...DEFAULTS, ...given };
  const bureaus = [
    createShanghaiCredit(options),
    createBaihang(options),
    createNifa(options),
    createBiometrics(options),
  ];
  const calls = new CallCounter(bureaus.map((bureau) => bureau.code));
  const faults = new FaultBoard();
  const closing = new AbortController();
  // Every delayed answer listens to it, and there may be any number of them.
  setMaxListeners(0, closing.signal);
  // forceCloseConnections: an ordered hang must not keep the sandbox from stopping.
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  app.addHook('preClose', async () => closing.abort());

  const contributions = new ContributionSide(options);
  answerMistakes(app);
  contributions.serve(app, closing.signal);
  for (const bureau of bureaus) serveBureau(app, bureau, calls, faults, closing.signal);
  serveControl(app, bureaus, calls, faults, options.businessDate);

  const known = (code: string): SimulatedBureau => {
    const bureau = bureaus.find((candidate) => candidate.code === code);
    if (!bureau) throw new InvalidFaultOrder(`no bureau ${code}`);
    return bureau;
  };
  return {
    listen: () => app.listen({ host: options.host, port: options.port }),
    close: () => app.close(),
    calls: () => calls.totals(),
    resetCalls: () => calls.reset(),
    orderFault: (bureau, order) => {
      faults.put(known(bureau), order);
    },
    clearFault: (bureau) => faults.clear(known(bureau).code),
    contributions,
  };
}

function serveBureau(
  app: FastifyInstance,
  bureau: SimulatedBureau,
  calls: CallCounter,
  faults: FaultBoard,
  closing: AbortSignal,
): void {
  const [inquiry] = Object.keys(bureau.operations);
  for (const [operation, url] of Object.entries(bureau.operations)) {
    app.post(
      url,
      {
        onRequest: async (request, reply) => {
          calls.countArrival(bureau.code, operation === inquiry);
          if (faults.takeResetBefore(bureau.code, operation)) reset(request, reply);
        },
      },
      async (request, reply) => {
        const { headers, body } = request;
        const call = bureau.take({ operation, headers, body });
        if (operation === inquiry) calls.countBody(bureau.code, call.requestId, call.certNo);
        return deliver(call, faults.take(bureau.code, operation, call.certNo), request, reply, closing);
      },
    );
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url,
      handler: async (_request, reply) =>
        reply
          .code(405)
          .header('allow', 'POST')
          .send({ error: { code: 'METHOD_NOT_ALLOWED', message: `${operation} is called by POST` } }),
    });
  }
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
  for (const bureau of bureaus) {
    const { code, publicKey } = bureau;
    if (publicKey !== null) {
      app.get(`/sandbox/keys/${code}`, async (_request, reply) => reply.type('text/plain').send(publicKey));
    }
    const url = `/sandbox/faults/${code}`;
    app.get(url, async () => ({ fault: faults.current(code) }));
    app.put(url, async (request) => ({ fault: faults.put(bureau, request.body) }));
    app.delete(url, async (_request, reply) => {
      faults.clear(code);
      return reply.code(204).send();
    });
  }
  // The private key of the member that is registered unless another is: who tries the sandbox needs it to sign.
  app.get('/sandbox/keys/nifa-member', async (_request, reply) =>
    reply.type('text/plain').send(NIFA_MEMBER_TEST_KEY.privateKey),
  );
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
