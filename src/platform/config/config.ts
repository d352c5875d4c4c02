import { join, resolve } from 'node:path';
import { type BiometricsSettings, biometricsConfig } from './biometrics';
import { type BureauConfig, bureauConfig } from './bureaus';
import { type DecisionFiles, decisionFiles } from './decisions';
import { ENVIRONMENT, type Environment, type Given } from './environment';

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly varDir: string;
  readonly database: {
    readonly url: string;
    readonly replicaUrls: readonly string[];
    readonly poolSize: number;
  };
  readonly replicaId: number;
  readonly demoData: boolean;
  readonly businessDate: string | null;
  readonly explorer: boolean;
  /** Null in development: keys are made under `varDir`. */
  readonly keyringFile: string | null;
  readonly auth: {
    readonly issuer: string;
    readonly audience: string;
    /** Where the public keys are; `development` makes a key pair under `varDir` and can issue tokens. */
    readonly keys:
      | { readonly kind: 'file' | 'url'; readonly location: string }
      | { readonly kind: 'development' };
  };
  readonly requestTimeoutMs: number;
  readonly logLevel: string;
  /** Null for each bureau that is switched off. */
  readonly bureaus: BureauConfig;
  /** Null: biometric verification is off. */
  readonly biometrics: BiometricsSettings | null;
  /** Null: the risk policies that come with the gateway. */
  readonly riskPoliciesFile: string | null;
  readonly decisionFiles: DecisionFiles;
  readonly bureauBudget: { readonly calls: number; readonly fen: number };
  readonly reporting: {
    readonly isOn: boolean;
    /** First business date of which what the loan book shows is reported. */
    readonly startOn: string | null;
    readonly leaseMs: number;
  };
}

/** One line per mistake: the variable or flag and what is wrong; never a value, but for the name of a folder. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param variables usually `process.env`. An empty variable counts as not set.
 * @throws ConfigError with every mistake at once.
 */
export function loadConfig(variables: Variables = process.env): Config {
  const mistakes: string[] = [];
  const read = readAll(variables, mistakes);
  const given: Given = (name) => Boolean(variables[name]);
  const production = read.NODE_ENV === 'production';
  const varDir = resolve(read.VAR_DIR ?? 'var');
  const config: Config = {
    production,
    host: read.HOST ?? '127.0.0.1',
    port: read.PORT ?? 4000,
    varDir,
    database: {
      url: read.DATABASE_URL ?? `sqlite:${join(varDir, 'gateway.db')}`,
      replicaUrls: list(read.DATABASE_REPLICA_URLS),
      poolSize: read.DATABASE_POOL_SIZE ?? 10,
    },
    replicaId: read.REPLICA_ID ?? process.pid % 1024,
    demoData: read.DEMO_DATA ?? !production,
    businessDate: read.BUSINESS_DATE ?? null,
    explorer: read.EXPLORER ?? !production,
    keyringFile: read.KEYRING_FILE ?? null,
    auth: {
      issuer: read.AUTH_ISSUER ?? 'borrower-risk-gateway-development',
      audience: read.AUTH_AUDIENCE ?? 'borrower-risk-gateway',
      keys: read.AUTH_JWKS_FILE
        ? { kind: 'file', location: read.AUTH_JWKS_FILE }
        : read.AUTH_JWKS_URL
          ? { kind: 'url', location: read.AUTH_JWKS_URL }
          : { kind: 'development' },
    },
    requestTimeoutMs: read.REQUEST_TIMEOUT_MS ?? 15_000,
    logLevel: read.LOG_LEVEL ?? 'info',
    bureaus: bureauConfig({ read, given, production, mistakes }),
    biometrics: biometricsConfig({ read, given, production, mistakes }),
    riskPoliciesFile: read.RISK_POLICIES_FILE ?? null,
    decisionFiles: decisionFiles(read),
    // The defaults are those of a small lender: a runaway client is stopped within the day.
    bureauBudget: { calls: read.BUREAU_BUDGET_CALLS ?? 10_000, fen: read.BUREAU_BUDGET_FEN ?? 5_000_000 },
    reporting: {
      isOn: read.REPORTING ?? false,
      startOn: read.REPORTING_START ?? null,
      // Longer than the longest batch: twenty calls of a minute's deadline never run to their end one after another,
      // since the first that fails ends the batch.
      leaseMs: (read.REPORTING_LEASE_SECONDS ?? 300) * 1000,
    },
  };
  mistakes.push(...(production ? unsafe(read, given) : []), ...contradictions(read, config));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return config;
}

function readAll(variables: Variables, mistakes: string[]): Environment {
  const read: Record<string, unknown> = {};
  for (const [name, form] of Object.entries(ENVIRONMENT)) {
    const parsed = form.safeParse(variables[name] === '' ? undefined : variables[name]);
    if (parsed.success) read[name] = parsed.data;
    else mistakes.push(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
  }
  return read as Environment;
}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** What production must be given, because the default is for a machine without real data. */
function unsafe(read: Environment, given: Given): string[] {
  const required = ['DATABASE_URL', 'KEYRING_FILE', 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'REPLICA_ID'] as const;
  return [
    ...required.filter((name) => !given(name)).map((name) => `${name}: must be set in production`),
    ...(given('AUTH_JWKS_FILE') || given('AUTH_JWKS_URL')
      ? []
      : ['AUTH_JWKS_FILE: it or AUTH_JWKS_URL must be set in production']),
    ...(read.DEMO_DATA ? ['DEMO_DATA: must not be on in production'] : []),
  ];
}

function contradictions(read: Environment, config: Config): string[] {
  const { replicaUrls, url } = config.database;
  return [
    ...(replicaUrls.length > 0 && url.startsWith('sqlite:')
      ? ['DATABASE_REPLICA_URLS: SQLite has no replicas']
      : []),
    ...(read.AUTH_JWKS_FILE && read.AUTH_JWKS_URL ? ['AUTH_JWKS_URL: give either it or AUTH_JWKS_FILE'] : []),
    ...(config.demoData && read.BUSINESS_DATE
      ? ['BUSINESS_DATE: the demo data stand on a date of their own; set DEMO_DATA=off']
      : []),
  ];
}
