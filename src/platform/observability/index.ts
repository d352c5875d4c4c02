/** What is told to operators. A log line holds fields of a fixed list, with codes and ids; never a personal value. */
export { type LogFields, type Logger, makeLogger } from './logger';
