import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Sensitive } from '../../kernel';
import type { Environment, Given } from './environment';
import { SANDBOX_BUREAUS } from './sandbox-bureaus';

/** What every bureau has. */
interface BureauTerms {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly priceFen: number;
  readonly reuseDays: number;
  /** Undefined for any number. */
  readonly callsPerSecond?: number;
  /** At the end of a leased line: its address may be a private one. */
  readonly leasedLine?: boolean;
  /** Folder in which records for it are left as files; undefined: they go by call. */
  readonly dropFolder?: string;
}

export interface ShanghaiCreditSettings extends BureauTerms {
  readonly orgNo: string;
  readonly secret: Sensitive<string>;
}

export interface BaihangSettings extends BureauTerms {
  readonly user: string;
  readonly secret: Sensitive<string>;
  /** The bureau's RSA key. */
  readonly publicKeyPem: string;
  /** Unified social credit code (统一社会信用代码) by which our files are named. */
  readonly institution: string;
}

export interface NifaSettings extends BureauTerms {
  readonly memberCode: string;
  /** SM2, hexadecimal, as the public key. */
  readonly privateKey: Sensitive<string>;
  readonly platformCode: string;
  readonly platformPublicKey: string;
}

export interface BureauConfig {
  readonly shanghaiCredit: ShanghaiCreditSettings | null;
  readonly baihang: BaihangSettings | null;
  readonly nifa: NifaSettings | null;
  /** File that declares bureaus of the generic connector. */
  readonly file: string | null;
  /** Whether plain http to a loopback host will do. */
  readonly loopbackHttp: boolean;
}

export interface Reading {
  readonly read: Environment;
  readonly given: Given;
  readonly production: boolean;
  /** One line per mistake is added here. */
  readonly mistakes: string[];
}

export const bureauConfig = (reading: Reading): BureauConfig => ({
  shanghaiCredit: shanghaiCredit(reading),
  baihang: baihang(reading),
  nifa: nifa(reading),
  file: reading.read.BUREAUS_FILE ?? null,
  loopbackHttp: !reading.production,
});

function shanghaiCredit(reading: Reading): ShanghaiCreditSettings | null {
  const { read } = reading;
  if (!isOn('SHANGHAI_CREDIT', reading)) return null;
  const secret = secretOf('SHANGHAI_CREDIT', reading);
  requireSet(['SHANGHAI_CREDIT_URL', 'SHANGHAI_CREDIT_ORG_NO'], 'SHANGHAI_CREDIT', reading);
  requireSecret('SHANGHAI_CREDIT', reading);
  const sandbox = SANDBOX_BUREAUS.shanghaiCredit;
  return {
    // Lenders reuse a report for loan approval up to 15 calendar days.
    ...termsOf('SHANGHAI_CREDIT', { baseUrl: sandbox.baseUrl, priceFen: 300, reuseDays: 15 }, reading),
    orgNo: read.SHANGHAI_CREDIT_ORG_NO ?? sandbox.orgNo,
    secret: Sensitive.of(secret ?? sandbox.secret),
  };
}

function baihang(reading: Reading): BaihangSettings | null {
  const { read } = reading;
  if (!isOn('BAIHANG', reading)) return null;
  const secret = secretOf('BAIHANG', reading);
  const publicKeyPem = fileOf('BAIHANG_PUBLIC_KEY_FILE', reading);
  if (publicKeyPem && !isRsaKey(publicKeyPem))
    reading.mistakes.push('BAIHANG_PUBLIC_KEY_FILE: must hold an RSA public key of 2048 bits or more');
  requireSet(
    ['BAIHANG_URL', 'BAIHANG_USER', 'BAIHANG_PUBLIC_KEY_FILE', 'BAIHANG_INSTITUTION'],
    'BAIHANG',
    reading,
  );
  requireSecret('BAIHANG', reading);
  const sandbox = SANDBOX_BUREAUS.baihang;
  return {
    ...termsOf('BAIHANG', { baseUrl: sandbox.baseUrl, priceFen: 500, reuseDays: 15 }, reading),
    user: read.BAIHANG_USER ?? sandbox.user,
    secret: Sensitive.of(secret ?? sandbox.secret),
    publicKeyPem: publicKeyPem ?? sandbox.publicKeyPem,
    institution: read.BAIHANG_INSTITUTION ?? sandbox.institution,
  };
}

function nifa(reading: Reading): NifaSettings | null {
  const { read } = reading;
  if (!isOn('NIFA', reading)) return null;
  const privateKey = fileOf('NIFA_PRIVATE_KEY_FILE', reading);
  if (privateKey && !/^[0-9a-f]{64}$/i.test(privateKey))
    reading.mistakes.push('NIFA_PRIVATE_KEY_FILE: must hold 64 hexadecimal digits');
  requireSet(
    [
      'NIFA_URL',
      'NIFA_MEMBER_CODE',
      'NIFA_PRIVATE_KEY_FILE',
      'NIFA_PLATFORM_CODE',
      'NIFA_PLATFORM_PUBLIC_KEY',
    ],
    'NIFA',
    reading,
  );
  const sandbox = SANDBOX_BUREAUS.nifa;
  return {
    ...termsOf('NIFA', { baseUrl: sandbox.baseUrl, priceFen: 100, reuseDays: 15 }, reading),
    memberCode: read.NIFA_MEMBER_CODE ?? sandbox.memberCode,
    privateKey: Sensitive.of(privateKey ?? sandbox.privateKey),
    platformCode: read.NIFA_PLATFORM_CODE ?? sandbox.platformCode,
    platformPublicKey: read.NIFA_PLATFORM_PUBLIC_KEY ?? sandbox.platformPublicKey,
  };
}

type Bureau = 'SHANGHAI_CREDIT' | 'BAIHANG' | 'NIFA';

/** In development the sandbox plays all of them; production has those only that it is told to. */
const isOn = (bureau: Bureau, { read, production }: Reading): boolean => read[bureau] ?? !production;

function termsOf(
  bureau: Bureau,
  defaults: Omit<BureauTerms, 'timeoutMs' | 'callsPerSecond' | 'leasedLine' | 'dropFolder'>,
  { read, production, mistakes }: Reading,
): BureauTerms {
  const url = read[`${bureau}_URL`];
  if (url && isPlainHttp(url, production ? [] : LOOPBACK_HOSTS))
    mistakes.push(`${bureau}_URL: plain http is for a loopback host in development only`);
  return {
    baseUrl: url ?? defaults.baseUrl,
    // Bureaus' own programs wait a minute; a request of ours cannot.
    timeoutMs: read[`${bureau}_TIMEOUT_MS`] ?? 8_000,
    priceFen: read[`${bureau}_PRICE_FEN`] ?? defaults.priceFen,
    reuseDays: read[`${bureau}_REUSE_DAYS`] ?? defaults.reuseDays,
    callsPerSecond: read[`${bureau}_CALLS_PER_SECOND`],
    leasedLine: read[`${bureau}_LEASED_LINE`] ?? false,
    dropFolder: read[`${bureau}_DROP_FOLDER`],
  };
}

/** The defaults are the sandbox's: production must not take them for a bureau. */
function requireSet(
  names: readonly (keyof Environment)[],
  bureau: Bureau,
  { given, production, mistakes }: Reading,
): void {
  if (!production) return;
  for (const name of names) if (!given(name)) mistakes.push(`${name}: must be set when ${bureau} is on`);
}

function requireSecret(bureau: 'SHANGHAI_CREDIT' | 'BAIHANG', reading: Reading): void {
  if (!reading.given(`${bureau}_SECRET`)) requireSet([`${bureau}_SECRET_FILE`], bureau, reading);
}

/** The file wins over the variable. */
export const secretOf = (
  party: 'SHANGHAI_CREDIT' | 'BAIHANG' | 'BIOMETRICS',
  reading: Reading,
): string | null =>
  reading.read[`${party}_SECRET_FILE`]
    ? fileOf(`${party}_SECRET_FILE`, reading)
    : (reading.read[`${party}_SECRET`] ?? null);

/** The trimmed content of the file that a variable names; null without one, or with a mistake noted. */
function fileOf(
  name: Extract<keyof Environment, `${string}_FILE`>,
  { read, mistakes }: Reading,
): string | null {
  const file = read[name];
  if (!file) return null;
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (content) return content;
    mistakes.push(`${name}: is empty`);
  } catch {
    mistakes.push(`${name}: cannot be read`);
  }
  return null;
}

function isRsaKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}

export const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** The URL is parsed: a host can hide behind a user name, and a scheme may be written in capitals. */
export function isPlainHttp(url: string, allowedHosts: readonly string[]): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !allowedHosts.includes(hostname);
}
