import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, loadConfig } from '../../../../src/platform/config';

const folder = mkdtempSync(path.join(tmpdir(), 'biometrics-config-'));
const secretFile = path.join(folder, 'key');
writeFileSync(secretFile, 'a-key-in-a-file\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://h/d',
  KEYRING_FILE: '/etc/keyring.json',
  AUTH_ISSUER: 'https://login.example.com',
  AUTH_AUDIENCE: 'gateway',
  AUTH_JWKS_URL: 'https://login.example.com/keys',
  REPLICA_ID: '7',
};
const ON = {
  BIOMETRICS_URL: 'https://faces.example.com/api',
  BIOMETRICS_PROVIDER: 'EXAMPLE_FACES',
  BIOMETRICS_SECRET_FILE: secretFile,
};

function mistakesOf(variables: Record<string, string>): readonly string[] {
  try {
    loadConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

it('is off, in development too, unless an address is given', () => {
  expect(loadConfig({}).biometrics).toBeNull();
  expect(loadConfig({ BIOMETRICS_SECRET: 'long-enough' }).biometrics).toBeNull();
  expect(loadConfig(PRODUCTION).biometrics).toBeNull();
});

it('takes the address, the code, the deadline and the key, and never prints the key', () => {
  const { biometrics } = loadConfig({ ...PRODUCTION, ...ON, BIOMETRICS_TIMEOUT_MS: '2500' });
  expect(biometrics).toMatchObject({
    baseUrl: ON.BIOMETRICS_URL,
    provider: 'EXAMPLE_FACES',
    timeoutMs: 2500,
    leasedLine: false,
  });
  expect(biometrics?.secret.reveal()).toBe('a-key-in-a-file');
  expect(inspect(biometrics, { depth: 9 }) + JSON.stringify(biometrics)).not.toContain('a-key');
});

it.each(['http://127.0.0.1:4010/biometrics', 'http://localhost', 'http://[::1]:4010', 'HTTP://LOCALHOST'])(
  'takes %s in development',
  (url) => {
    expect(mistakesOf({ BIOMETRICS_URL: url })).toEqual([]);
  },
);

it.each([
  'http://faces.example.com',
  'http://10.0.0.7',
  'http://localhost@faces.example.com',
  'http://127.0.0.1.example.com',
])('refuses to start with %s', (url) => {
  expect(mistakesOf({ BIOMETRICS_URL: url })).toEqual([
    'BIOMETRICS_URL: plain http is for a loopback host in development only',
  ]);
});

it.each<[string, Record<string, string>, string[]]>([
  [
    'plain http, even to itself',
    { ...ON, BIOMETRICS_URL: 'http://127.0.0.1:4010' },
    ['BIOMETRICS_URL: plain http is for a loopback host in development only'],
  ],
  [
    'the key and the code of the sandbox',
    { BIOMETRICS_URL: ON.BIOMETRICS_URL },
    [
      'BIOMETRICS_PROVIDER: must be set when BIOMETRICS_URL is',
      'BIOMETRICS_SECRET_FILE: must be set when BIOMETRICS_URL is',
    ],
  ],
  [
    'a key file that is not there',
    { ...ON, BIOMETRICS_SECRET_FILE: path.join(folder, 'absent') },
    ['BIOMETRICS_SECRET_FILE: cannot be read'],
  ],
  [
    'the code of a bureau',
    { ...ON, BIOMETRICS_PROVIDER: 'NIFA' },
    ['BIOMETRICS_PROVIDER: is the code of a bureau'],
  ],
])('production refuses %s', (_name, variables, lines) => {
  expect(mistakesOf({ ...PRODUCTION, ...variables })).toEqual(lines);
});
