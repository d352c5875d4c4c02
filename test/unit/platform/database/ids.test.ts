import { idGenerator } from '../../../../src/platform/database';

const START = Date.parse('2026-06-30T00:00:00Z');
const many = (next: () => string, count: number): bigint[] =>
  Array.from({ length: count }, () => BigInt(next()));
const growing = (ids: readonly bigint[]): boolean =>
  ids.every((id, i) => i === 0 || id > (ids[i - 1] as bigint));

describe('a made id', () => {
  it('grows and never repeats, also when a millisecond is used up', () => {
    const ids = many(
      idGenerator(1, () => START),
      10_000,
    );
    expect(growing(ids)).toBe(true);
  });

  it('grows when the clock runs back', () => {
    let now = START;
    const next = idGenerator(1, () => now);
    const before = many(next, 3);
    now -= 60_000;
    expect(growing([...before, ...many(next, 5_000)])).toBe(true);
  });

  it('differs between replicas at the same moment', () => {
    const ids = [0, 1, 1023].flatMap((replica) =>
      many(
        idGenerator(replica, () => START),
        4_096,
      ),
    );
    expect(new Set(ids).size).toBe(3 * 4_096);
  });

  it('orders moments before replicas', () => {
    const [early] = many(
      idGenerator(1023, () => START),
      1,
    ) as [bigint];
    const [late] = many(
      idGenerator(0, () => START + 1),
      1,
    ) as [bigint];
    expect(late > early).toBe(true);
  });

  it('fits a signed 64-bit column until 2093', () => {
    const [id] = many(
      idGenerator(1023, () => Date.parse('2093-01-01T00:00:00Z')),
      1,
    ) as [bigint];
    expect(id).toBeLessThan(2n ** 63n);
    expect(id).toBeGreaterThan(2n ** 53n);
  });

  it.each([-1, 1024, 1.5, Number.NaN])('is not made for replica %d', (replica) => {
    expect(() => idGenerator(replica)).toThrow(RangeError);
  });
});
