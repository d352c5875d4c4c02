/**
 * The moment that a bureau writes as local time of Shanghai, `YYYYMMDDHHmmss` or `YYYY-MM-DDTHH:mm:ss`; null for anything
 * else, and when there is no such moment.
 */
export function instantInShanghai(text: string): Date | null {
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ??
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(text) ??
    [];
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
