import pino from 'pino';

/** The fields that a log line may have. Redaction by path misses too much: what is not here cannot be logged. */
export interface LogFields {
  readonly event: string;
  readonly correlationId?: string;
  readonly code?: string;
  readonly errorClass?: string;
  /** File and line of our own code where an error arose, without its message. */
  readonly at?: string;
  readonly state?: string;
  readonly address?: string;
  readonly milliseconds?: number;
  readonly bureau?: string;
  readonly count?: number;
}

export interface Logger {
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields, error?: unknown): void;
}

const KEPT = [
  'event',
  'correlationId',
  'code',
  'errorClass',
  'at',
  'state',
  'address',
  'milliseconds',
  'bureau',
  'count',
] as const;

export function makeLogger(level: string): Logger {
  const log = pino({ level, base: null }, pino.destination({ fd: 2, sync: false }));
  const kept = (fields: LogFields): Record<string, unknown> =>
    Object.fromEntries(KEPT.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
  return {
    info: (fields) => log.info(kept(fields)),
    warn: (fields) => log.warn(kept(fields)),
    error: (fields, error) => log.error(kept({ ...fields, ...describe(error) })),
  };
}

/** An error's class and place. Its message stays out: drivers put values and SQL into theirs. */
function describe(error: unknown): Partial<LogFields> {
  if (!(error instanceof Error)) return {};
  const driverCode = (error as { driverError?: { code?: unknown } }).driverError?.code;
  const own = framesOf(error).find((line) => /[\\/]src[\\/]/.test(line) && !line.includes('node_modules'));
  return {
    errorClass: error.name,
    ...(typeof driverCode === 'string' && { code: driverCode }),
    ...(own && { at: own.replace(/^.*[\\/](src[\\/][^)]*)\)?$/, '$1').slice(0, 200) }),
  };
}

/** The lines after the message: a message may hold lines of its own, and some that look like these. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line));
}
