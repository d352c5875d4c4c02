import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SimulatedBureau } from './bureau';
import type { FaultBoard } from './faults';

type Fault = NonNullable<ReturnType<FaultBoard['take']>>;

export const REDIRECT_TARGET = '/sandbox/redirect-target';

const HTML = '<!doctype html><html><head><title>维护通知</title></head><body>系统维护中</body></html>';

/** Answers one inquiry, as well or as badly as ordered. `closing` ends a wait when the sandbox stops. */
export async function deliver(
  bureau: SimulatedBureau,
  fault: Fault | null,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<FastifyReply> {
  switch (fault?.kind) {
    case 'down':
      return reply
        .code(503)
        .send({ error: { code: 'SERVICE_UNAVAILABLE', message: 'ordered: the bureau is down' } });
    case 'tooManyRequests':
      return reply
        .code(429)
        .header('retry-after', String(fault.retryAfterSeconds))
        .send({ error: { code: 'TOO_MANY_REQUESTS', message: 'ordered: too many requests' } });
    case 'redirect':
      return reply.code(307).header('location', REDIRECT_TARGET).send();
    case 'html':
      return reply.type('text/html; charset=utf-8').send(HTML);
    case 'hugeBody':
      return reply.type('application/json; charset=utf-8').send(Readable.from(hugeBody(fault.megabytes)));
    case 'hang':
      return reply.hijack();
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
  }

  const { answer, delayMs } = bureau.answer(request.body);
  const waited = await pause(fault?.kind === 'latency' ? fault.ms + delayMs : delayMs, closing);
  // Stopped in the middle of a wait: the connection is cut, as the answer would come too early.
  if (!waited) return reply.hijack();
  switch (fault?.kind) {
    case 'badJson': {
      const whole = JSON.stringify(answer);
      return reply.type('application/json; charset=utf-8').send(whole.slice(0, Math.floor(whole.length / 2)));
    }
    case 'otherPerson':
    case 'missingField':
    case 'extraField':
    case 'unknownState':
      return reply.send(bureau.distort(fault.kind, answer, request.body));
    default:
      return reply.send(answer);
  }
}

/** Well-formed JSON that never ends in time; made as it goes, so that the sandbox itself stays small. */
function* hugeBody(megabytes: number): Generator<string> {
  yield '{"state":"1","result":{"padding":"';
  const block = '0'.repeat(65_536);
  for (let sent = 0; sent < megabytes * 1_048_576; sent += block.length) yield block;
  yield '"}}';
}

/** False if the sandbox is stopping. */
async function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
  return !closing.aborted;
}
