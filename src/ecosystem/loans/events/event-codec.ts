import type { LoanEvent } from '../loan-event';

const isAmount = (key: string): boolean => key.endsWith('Minor') || /^(from\d+to\d+|over180)$/.test(key);

/** An event as text, and back: amounts are decimal strings there. Pure. */
export const encodeEvent = (event: LoanEvent): string =>
  JSON.stringify(event, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));

export const decodeEvent = (text: string): LoanEvent =>
  JSON.parse(text, (key, value) =>
    isAmount(key) && typeof value === 'string' ? BigInt(value) : value,
  ) as LoanEvent;
