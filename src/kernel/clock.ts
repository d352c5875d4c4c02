import { type BusinessDate, businessDateOf } from './calendar';

/** Where time comes from. Pure code takes a time as an argument; edges take it from here. */
export interface Clock {
  now(): Date;
  /** The day the business lives on. The demo stands still on a fixed one. */
  businessDate(): BusinessDate;
}

export function systemClock(fixedBusinessDate: BusinessDate | null = null): Clock {
  const now = () => new Date();
  return { now, businessDate: () => fixedBusinessDate ?? businessDateOf(now()) };
}
