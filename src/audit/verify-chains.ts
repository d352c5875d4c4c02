import type { StoredEvent } from './audit-event.repository';
import { CANONICAL_FORM, chainHash, GENESIS } from './chain-hash';
import type { Checkpoint, StreamHead } from './checkpoint';

/** The first thing that is wrong in a stream. */
export interface Finding {
  readonly stream: string;
  readonly position: number;
  /** Id of the row at fault; null where it is missing. */
  readonly id: string | null;
  readonly problem: string;
}

export interface Verification {
  readonly events: number;
  /** One for each stream that is not as it was written. */
  readonly findings: readonly Finding[];
  /** Where each stream ends now, in the order of the walk. */
  readonly streams: readonly StreamHead[];
}

/**
 * Walks the chains: every event must follow the one before it in its stream, and each hash must be that of its event.
 * @param events stream by stream, each in the order of its positions
 * @param checkpoint what is known from outside; without it nothing shows what was cut off the end of a stream
 */
export async function verifyChains(
  events: AsyncIterable<StoredEvent> | Iterable<StoredEvent>,
  checkpoint: Checkpoint | null = null,
): Promise<Verification> {
  const known = new Map(checkpoint?.streams.map((head) => [head.stream, head]));
  const findings = new Map<string, Finding>();
  const streams: StreamHead[] = [];
  let count = 0;
  let last: StoredEvent | null = null;

  const find = (stream: string, position: number, id: string | null, problem: string): void => {
    if (!findings.has(stream)) findings.set(stream, { stream, position, id, problem });
  };
  const close = ({ stream, position, hash }: StoredEvent): void => {
    streams.push({ stream, size: position, head: hash.toString('hex') });
    const before = known.get(stream);
    if (before && position < before.size)
      find(stream, position + 1, null, `missing; the checkpoint saw ${before.size} events`);
    known.delete(stream);
  };

  for await (const event of events) {
    count += 1;
    if (last && last.stream !== event.stream) {
      close(last);
      last = null;
    }
    const { stream, position, id } = event;
    const due: number = (last?.position ?? 0) + 1;
    if (position !== due) find(stream, due, null, `missing; the next row is ${id} at position ${position}`);
    else if (event.form !== CANONICAL_FORM)
      find(stream, position, id, `of form ${event.form}, which is not known`);
    else if (!chainHash(last?.hash ?? GENESIS, event).equals(event.hash))
      find(
        stream,
        position,
        id,
        'changed, inserted or moved: its hash does not follow from the row before it',
      );
    const seen = known.get(stream);
    if (seen?.size === position && seen.head !== event.hash.toString('hex'))
      find(stream, position, id, 'written anew: the checkpoint saw another hash here');
    last = event;
  }
  if (last) close(last);
  for (const { stream, size } of known.values())
    find(stream, 1, null, `missing, and the whole stream with it; the checkpoint saw ${size} events`);
  return { events: count, findings: [...findings.values()], streams };
}
