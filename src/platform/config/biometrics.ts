import { Sensitive } from '../../kernel';
import { isPlainHttp, LOOPBACK_HOSTS, type Reading, secretOf } from './bureaus';
import { SANDBOX_BIOMETRICS } from './sandbox-bureaus';

/** Who verifies faces and fingerprints. */
export interface BiometricsSettings {
  readonly baseUrl: string;
  /** Code of the provider: consents name it as their receiver. */
  readonly provider: string;
  readonly secret: Sensitive<string>;
  readonly timeoutMs: number;
  /** At the end of a leased line: its address may be a private one. */
  readonly leasedLine: boolean;
}

/** Codes that consents name bureaus by already. */
const BUREAUS = ['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA'];

/** Null, and nobody is ever asked, unless an address is given. */
export function biometricsConfig(reading: Reading): BiometricsSettings | null {
  const { read, given, production, mistakes } = reading;
  const baseUrl = read.BIOMETRICS_URL;
  if (!baseUrl) return null;
  if (isPlainHttp(baseUrl, production ? [] : LOOPBACK_HOSTS))
    mistakes.push('BIOMETRICS_URL: plain http is for a loopback host in development only');
  const provider = read.BIOMETRICS_PROVIDER ?? SANDBOX_BIOMETRICS.provider;
  if (BUREAUS.includes(provider)) mistakes.push('BIOMETRICS_PROVIDER: is the code of a bureau');
  if (production && !given('BIOMETRICS_PROVIDER'))
    mistakes.push('BIOMETRICS_PROVIDER: must be set when BIOMETRICS_URL is');
  if (production && !given('BIOMETRICS_SECRET') && !given('BIOMETRICS_SECRET_FILE'))
    mistakes.push('BIOMETRICS_SECRET_FILE: must be set when BIOMETRICS_URL is');
  return {
    baseUrl,
    provider,
    secret: Sensitive.of(secretOf('BIOMETRICS', reading) ?? SANDBOX_BIOMETRICS.secret),
    // Somebody stands before a camera and waits: providers answer within two seconds.
    timeoutMs: read.BIOMETRICS_TIMEOUT_MS ?? 8_000,
    leasedLine: read.BIOMETRICS_LEASED_LINE ?? false,
  };
}
