/**
 * The vocabulary everybody speaks: ids, money, dates, results, the caller, the error catalogue, secrets in memory.
 * Pure: no framework, no I/O, no clock of its own, nothing of ours below it. Anybody may import it.
 */
export * from './calendar';
export * from './clock';
export * from './errors';
export * from './money';
export * from './node-id';
export * from './principal';
export * from './sensitive';
