import { Client, type Dispatcher } from 'undici';
import { HttpFailure } from './http-failure';

export interface GuardedClientOptions {
  /** Fixed: a call names a path below it and can reach no other host. */
  readonly baseUrl: string;
  readonly maxBodyBytes?: number;
}

export interface CallOptions {
  /** For everything: name, connection, headers and body. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Seconds that the other side asks to wait, where it does so in whole seconds. */
  readonly retryAfterSeconds: number | null;
  /** The JSON text of an answer with status 200; null for any other status, whose body is not read. */
  readonly json: string | null;
}

// A credit report has some 50 KB; whoever sends twenty times that is broken or hostile.
const MOST_BODY_BYTES = 1_048_576;

/**
 * An HTTP client for parties that are not trusted: no redirects, no compression, a counted body, JSON only, one deadline
 * over the whole call, no retry. Each call has a connection of its own: a kept one may be closed by the other side just
 * when it is written to, and nobody could say whether the inquiry was taken.
 */
export class GuardedClient {
  readonly #origin: string;
  readonly #basePath: string;
  readonly #maxBodyBytes: number;

  constructor({ baseUrl, maxBodyBytes = MOST_BODY_BYTES }: GuardedClientOptions) {
    const url = new URL(baseUrl);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.#maxBodyBytes = maxBodyBytes;
  }

  /** @throws HttpFailure and nothing else. */
  async postJson(path: string, body: unknown, { timeoutMs }: CallOptions): Promise<HttpAnswer> {
    const client = new Client(this.#origin, { pipelining: 1, maxHeaderSize: 16_384 });
    let connected = false;
    client.once('connect', () => {
      connected = true;
    });
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
    try {
      const response = await client.request({
        method: 'POST',
        path: this.#basePath + path,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'identity',
        },
        body: JSON.stringify(body),
        signal,
      });
      return await this.#read(response);
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
      return { ...answer, json: null };
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
    try {
      return { ...answer, json: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
    } catch {
      throw new HttpFailure('BAD_ANSWER', 'NOT_UTF8');
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

const first = (header: string | string[] | undefined): string =>
  (Array.isArray(header) ? header[0] : header) ?? '';

const seconds = (header: string | string[] | undefined): number | null =>
  /^\d{1,9}$/.test(first(header)) ? Number(first(header)) : null;
