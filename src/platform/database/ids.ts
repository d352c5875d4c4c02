/** Makes keys that no other row has: 63-bit, decimal, growing with time, made here and not by the database. */
export type IdGenerator = () => string;

// 2024-01-01T00:00:00Z; 41 bits of milliseconds last until 2093.
const EPOCH_MS = 1_704_067_200_000;

/**
 * 41 bits of time, 10 bits of replica, 12 bits of sequence. Rows made together lie together in a clustered index, and
 * a client that lost its connection can look for the very row it tried to write. The time never runs back: when the
 * clock does, or 4096 ids are used up within a millisecond, the generator runs ahead of it.
 */
export function idGenerator(replica: number, now: () => number = Date.now): IdGenerator {
  if (!Number.isInteger(replica) || replica < 0 || replica > 1023)
    throw new RangeError('replica must be 0 to 1023');
  let last = 0;
  let sequence = 0;
  return () => {
    const time = now() - EPOCH_MS;
    if (time > last) {
      last = time;
      sequence = 0;
    } else if (++sequence > 4095) {
      last += 1;
      sequence = 0;
    }
    return ((BigInt(last) << 22n) | (BigInt(replica) << 12n) | BigInt(sequence)).toString();
  };
}
