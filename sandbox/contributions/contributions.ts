import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BureauOptions } from '../bureau';
import { addDays } from '../cast/dates';
import { reset } from '../delivery';
import { InvalidFaultOrder } from '../faults';
import { createBaihangDesk } from './baihang/desk';
import type { ContributionDesk, FeedbackFile, Reply, Understood } from './desk';
import { type Disturbance, DisturbanceBoard, type DisturbanceOrder } from './disturbance';
import { createNifaDesk } from './nifa/desk';
import { type ErrorOrder, PlantedErrors } from './planted-errors';
import { createShanghaiCreditDesk } from './shanghai-credit/desk';
import { type ContributionCounts, ContributionStore } from './store';

/** A batch of a thousand lines in Base64 and some room; files are a day's records. */
const CALL_LIMIT_BYTES = 4 * 1_048_576;
const FILE_LIMIT_BYTES = 256 * 1_048_576;

interface Taker {
  readonly desk: ContributionDesk;
  readonly planted: PlantedErrors;
  readonly disturbance: DisturbanceBoard;
  readonly feedback: FeedbackFile[];
  store: ContributionStore;
}

/** What lenders owe the simulated bureaus, for tests in the same process. Each method throws for an unknown bureau. */
export interface Contributions {
  counts(bureau: string): ContributionCounts;
  plantError(bureau: string, order: ErrorOrder): void;
  disturb(bureau: string, order: DisturbanceOrder): void;
  takeFile(bureau: string, name: string, bytes: Buffer): Reply;
  /** Ends the day: what came since is judged, and the new feedback files are returned. */
  nextDay(): Record<string, FeedbackFile[]>;
  reset(): void;
}

export class ContributionSide implements Contributions {
  readonly #takers: readonly Taker[];
  #day: string;

  constructor(options: BureauOptions) {
    this.#day = options.businessDate;
    const desks = [createShanghaiCreditDesk(options), createBaihangDesk(options), createNifaDesk(options)];
    this.#takers = desks.map((desk) => {
      const planted = new PlantedErrors();
      const store = new ContributionStore(desk.code, planted);
      return { desk, planted, store, disturbance: new DisturbanceBoard(), feedback: [] };
    });
  }

  counts(bureau: string): ContributionCounts {
    return this.#taker(bureau).store.counts();
  }

  plantError(bureau: string, order: ErrorOrder): void {
    this.#taker(bureau).planted.plant(order);
  }

  disturb(bureau: string, order: DisturbanceOrder): void {
    this.#taker(bureau).disturbance.put(order);
  }

  takeFile(bureau: string, name: string, bytes: Buffer): Reply {
    const taker = this.#taker(bureau);
    return take(taker, taker.desk.understandFile(name, bytes));
  }

  nextDay(): Record<string, FeedbackFile[]> {
    this.#day = addDays(this.#day, 1);
    return Object.fromEntries(
      this.#takers.map(({ desk, store, feedback }) => {
        const files = [...store.close()].map(([about, verdicts], index) =>
          desk.feedback(this.#day, index + 1, about, verdicts),
        );
        feedback.push(...files);
        return [desk.code, files];
      }),
    );
  }

  reset(): void {
    for (const taker of this.#takers) {
      taker.store = new ContributionStore(taker.desk.code, taker.planted);
      taker.planted.clear();
      taker.disturbance.clear();
      taker.feedback.length = 0;
    }
  }

  serve(app: FastifyInstance, closing: AbortSignal): void {
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    for (const taker of this.#takers) {
      for (const [operation, url] of Object.entries(taker.desk.calls)) {
        app.post(url, { bodyLimit: CALL_LIMIT_BYTES }, async (request, reply) => {
          const read = () => taker.desk.understandCall(operation, request.headers, request.body);
          return deliver(taker, read, request, reply, closing);
        });
      }
      this.#serveControl(app, taker);
    }
    app.post('/sandbox/contributions/next-day', async () =>
      Object.fromEntries(
        Object.entries(this.nextDay()).map(([code, files]) => [code, files.map(({ name }) => name)]),
      ),
    );
    app.delete('/sandbox/contributions', async (_request, reply) => {
      this.reset();
      return reply.code(204).send();
    });
  }

  #serveControl(app: FastifyInstance, taker: Taker): void {
    const base = `/sandbox/contributions/${taker.desk.code}`;
    app.get(base, async () => taker.store.counts());
    app.post(`${base}/errors`, async (request) => understoodOrder(() => taker.planted.plant(request.body)));
    app.put(`${base}/disturbance`, async (request) =>
      understoodOrder(() => taker.disturbance.put(request.body)),
    );
    app.delete(`${base}/disturbance`, async (_request, reply) => {
      taker.disturbance.clear();
      return reply.code(204).send();
    });
    app.put<{ Params: { name: string } }>(
      `${base}/files/:name`,
      { bodyLimit: FILE_LIMIT_BYTES },
      async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { status, body } = this.takeFile(taker.desk.code, request.params.name, bytes);
        return reply.code(status).send(body);
      },
    );
    app.get(`${base}/feedback`, async () => ({ files: taker.feedback.map(({ name }) => name) }));
    app.get<{ Params: { name: string } }>(`${base}/feedback/:name`, async (request, reply) => {
      const file = taker.feedback.find(({ name }) => name === request.params.name);
      if (!file) return reply.callNotFound();
      return reply.type('application/octet-stream').send(file.bytes);
    });
  }

  #taker(bureau: string): Taker {
    const taker = this.#takers.find(({ desk }) => desk.code === bureau);
    if (!taker) throw new InvalidFaultOrder(`no bureau ${bureau}`);
    return taker;
  }
}

function take({ store }: Taker, understood: Understood): Reply {
  if ('refused' in understood) return understood.refused;
  const { repetition, about, records, reply } = understood;
  const receiptNo = store.receiptFor(repetition, records);
  if (receiptNo === null)
    return {
      status: 409,
      body: { error: { code: 'ANOTHER_CONTENT', message: 'the name was used for another' } },
    };
  return reply(
    records.map((record) => store.arrive(about, record)),
    receiptNo,
  );
}

/** Answers one call, as well or as badly as ordered: the point is whether it was stored before it went wrong. */
async function deliver(
  taker: Taker,
  read: () => Understood,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<FastifyReply> {
  const disturbance = taker.disturbance.take();
  const before = disturbedBefore(disturbance, request, reply);
  if (before) return before;
  const answer = take(taker, read());
  switch (disturbance?.kind) {
    case 'lostAcknowledgement':
      return reset(request, reply);
    case 'failAfter':
      return reply.code(500).send({ error: { code: 'INTERNAL', message: 'ordered: stored, then failed' } });
    case 'hang':
      return reply.hijack();
    case 'twice':
      take(taker, read());
      break;
    case 'latency':
      await sleep(disturbance.ms, undefined, { signal: closing }).catch(() => undefined);
      break;
  }
  return reply.code(answer.status).send(answer.body);
}

function disturbedBefore(
  disturbance: Disturbance | null,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | null {
  if (disturbance?.kind === 'lostRequest') return reset(request, reply);
  if (disturbance?.kind !== 'down') return null;
  return reply
    .code(503)
    .send({ error: { code: 'SERVICE_UNAVAILABLE', message: 'ordered: the bureau is down' } });
}

/** @throws InvalidFaultOrder, which the sandbox answers with 400 */
function understoodOrder<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new InvalidFaultOrder(z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' '));
    throw error;
  }
}
