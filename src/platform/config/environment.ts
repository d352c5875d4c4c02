import { z } from 'zod';
import { isBusinessDate } from '../../kernel';

const integer = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= from && n <= to, `must be ${from} to ${to}`);

const onOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');

const file = (what: string) => z.string().min(1).optional().describe(what);

const url = (protocols: readonly string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `must be a URL of ${protocols.join(' or ')}`,
  );

const databaseUrl = z
  .string()
  .refine(
    (text) => /^sqlite:.+/.test(text) || /^mysql:\/\/[^/]+\/[A-Za-z0-9_$-]+$/.test(text),
    'must be sqlite:<file> or mysql://user:password@host:port/name',
  );

const creditCode = z
  .string()
  .regex(
    /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/,
    'must be a unified social credit code of 18 characters',
  );

const timeout = integer(100, 60_000)
  .optional()
  .describe('Deadline of one inquiry: connect, headers and body.');
const price = integer(0, 1_000_000).optional().describe('Price of one inquiry in fen.');
const reuse = integer(0, 365).optional().describe('Age in days up to which a stored report may be reused.');

const rate = integer(1, 10_000)
  .optional()
  .describe('Calls that the bureau takes in a second; unset means any number.');

const dropFolder = z
  .string()
  .regex(/^\//, 'must be an absolute path')
  .optional()
  .describe('Folder in which records for the bureau are left as files (报送文件); unset: they go by call.');

/** What every bureau has. */
const termsOf = <Bureau extends string>(bureau: Bureau) =>
  ({
    [`${bureau}_TIMEOUT_MS`]: timeout,
    [`${bureau}_PRICE_FEN`]: price,
    [`${bureau}_REUSE_DAYS`]: reuse,
    [`${bureau}_CALLS_PER_SECOND`]: rate,
    [`${bureau}_LEASED_LINE`]: onOff
      .optional()
      .describe(
        'Whether the bureau is at the end of a leased line (专线): its address may be a private one.',
      ),
    [`${bureau}_DROP_FOLDER`]: dropFolder,
  }) as Record<
    `${Bureau}_${'TIMEOUT_MS' | 'PRICE_FEN' | 'REUSE_DAYS' | 'CALLS_PER_SECOND'}`,
    typeof timeout
  > &
    Record<`${Bureau}_LEASED_LINE`, z.ZodOptional<typeof onOff>> &
    Record<`${Bureau}_DROP_FOLDER`, typeof dropFolder>;

/** Every variable that the gateway reads: its form and what it is for. README.md lists them; a test compares. */
export const ENVIRONMENT = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .optional()
    .describe('`production` refuses development keys, demo data and plain http.'),
  HOST: z.string().min(1).optional().describe('Address to listen on.'),
  PORT: integer(0, 65_535).optional().describe('Port to listen on; 0 takes a free one.'),
  VAR_DIR: z.string().min(1).optional().describe('Folder for the embedded database and development keys.'),
  DATABASE_URL: databaseUrl.optional().describe('`sqlite:<file>` or `mysql://user:password@host:port/name`.'),
  DATABASE_REPLICA_URLS: z
    .string()
    .refine(
      (text) => text.split(',').every((part) => /^\s*(mysql:\/\/\S+\s*)?$/.test(part)),
      'every address must begin with mysql://',
    )
    .optional()
    .describe('Read replicas, separated by commas; MySQL protocol only.'),
  DATABASE_POOL_SIZE: integer(1, 500).optional().describe('Connections kept to one database server.'),
  REPLICA_ID: integer(0, 1023)
    .optional()
    .describe('Number of this process among the replicas; goes into new ids.'),
  DEMO_DATA: onOff
    .optional()
    .describe('`on` fills an empty database with the personas and stands on their business date.'),
  BUSINESS_DATE: z
    .string()
    .refine(isBusinessDate, 'must be a date YYYY-MM-DD')
    .optional()
    .describe('Fixed business date instead of today in Shanghai.'),
  EXPLORER: onOff.optional().describe('Serves GraphiQL at /graphiql.'),
  KEYRING_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file with the data keys; required in production.'),
  AUTH_ISSUER: z.string().min(1).optional().describe('Required `iss` of a token.'),
  AUTH_AUDIENCE: z.string().min(1).optional().describe('Required `aud` of a token.'),
  AUTH_JWKS_FILE: z.string().min(1).optional().describe('JSON Web Key Set with the keys that sign tokens.'),
  AUTH_JWKS_URL: url(['https:']).optional().describe('Address of the key set, instead of a file.'),
  REQUEST_TIMEOUT_MS: integer(100, 120_000).optional().describe('Longest time that a request may take.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional()
    .describe('Least level that is logged.'),
  SHANGHAI_CREDIT: onOff.optional().describe('Switches the Shanghai Credit (上海资信) connector.'),
  SHANGHAI_CREDIT_URL: url(['http:', 'https:'])
    .optional()
    .describe('Base address of the bureau; plain http only to a loopback host.'),
  SHANGHAI_CREDIT_ORG_NO: z
    .string()
    .regex(/^Q[A-Za-z0-9]{13}$/, 'must be 14 characters and start with Q')
    .optional()
    .describe('Organisation code that the bureau gave.'),
  SHANGHAI_CREDIT_SECRET: z
    .string()
    .min(8, 'must have at least 8 characters')
    .optional()
    .describe('Direct-connection secret; rather use the file.'),
  SHANGHAI_CREDIT_SECRET_FILE: z.string().min(1).optional().describe('File that holds the secret.'),
  ...termsOf('SHANGHAI_CREDIT'),
  BAIHANG: onOff.optional().describe('Switches the Baihang (百行征信) connector.'),
  BAIHANG_URL: url(['http:', 'https:'])
    .optional()
    .describe('Base address of the bureau; plain http only to a loopback host.'),
  BAIHANG_USER: z
    .string()
    .regex(/^[\x21-\x39\x3b-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without a colon')
    .optional()
    .describe('User name that the bureau gave.'),
  BAIHANG_SECRET: z
    .string()
    .min(8, 'must have at least 8 characters')
    .optional()
    .describe('Password of that user; rather use the file.'),
  BAIHANG_SECRET_FILE: z.string().min(1).optional().describe('File that holds the password.'),
  BAIHANG_PUBLIC_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("PEM file with the bureau's RSA key, for which name, number and mobile are encrypted."),
  BAIHANG_INSTITUTION: creditCode
    .optional()
    .describe('Our unified social credit code, by which files for the bureau are named.'),
  ...termsOf('BAIHANG'),
  NIFA: onOff.optional().describe("Switches the connector of NIFA's sharing platform (信用信息共享平台)."),
  NIFA_URL: url(['http:', 'https:'])
    .optional()
    .describe('Base address of the platform; plain http only to a loopback host.'),
  NIFA_MEMBER_CODE: creditCode.optional().describe('Our unified social credit code, under which we sign.'),
  NIFA_PRIVATE_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File with our SM2 private key, 64 hexadecimal digits.'),
  NIFA_PLATFORM_CODE: creditCode.optional().describe('Unified social credit code of the platform.'),
  NIFA_PLATFORM_PUBLIC_KEY: z
    .string()
    .regex(/^04[0-9a-fA-F]{128}$/, 'must be an uncompressed point, 130 hexadecimal digits')
    .optional()
    .describe('SM2 public key of the platform, uncompressed, in hexadecimal.'),
  ...termsOf('NIFA'),
  BUREAUS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('YAML or JSON file that declares further bureaus, see `docs/how-to/add-a-bureau.md`.'),
  BIOMETRICS_URL: url(['http:', 'https:'])
    .optional()
    .describe(
      'Base address of who verifies faces and fingerprints; unset: off. Plain http only to a loopback host.',
    ),
  BIOMETRICS_PROVIDER: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,23}$/, 'must be a code of 2 to 24 capital letters, digits and underscores')
    .optional()
    .describe('Code of that provider: consents name it as their receiver.'),
  BIOMETRICS_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{8,256}$/, 'must have at least 8 characters, ASCII without blanks')
    .optional()
    .describe('Key that the provider gave; rather use the file.'),
  BIOMETRICS_SECRET_FILE: z.string().min(1).optional().describe('File that holds the key.'),
  BIOMETRICS_TIMEOUT_MS: integer(100, 60_000)
    .optional()
    .describe('Deadline of one verification: connect, headers and body.'),
  BIOMETRICS_LEASED_LINE: onOff
    .optional()
    .describe(
      'Whether the provider is at the end of a leased line (专线): its address may be a private one.',
    ),
  REPORTING: onOff.optional().describe('Sends the records that bureaus are owed (报送).'),
  REPORTING_START: z
    .string()
    .refine(isBusinessDate, 'must be a date YYYY-MM-DD')
    .optional()
    .describe('First business date of which what the loan book shows is reported; unset: none of it is.'),
  REPORTING_LEASE_SECONDS: integer(1, 3_600)
    .optional()
    .describe('How long a process that sends may be silent before another takes its records over.'),
  RISK_POLICIES_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file of dated risk policies instead of those that come with the gateway.'),
  DECISION_PERSON_MODEL_FILE: file('Scorecard by which persons are decided on.'),
  DECISION_FIRM_MODEL_FILE: file('Scorecard by which firms are decided on.'),
  DECISION_POLICY_FILE: file('Decision policy: cut-offs, costs, limits, what may decline.'),
  DECISION_RATE_CAPS_FILE: file('Dated caps on the all-in rate.'),
  SHADOW_PERSON_MODEL_FILE: file('Scorecard of persons that runs in the shadow and decides nothing.'),
  SHADOW_FIRM_MODEL_FILE: file('Scorecard of firms that runs in the shadow.'),
  SHADOW_POLICY_FILE: file('Decision policy that runs in the shadow.'),
  BUREAU_BUDGET_CALLS: integer(0, 100_000_000)
    .optional()
    .describe('Paid calls that one client may make in a day, per bureau.'),
  BUREAU_BUDGET_FEN: integer(0, 999_999_999)
    .optional()
    .describe('Fen that one client may spend in a day, per bureau.'),
} as const;

export type Environment = { -readonly [K in keyof typeof ENVIRONMENT]: z.output<(typeof ENVIRONMENT)[K]> };

/** Whether a variable is set, well or badly: what is set badly has its line already and is not called missing. */
export type Given = (name: keyof Environment) => boolean;
