import { createHash } from 'node:crypto';

export interface StreamHead {
  readonly stream: string;
  readonly size: number;
  /** Hash of its last event, in hex. */
  readonly head: string;
}

/**
 * What the audit was at an instant. Kept where whoever can write the database cannot, it shows later that events were cut
 * off the end, that a whole stream is gone, or that a stream was written anew.
 */
export interface Checkpoint {
  readonly at: string;
  /** Events in all streams. */
  readonly size: number;
  /** SHA-256 over the streams, in hex: one value to read out, print or sign. */
  readonly head: string;
  readonly streams: readonly StreamHead[];
}

export function checkpointOf(streams: readonly StreamHead[], at: Date): Checkpoint {
  return {
    at: at.toISOString(),
    size: streams.reduce((sum, { size }) => sum + size, 0),
    head: headOf(streams),
    streams,
  };
}

/**
 * Reads what the verifier printed: the last line of the text that holds something.
 * @throws Error when it is no checkpoint, or was changed
 */
export function readCheckpoint(text: string): Checkpoint {
  const line = text.trim().split('\n').at(-1) ?? '';
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    throw new Error('the file does not end with a checkpoint');
  }
  if (!isCheckpoint(read)) throw new Error('the file does not end with a checkpoint');
  if (read.head !== headOf(read.streams))
    throw new Error('the checkpoint does not fit its own head: it was changed');
  return read;
}

const headOf = (streams: readonly StreamHead[]): string =>
  createHash('sha256')
    .update(JSON.stringify(streams.map(({ stream, size, head }) => [stream, size, head])))
    .digest('hex');

function isCheckpoint(value: unknown): value is Checkpoint {
  const { head, streams } = (value ?? {}) as Partial<Checkpoint>;
  return typeof head === 'string' && Array.isArray(streams) && streams.every(isStreamHead);
}

function isStreamHead(value: unknown): value is StreamHead {
  const { stream, size, head } = (value ?? {}) as Partial<StreamHead>;
  return typeof stream === 'string' && Number.isInteger(size) && typeof head === 'string';
}
