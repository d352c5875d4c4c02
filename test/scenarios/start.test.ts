import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROGRAM = path.join(__dirname, '..', '..', 'dist', 'src', 'main.js');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built gateway until it ends, or until it listens and is told to stop. */
function run(environment: Record<string, string>): Promise<Ended> {
  const folder = mkdtempSync(path.join(tmpdir(), 'start-'));
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env.PATH ?? '',
      VAR_DIR: folder,
      PORT: '0',
      EXPLORER: 'off',
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    if (stdout.includes('Paste ')) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, stdout, stderr });
    });
  });
}

/** What is wrong, the variables, and the lines that tell it. */
type Mistake = [string, Record<string, string>, string[]];

/** Nobody can make a folder in /proc, where Linux has it. */
const FOLDERS: Mistake[] = [
  [
    'a folder that cannot be made',
    { VAR_DIR: '/proc/x' },
    ['configuration: VAR_DIR: the folder /proc/x/keys cannot be made (ENOENT)'],
  ],
  [
    'a database whose folder cannot be made',
    { DATABASE_URL: 'sqlite:/proc/x/gateway.db' },
    ['configuration: DATABASE_URL or VAR_DIR: the folder /proc/x cannot be made (ENOENT)'],
  ],
];

describe('The gateway as a program', () => {
  it('listens, says where, and ends with 0 when it is told to', async () => {
    const { code, stdout } = await run({});
    expect(stdout).toMatch(/gateway listening on http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(stdout).toContain('npm run -s token');
    expect(code).toBe(0);
  });

  it.each<Mistake>([
    ['a port that is none', { PORT: 'abc' }, ['configuration: PORT: must be a whole number']],
    [
      'several mistakes',
      { PORT: '99999', DATABASE_URL: 'postgres://x' },
      [
        'configuration: PORT: must be 0 to 65535',
        'configuration: DATABASE_URL: must be sqlite:<file> or mysql://user:password@host:port/name',
      ],
    ],
    ...(process.platform === 'linux' ? FOLDERS : []),
  ])('ends at %s with one line per mistake and code 78', async (_name, environment, lines) => {
    const { code, stderr } = await run(environment);
    expect({ code, lines: stderr.trim().split('\n') }).toEqual({ code: 78, lines });
  });

  it('refuses development defaults in production, naming each', async () => {
    const { code, stderr } = await run({ NODE_ENV: 'production', DEMO_DATA: 'on' });
    expect(code).toBe(78);
    for (const name of [
      'DATABASE_URL',
      'KEYRING_FILE',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
      'AUTH_JWKS_FILE',
      'DEMO_DATA',
    ])
      expect(stderr).toContain(`configuration: ${name}: `);
  });
});
