import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TakenCall } from './bureau';
import { type Fault, isContentFault } from './faults';

export const REDIRECT_TARGET = '/sandbox/redirect-target';

const HTML = '<!doctype html><html><head><title>维护通知</title></head><body>系统维护中</body></html>';
const JSON_TYPE = 'application/json; charset=utf-8';
const MEGABYTE = 1_048_576;

/** Answers one call, as well or as badly as ordered. `closing` ends a wait when the sandbox stops. */
export async function deliver(
  call: TakenCall,
  fault: Fault | null,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<FastifyReply> {
  switch (fault?.kind) {
    case 'down':
    case 'errorRate':
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
      return reply.type(JSON_TYPE).send(Readable.from(hugeBody(fault.megabytes)));
    case 'gzipBomb':
      return reply
        .type(JSON_TYPE)
        .header('content-encoding', 'gzip')
        .send(Readable.from(gzipBomb(fault.megabytes)));
    case 'hang':
      return reply.hijack();
    case 'reset':
    case 'resetAfter':
      return reset(request, reply);
  }

  const {
    status = 200,
    body,
    delayMs = 0,
  } = fault && isContentFault(fault.kind) ? call.distort(fault.kind) : call.reply();
  const waited = await pause(fault?.kind === 'latency' ? fault.ms + delayMs : delayMs, closing);
  // Stopped in the middle of a wait: the connection is cut, as the answer would come too early.
  if (!waited) return reply.hijack();
  reply.code(status);
  const whole = JSON.stringify(body);
  if (fault?.kind === 'badJson')
    return reply.type(JSON_TYPE).send(whole.slice(0, Math.floor(whole.length / 2)));
  if (fault?.kind === 'slowBody') {
    return reply.type(JSON_TYPE).send(Readable.from(slowly(whole, fault.intervalMs, closing)));
  }
  return reply.send(body);
}

/** A TCP reset, not an orderly end: the caller cannot tell how far its request came. */
export function reset(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
  return reply;
}

/** Well-formed JSON that never ends in time; made as it goes, so that the sandbox itself stays small. */
function* hugeBody(megabytes: number): Generator<string> {
  yield '{"state":"1","result":{"padding":"';
  const block = '0'.repeat(65_536);
  for (let sent = 0; sent < megabytes * MEGABYTE; sent += block.length) yield block;
  yield '"}}';
}

/** The same under gzip, a thousandth of the size. Members of a gzip file follow each other; each block is one. */
function* gzipBomb(megabytes: number): Generator<Buffer> {
  yield gzipSync('{"state":"1","result":{"padding":"');
  const block = gzipSync(Buffer.alloc(MEGABYTE, '0'));
  for (let sent = 0; sent < megabytes; sent += 1) yield block;
  yield gzipSync('"}}');
}

async function* slowly(text: string, intervalMs: number, closing: AbortSignal): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(text)) {
    yield Buffer.of(byte);
    if (!(await pause(intervalMs, closing))) return;
  }
}

/** False if the sandbox is stopping. */
async function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
  return !closing.aborted;
}
