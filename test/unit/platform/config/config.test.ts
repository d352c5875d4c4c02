import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, ENVIRONMENT, loadConfig } from '../../../../src/platform/config';

type Variables = Record<string, string>;
type Name = keyof typeof ENVIRONMENT;

const folder = mkdtempSync(path.join(tmpdir(), 'borrower-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secretFile = path.join(folder, 'secret');
writeFileSync(secretFile, 'a-secret-in-a-file\n');

const smallKeyFile = path.join(folder, 'small.pem');
writeFileSync(
  smallKeyFile,
  generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }),
);
const rsaKeyFile = path.resolve(
  __dirname,
  '../../../contract/golden/baihang/test-only-sandbox-key.public.pem',
);
const sm2KeyFile = path.join(folder, 'sm2.key');
writeFileSync(sm2KeyFile, `${'1'.repeat(64)}\n`);

/** What production must be given, complete. */
const PRODUCTION: Variables = {
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://gateway:p4ssw0rd@db.internal:3306/gateway',
  KEYRING_FILE: '/etc/gateway/keyring.json',
  AUTH_ISSUER: 'https://login.example.com',
  AUTH_AUDIENCE: 'gateway',
  AUTH_JWKS_URL: 'https://login.example.com/keys',
  REPLICA_ID: '7',
};

const BAIHANG_ON: Variables = {
  BAIHANG: 'on',
  BAIHANG_URL: 'https://bureau.example.com',
  BAIHANG_USER: 'lender',
  BAIHANG_SECRET_FILE: secretFile,
  BAIHANG_PUBLIC_KEY_FILE: rsaKeyFile,
  BAIHANG_INSTITUTION: '91370200MA3TE5T110',
};

const NIFA_ON: Variables = {
  NIFA: 'on',
  NIFA_URL: 'https://platform.example.com',
  NIFA_MEMBER_CODE: '91370200MA3TE5T110',
  NIFA_PRIVATE_KEY_FILE: sm2KeyFile,
  NIFA_PLATFORM_CODE: '51110000MA00000231',
  NIFA_PLATFORM_PUBLIC_KEY: `04${'a'.repeat(128)}`,
};

function mistakesOf(variables: Variables): readonly string[] {
  try {
    loadConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('the configuration of a machine without any variable', () => {
  const config = loadConfig({});

  it('listens on the loopback address and keeps everything under var', () => {
    expect(config).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      explorer: true,
      demoData: true,
    });
    expect(config.varDir).toBe(path.resolve('var'));
    expect(config.database.url).toBe(`sqlite:${path.resolve('var', 'gateway.db')}`);
    expect(config.auth.keys).toEqual({ kind: 'development' });
    expect(config.bureaus.shanghaiCredit?.baseUrl).toBe('http://127.0.0.1:4010/shanghai-credit');
  });

  it('is the same when every variable is set and empty', () => {
    const empty = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, '']));
    expect(inspect(loadConfig(empty))).toBe(inspect(config));
  });
});

/** For each variable values that it must not have; text that may be anything has none. */
const BAD: Record<Name, readonly string[]> = {
  NODE_ENV: ['staging', 'PRODUCTION'],
  HOST: [],
  PORT: ['http', '-1', '65536', '4000.5', '0x10', '1e3', ' 4000', '99999999999'],
  VAR_DIR: [],
  DATABASE_URL: [
    'postgres://u:hunter2@h/d',
    'sqlite:',
    'mysql://u:hunter2@h',
    'mysql://u:hunter2@h/d?x=1',
    'gateway.db',
  ],
  DATABASE_REPLICA_URLS: ['http://u:hunter2@h/d', 'mysql://a/d,b'],
  DATABASE_POOL_SIZE: ['0', '501', 'ten'],
  REPLICA_ID: ['1024', '-1', 'seven'],
  DEMO_DATA: ['true', '1', 'ON', 'yes'],
  BUSINESS_DATE: ['2026-02-30', '30.06.2026', 'today'],
  EXPLORER: ['true', '0'],
  KEYRING_FILE: [],
  AUTH_ISSUER: [],
  AUTH_AUDIENCE: [],
  AUTH_JWKS_FILE: [],
  AUTH_JWKS_URL: ['http://login.example.com/keys', 'file:///etc/keys', 'login.example.com'],
  REQUEST_TIMEOUT_MS: ['99', '120001', '15s'],
  LOG_LEVEL: ['verbose', 'INFO', 'trace'],
  SHANGHAI_CREDIT: ['true', 'enabled'],
  SHANGHAI_CREDIT_URL: ['ftp://bureau.example.com', 'bureau.example.com'],
  SHANGHAI_CREDIT_ORG_NO: ['Q123', 'A3702990000001', 'Q37029900000012', 'Q370299000000-'],
  SHANGHAI_CREDIT_SECRET: ['hunter2'],
  SHANGHAI_CREDIT_SECRET_FILE: [path.join(folder, 'absent')],
  SHANGHAI_CREDIT_TIMEOUT_MS: ['99', '60001', 'soon'],
  SHANGHAI_CREDIT_PRICE_FEN: ['-1', '1000001', '3.00'],
  SHANGHAI_CREDIT_REUSE_DAYS: ['366', '-1', 'month'],
  SHANGHAI_CREDIT_CALLS_PER_SECOND: ['0', '10001', 'many'],
  SHANGHAI_CREDIT_LEASED_LINE: ['maybe'],
  SHANGHAI_CREDIT_DROP_FOLDER: ['reports'],
  BAIHANG: ['true', '1'],
  BAIHANG_URL: ['ftp://bureau.example.com', 'bureau.example.com'],
  BAIHANG_USER: ['a:user-with-colon', 'a user name', 'u'.repeat(65)],
  BAIHANG_SECRET: ['hunter2'],
  BAIHANG_SECRET_FILE: [path.join(folder, 'absent')],
  BAIHANG_PUBLIC_KEY_FILE: [path.join(folder, 'absent'), secretFile, smallKeyFile],
  BAIHANG_INSTITUTION: ['91370200', '91370200MA3TE5T11I'],
  BAIHANG_TIMEOUT_MS: ['99', '60001', 'soon'],
  BAIHANG_PRICE_FEN: ['-1', '1000001', '3.00'],
  BAIHANG_REUSE_DAYS: ['366', '-1', 'month'],
  BAIHANG_CALLS_PER_SECOND: ['0', '10001', 'many'],
  BAIHANG_LEASED_LINE: ['maybe'],
  BAIHANG_DROP_FOLDER: ['reports'],
  NIFA: ['true', 'enabled'],
  NIFA_URL: ['ftp://platform.example.com', 'platform.example.com'],
  NIFA_MEMBER_CODE: ['91370200', '91370200MA3TE5T11I', '91370200MA3TE5T1100'],
  NIFA_PRIVATE_KEY_FILE: [path.join(folder, 'absent'), secretFile],
  NIFA_PLATFORM_CODE: ['nifa', '9137020OMA3TE5T110'],
  NIFA_PLATFORM_PUBLIC_KEY: ['04', `02${'a'.repeat(128)}`, `04${'g'.repeat(128)}`],
  NIFA_TIMEOUT_MS: ['99', '60001', 'soon'],
  NIFA_PRICE_FEN: ['-1', '1000001', '3.00'],
  NIFA_REUSE_DAYS: ['366', '-1', 'month'],
  NIFA_CALLS_PER_SECOND: ['0', '10001', 'many'],
  NIFA_LEASED_LINE: ['maybe'],
  NIFA_DROP_FOLDER: ['reports'],
  BUREAUS_FILE: [],
  BIOMETRICS_URL: ['ftp://provider.example.com', 'provider.example.com'],
  BIOMETRICS_PROVIDER: ['faces', 'F', 'F'.repeat(25)],
  BIOMETRICS_SECRET: ['hunter2', 'hunter2 hunter2'],
  BIOMETRICS_SECRET_FILE: [],
  BIOMETRICS_TIMEOUT_MS: ['99', '60001', 'soon'],
  BIOMETRICS_LEASED_LINE: ['maybe'],
  REPORTING: ['true', '1'],
  REPORTING_START: ['2026-02-30', 'today'],
  REPORTING_LEASE_SECONDS: ['0', '3601', 'long'],
  RISK_POLICIES_FILE: [],
  DECISION_PERSON_MODEL_FILE: [],
  DECISION_FIRM_MODEL_FILE: [],
  DECISION_POLICY_FILE: [],
  DECISION_RATE_CAPS_FILE: [],
  SHADOW_PERSON_MODEL_FILE: [],
  SHADOW_FIRM_MODEL_FILE: [],
  SHADOW_POLICY_FILE: [],
  BUREAU_BUDGET_CALLS: ['-1', '100000001', 'many'],
  BUREAU_BUDGET_FEN: ['-1', '1000000000', '1,000'],
};
const BAD_PAIRS = Object.entries(BAD).flatMap(([name, values]) =>
  values.map((value): [string, string] => [name, value]),
);

describe('a bad value', () => {
  it.each(BAD_PAIRS)('of %s (%j) gives one line with the name and without the value', (name, value) => {
    for (const surroundings of [{}, PRODUCTION]) {
      // An address of the other kind would be a contradiction besides.
      const base: Variables = {
        ...surroundings,
        ...(name === 'DATABASE_REPLICA_URLS' && { DATABASE_URL: 'mysql://h/d' }),
      };
      const lines = mistakesOf({ ...base, ...turnedOn(name), [name]: value });
      expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: [a-z]`))]);
      if (value.length > 7) expect(lines[0]?.slice(name.length)).not.toContain(value);
      expect(lines[0]).not.toContain('hunter2');
    }
  });

  it('stands beside all others, one line each', () => {
    const first = Object.entries(BAD).flatMap(([name, [value]]): [string, string][] =>
      value === undefined || name === 'DATABASE_REPLICA_URLS' ? [] : [[name, value]],
    );
    const lines = mistakesOf(Object.fromEntries(first));
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(first.map(([name]) => name).sort());
  });

  it('makes an error whose text is its lines', () => {
    const error = new ConfigError(['PORT: must be 0 to 65535', 'HOST: x']);
    expect(error.message).toBe('PORT: must be 0 to 65535\nHOST: x');
    expect(error.name).toBe('ConfigError');
  });
});

/** Files are read only when the bureau is on; production has it off unless told. */
function turnedOn(name: string): Variables {
  switch (name) {
    case 'SHANGHAI_CREDIT_SECRET_FILE':
      return {
        SHANGHAI_CREDIT: 'on',
        SHANGHAI_CREDIT_URL: 'https://bureau.example.com',
        SHANGHAI_CREDIT_ORG_NO: 'Q3702990000001',
      };
    case 'BAIHANG_SECRET_FILE':
    case 'BAIHANG_PUBLIC_KEY_FILE':
      return BAIHANG_ON;
    case 'NIFA_PRIVATE_KEY_FILE':
      return NIFA_ON;
    default:
      return {};
  }
}

describe('production', () => {
  it('starts with what it needs, with nothing of a development machine', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      production: true,
      demoData: false,
      explorer: false,
      replicaId: 7,
      bureaus: { shanghaiCredit: null, baihang: null, nifa: null, file: null },
      keyringFile: '/etc/gateway/keyring.json',
      auth: { keys: { kind: 'url', location: 'https://login.example.com/keys' } },
    });
  });

  it.each(['DATABASE_URL', 'KEYRING_FILE', 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'REPLICA_ID'])(
    'refuses the default of %s',
    (name) => {
      const { [name]: _left, ...others } = PRODUCTION;
      expect(mistakesOf(others)).toEqual([`${name}: must be set in production`]);
      expect(mistakesOf({ ...others, [name]: '' })).toEqual([`${name}: must be set in production`]);
    },
  );

  it.each<[string, Variables, string[]]>([
    [
      'keys made on the machine',
      { AUTH_JWKS_URL: '' },
      ['AUTH_JWKS_FILE: it or AUTH_JWKS_URL must be set in production'],
    ],
    ['demo data', { DEMO_DATA: 'on' }, ['DEMO_DATA: must not be on in production']],
    [
      'the sandbox of a bureau',
      { SHANGHAI_CREDIT: 'on' },
      [
        'SHANGHAI_CREDIT_URL: must be set when SHANGHAI_CREDIT is on',
        'SHANGHAI_CREDIT_ORG_NO: must be set when SHANGHAI_CREDIT is on',
        'SHANGHAI_CREDIT_SECRET_FILE: must be set when SHANGHAI_CREDIT is on',
      ],
    ],
    [
      'the sandbox of Baihang',
      { BAIHANG: 'on' },
      [
        'BAIHANG_URL: must be set when BAIHANG is on',
        'BAIHANG_USER: must be set when BAIHANG is on',
        'BAIHANG_PUBLIC_KEY_FILE: must be set when BAIHANG is on',
        'BAIHANG_INSTITUTION: must be set when BAIHANG is on',
        'BAIHANG_SECRET_FILE: must be set when BAIHANG is on',
      ],
    ],
    [
      'the sandbox of NIFA',
      { NIFA: 'on' },
      [
        'NIFA_URL: must be set when NIFA is on',
        'NIFA_MEMBER_CODE: must be set when NIFA is on',
        'NIFA_PRIVATE_KEY_FILE: must be set when NIFA is on',
        'NIFA_PLATFORM_CODE: must be set when NIFA is on',
        'NIFA_PLATFORM_PUBLIC_KEY: must be set when NIFA is on',
      ],
    ],
    [
      'plain http to Baihang',
      { ...BAIHANG_ON, BAIHANG_URL: 'http://localhost' },
      ['BAIHANG_URL: plain http is for a loopback host in development only'],
    ],
    [
      'plain http to NIFA',
      { ...NIFA_ON, NIFA_URL: 'http://localhost' },
      ['NIFA_URL: plain http is for a loopback host in development only'],
    ],
    [
      'plain http, even to itself',
      {
        ...turnedOn('SHANGHAI_CREDIT_SECRET_FILE'),
        SHANGHAI_CREDIT_SECRET_FILE: secretFile,
        SHANGHAI_CREDIT_URL: 'http://127.0.0.1:4010',
      },
      ['SHANGHAI_CREDIT_URL: plain http is for a loopback host in development only'],
    ],
  ])('refuses %s', (_name, variables, lines) => {
    expect(mistakesOf({ ...PRODUCTION, ...variables })).toEqual(lines);
  });

  it('tells everything that is missing at once', () => {
    const lines = mistakesOf({ NODE_ENV: 'production' });
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'DATABASE_URL',
      'KEYRING_FILE',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
      'REPLICA_ID',
      'AUTH_JWKS_FILE',
    ]);
  });
});

describe('a contradiction', () => {
  it.each<[string, Variables, string[]]>([
    [
      'replicas of SQLite',
      { DATABASE_REPLICA_URLS: 'mysql://h/d' },
      ['DATABASE_REPLICA_URLS: SQLite has no replicas'],
    ],
    [
      'two key sets',
      { AUTH_JWKS_FILE: '/k.json', AUTH_JWKS_URL: 'https://login.example.com/keys' },
      ['AUTH_JWKS_URL: give either it or AUTH_JWKS_FILE'],
    ],
    [
      'demo data on another date',
      { BUSINESS_DATE: '2026-01-01' },
      ['BUSINESS_DATE: the demo data stand on a date of their own; set DEMO_DATA=off'],
    ],
  ])('between %s is one line', (_name, variables, lines) => expect(mistakesOf(variables)).toEqual(lines));
});

describe('a bureau', () => {
  it('is on in production with what it needs', () => {
    const { bureaus } = loadConfig({ ...PRODUCTION, ...BAIHANG_ON, ...NIFA_ON, BUREAUS_FILE: '/b.yaml' });
    expect(bureaus).toMatchObject({
      shanghaiCredit: null,
      baihang: { user: 'lender', publicKeyPem: readFileSync(rsaKeyFile, 'utf8').trim(), priceFen: 500 },
      nifa: { memberCode: '91370200MA3TE5T110', timeoutMs: 8000 },
      file: '/b.yaml',
    });
    expect(bureaus.nifa?.privateKey.reveal()).toBe('1'.repeat(64));
    expect(inspect(bureaus, { depth: 9 })).not.toContain('1111111111');
  });

  it('of the sandbox is reached in development with the keys that the sandbox publishes', () => {
    const { baihang, nifa } = loadConfig({}).bureaus;
    const { platform, member } = JSON.parse(
      readFileSync(path.resolve(rsaKeyFile, '../../nifa/test-only-sandbox-keys.json'), 'utf8'),
    );
    expect(baihang?.publicKeyPem.trim()).toBe(readFileSync(rsaKeyFile, 'utf8').trim());
    expect(nifa).toMatchObject({
      memberCode: member.code,
      platformCode: platform.code,
      platformPublicKey: platform.publicKey,
    });
    expect(nifa?.privateKey.reveal()).toBe(member.privateKey);
  });

  it.each(['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA'])('is not there when %s is off', (name) => {
    const { bureaus } = loadConfig({ [name]: 'off' });
    expect(Object.values(bureaus).filter((settings) => settings === null)).toHaveLength(2);
  });
});

describe('the address of a bureau', () => {
  it.each([
    'http://127.0.0.1:4010/shanghai-credit',
    'http://127.0.0.1',
    'http://localhost:4010',
    'http://[::1]:4010/x',
    'HTTP://LOCALHOST:4010',
    'https://bureau.example.com',
    'https://bureau.example.com:8443/api',
  ])('may be %s in development', (url) => {
    expect(loadConfig({ SHANGHAI_CREDIT_URL: url }).bureaus.shanghaiCredit?.baseUrl).toBe(url);
  });

  it.each([
    'http://bureau.example.com',
    'HTTP://bureau.example.com',
    'http://10.0.0.1:4010',
    'http://0.0.0.0:4010',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1:x@bureau.example.com',
    'http://localhost:pw@bureau.example.com/',
    'http://localhost.example.com',
    'http:\\\\bureau.example.com',
    ' http://bureau.example.com',
  ])('may not be %s', (url) => {
    expect(mistakesOf({ SHANGHAI_CREDIT_URL: url })).toEqual([
      'SHANGHAI_CREDIT_URL: plain http is for a loopback host in development only',
    ]);
  });
});

describe('the secret of a bureau', () => {
  it('is read from its file, which wins over the variable, and is never printed', () => {
    const config = loadConfig({
      SHANGHAI_CREDIT_SECRET: 'a-secret-in-the-open',
      SHANGHAI_CREDIT_SECRET_FILE: secretFile,
    });
    expect(config.bureaus.shanghaiCredit?.secret.reveal()).toBe('a-secret-in-a-file');
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('a-secret');
  });

  it('is not made of an empty file', () => {
    const file = path.join(folder, 'empty');
    writeFileSync(file, '\n');
    expect(mistakesOf({ SHANGHAI_CREDIT_SECRET_FILE: file })).toEqual([
      'SHANGHAI_CREDIT_SECRET_FILE: is empty',
    ]);
  });

  it('is not asked for when the bureau is off', () => {
    expect(mistakesOf({ SHANGHAI_CREDIT: 'off', SHANGHAI_CREDIT_SECRET_FILE: '/absent' })).toEqual([]);
    expect(loadConfig({ SHANGHAI_CREDIT: 'off' }).bureaus.shanghaiCredit).toBeNull();
  });
});

it('values come out as what they are', () => {
  const config = loadConfig({
    HOST: '::1',
    PORT: '0',
    VAR_DIR: folder,
    DATABASE_URL: 'mysql://u:p@h:3306/d-1',
    DATABASE_REPLICA_URLS: ' mysql://a/d , mysql://b/d,',
    DATABASE_POOL_SIZE: '25',
    DEMO_DATA: 'off',
    BUSINESS_DATE: '2026-06-30',
    EXPLORER: 'off',
    AUTH_JWKS_FILE: '/keys.json',
    REQUEST_TIMEOUT_MS: '5000',
    LOG_LEVEL: 'silent',
    BUREAU_BUDGET_CALLS: '0',
  });
  expect(config).toMatchObject({
    host: '::1',
    port: 0,
    varDir: folder,
    database: { url: 'mysql://u:p@h:3306/d-1', replicaUrls: ['mysql://a/d', 'mysql://b/d'], poolSize: 25 },
    demoData: false,
    businessDate: '2026-06-30',
    explorer: false,
    auth: { keys: { kind: 'file', location: '/keys.json' } },
    requestTimeoutMs: 5000,
    logLevel: 'silent',
    bureauBudget: { calls: 0, fen: 5_000_000 },
  });
});

it.each(Object.keys(ENVIRONMENT) as Name[])('%s says what it is for', (name) => {
  expect(ENVIRONMENT[name].description).toMatch(/^[A-Z`].{10,}\.$/);
});
