/**
 * `NOT_SENT`: no connection was made, so that nothing left. `UNKNOWN`: something may have left, and no whole answer came.
 * `BAD_ANSWER`: an answer came and cannot be used.
 */
export type HttpFailureKind = 'NOT_SENT' | 'UNKNOWN' | 'BAD_ANSWER';

/** Says what went wrong by codes: it holds no address, header, request or response body, nor the error underneath. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';

  constructor(
    readonly kind: HttpFailureKind,
    /** Such as ECONNREFUSED, TIMEOUT, BODY_TOO_LARGE. */
    readonly code: string,
  ) {
    super(`${kind} ${code}`);
  }

  static of(error: unknown, { connected, timedOut }: { connected: boolean; timedOut: boolean }): HttpFailure {
    const kind = connected ? 'UNKNOWN' : 'NOT_SENT';
    return new HttpFailure(kind, timedOut ? 'TIMEOUT' : codeOf(error));
  }
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = [code, cause?.code].find(
    (text) => typeof text === 'string' && /^[A-Z0-9_]{1,40}$/.test(text),
  );
  return typeof found === 'string' ? found : 'CONNECTION_FAILED';
}
