import type { LookupFunction } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { guardedLookup, hostRule } from './address-guard';
import { readExactJson } from './exact-json';
import { HttpFailure } from './http-failure';

export interface GuardedClientOptions {
  /** Fixed: a call names a path below it and can reach no other host. */
  readonly baseUrl: string;
  readonly maxBodyBytes?: number;
  /** The host is at the end of a leased line (专线): its address may be a private one. */
  readonly leasedLine?: boolean;
  /** How names are resolved; the system's way unless told otherwise. */
  readonly resolve?: LookupFunction;
}

export interface CallOptions {
  /** Beside those of JSON, such as the bureau's authentication. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For everything: name, connection, headers and body. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Seconds that the other side asks to wait, where it does so in whole seconds. */
  readonly retryAfterSeconds: number | null;
  /** The JSON text of an answer with status 200; null for any other status, whose body is not read. */
  readonly json: string | null;
  /** The same, read: each number an `ExactNumber`, so that no amount goes through floating point. */
  readonly exact: unknown;
}

// A credit report has some 50 KB; whoever sends twenty times that is broken or hostile.
const MOST_BODY_BYTES = 1_048_576;

/**
 * An HTTP client for parties that are not trusted: one host, whose address is judged at each connection, verified TLS, no
 * redirects, no compression, a counted body, JSON only, one deadline over the whole call, no retry. Each call has a connection of its own: a kept one may be closed by the other side just
 * when it is written to, and nobody could say whether the inquiry was taken.
 */
export class GuardedClient {
  readonly #origin: string;
  readonly #basePath: string;
  readonly #maxBodyBytes: number;
  readonly #lookup: LookupFunction;
  readonly #hostAllowed: boolean;

  constructor({ baseUrl, maxBodyBytes = MOST_BODY_BYTES, leasedLine, resolve }: GuardedClientOptions) {
    const url = new URL(baseUrl);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.#maxBodyBytes = maxBodyBytes;
    const { allowed, reach } = hostRule(url.hostname, leasedLine);
    this.#hostAllowed = allowed;
    this.#lookup = guardedLookup(reach, resolve);
  }

  /** @throws HttpFailure and nothing else. */
  async postJson(path: string, body: unknown, { timeoutMs, headers }: CallOptions): Promise<HttpAnswer> {
    // A host that is an address itself is never looked up.
    if (!this.#hostAllowed) throw new HttpFailure('NOT_SENT', 'ADDRESS_REFUSED');
    const timeout = Math.max(1, Math.ceil(timeoutMs));
    const client = new Client(this.#origin, {
      pipelining: 1,
      maxHeaderSize: 16_384,
      // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would otherwise switch it off.
      connect: { lookup: this.#lookup, rejectUnauthorized: true, minVersion: 'TLSv1.2', timeout },
    });
    let connected = false;
    client.once('connect', () => {
      connected = true;
    });
    const signal = AbortSignal.timeout(timeout);
    try {
      const request = client.request({
        method: 'POST',
        path: this.#basePath + path,
        headers: {
          ...headers,
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'identity',
        },
        body: JSON.stringify(body),
        signal,
      });
      return await this.#read(await Promise.race([request, endOf(signal)]));
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      throw HttpFailure.of(error, { connected, timedOut: signal.aborted });
    } finally {
      client.destroy().catch(() => undefined);
    }
  }

  async #read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpAnswer> {
    const answer = { status: statusCode, retryAfterSeconds: seconds(headers['retry-after']) };
    if (statusCode !== 200) {
      body.on('error', () => undefined).destroy();
      return { ...answer, json: null, exact: null };
    }
    const wrong = this.#wrongHeader(headers);
    if (wrong) {
      body.on('error', () => undefined).destroy();
      throw new HttpFailure('BAD_ANSWER', wrong);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > this.#maxBodyBytes) throw new HttpFailure('BAD_ANSWER', 'BODY_TOO_LARGE');
      chunks.push(chunk);
    }
    const json = decode(Buffer.concat(chunks));
    try {
      return { ...answer, json, exact: readExactJson(json) };
    } catch {
      throw new HttpFailure('BAD_ANSWER', 'BAD_JSON');
    }
  }

  #wrongHeader(headers: Dispatcher.ResponseData['headers']): string | null {
    const type = first(headers['content-type']);
    if (!/^application\/json *(; *charset="?utf-8"? *)?$/i.test(type)) return 'NOT_JSON';
    const encoding = first(headers['content-encoding']);
    if (encoding !== '' && encoding.toLowerCase() !== 'identity') return 'ENCODED_BODY';
    return Number(first(headers['content-length'])) > this.#maxBodyBytes ? 'BODY_TOO_LARGE' : null;
  }
}

/** The client itself hears of the deadline only once it is connected, and a resolver may never answer. */
const endOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** A byte order mark stays, and fails as JSON. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HttpFailure('BAD_ANSWER', 'NOT_UTF8');
  }
}

const first = (header: string | string[] | undefined): string =>
  (Array.isArray(header) ? header[0] : header) ?? '';

const seconds = (header: string | string[] | undefined): number | null =>
  /^\d{1,9}$/.test(first(header)) ? Number(first(header)) : null;
