import { isRealDate } from './cast/dates';
import type { SandboxOptions } from './server';

type Env = Record<string, string | undefined>;

const SECRET = /^[\x21-\x7e]{1,128}$/;

/** One line per mistake, each naming its variable. */
export class InvalidEnvironment extends Error {}

/** Reads the `SANDBOX_*` variables; an empty one counts as absent. Throws `InvalidEnvironment`. */
export function readEnvironment(env: Env): SandboxOptions {
  const mistakes: string[] = [];
  const read = <T>(name: string, rule: string, parse: (text: string) => T | undefined): T | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === undefined) mistakes.push(`${name} ${rule}`);
    return value;
  };
  const integer = (max: number) => (text: string) =>
    /^\d{1,9}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
  const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);
  const compactDate = (text: string) => {
    const compact = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.replaceAll('-', '') : text;
    return isRealDate(compact) ? compact : undefined;
  };

  const options = {
    host: read('SANDBOX_HOST', 'must be a host name or an address', matching(/^[\w.:-]{1,253}$/)),
    port: read('SANDBOX_PORT', 'must be a whole number from 0 to 65535', integer(65_535)),
    businessDate: read('SANDBOX_BUSINESS_DATE', 'must be a date as 2026-06-30', compactDate),
    lenient: read('SANDBOX_LENIENT', 'must be 1 or 0', (text) =>
      text === '1' ? true : text === '0' ? false : undefined,
    ),
    slowMs: read('SANDBOX_SLOW_MS', 'must be milliseconds from 0 to 600000', integer(600_000)),
    orgNo: read(
      'SANDBOX_SHANGHAI_CREDIT_ORG_NO',
      'must be 14 characters that start with Q',
      matching(/^Q[0-9A-Z]{13}$/),
    ),
    directSecret: read(
      'SANDBOX_SHANGHAI_CREDIT_SECRET',
      'must be 1 to 128 printable characters',
      matching(SECRET),
    ),
    baihangUser: read(
      'SANDBOX_BAIHANG_USER',
      'must be 1 to 128 printable characters without a colon',
      matching(/^[\x21-\x39\x3b-\x7e]{1,128}$/),
    ),
    baihangPassword: read(
      'SANDBOX_BAIHANG_PASSWORD',
      'must be 1 to 128 printable characters',
      matching(SECRET),
    ),
    nifaMember: read(
      'SANDBOX_NIFA_MEMBER',
      'must be a unified social credit code',
      matching(/^[0-9A-Z]{18}$/),
    ),
    nifaMemberPublicKey: read(
      'SANDBOX_NIFA_MEMBER_PUBLIC_KEY',
      'must be an uncompressed SM2 point, 04 and 128 hexadecimal digits',
      matching(/^04[0-9a-fA-F]{128}$/),
    ),
    nifaPendingPolls: read(
      'SANDBOX_NIFA_PENDING_POLLS',
      'must be a whole number from 0 to 100',
      integer(100),
    ),
    biometricsKey: read('SANDBOX_BIOMETRICS_KEY', 'must be 1 to 128 printable characters', matching(SECRET)),
  };
  if (mistakes.length > 0) throw new InvalidEnvironment(mistakes.join('\n'));
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
