import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

// Each test runs programs, the compiler among them: 1 s each when idle, many times that beside other work.
jest.setTimeout(120_000);

/** Each way to spoil the lock file, and what is said of it. */
const SPOILT_LOCKFILES: [name: string, spoil: (packages: Record<string, Entry>) => void, words: string][] = [
  [
    'an address',
    (p) => Object.assign(p['node_modules/a']!, { resolved: 'https://registry.example/a' }),
    'node_modules/a has an address',
  ],
  ['no integrity', (p) => delete p['node_modules/a']!.integrity, 'node_modules/a has no integrity'],
  [
    'another version wanted',
    (p) => (p['']!.dependencies = { a: '2.0.0' }),
    'dependencies of package.json and package-lock.json differ',
  ],
  [
    'a missing optional part',
    (p) => delete p['node_modules/a/node_modules/b'],
    'node_modules/a needs b, which is missing',
  ],
  [
    'an old graphql',
    (p) => (p['node_modules/graphql'] = { version: '16.14.9', integrity: 'x' }),
    'graphql is 16.14.9, at least 16.15.0',
  ],
  [
    'an old mysql2',
    (p) => (p['node_modules/mysql2'] = { version: '3.9.7', integrity: 'x' }),
    'mysql2 is 3.9.7, at least 3.9.8',
  ],
  [
    'an old typeorm',
    (p) => (p['node_modules/typeorm'] = { version: '0.3.28', integrity: 'x' }),
    'typeorm is 0.3.28, at least 1.1.0',
  ],
  [
    'an old server',
    (p) => (p['node_modules/@apollo/server'] = { version: '5.4.0', integrity: 'x' }),
    'server is 5.4.0, at least 5.5.0',
  ],
];

/** Shows each check of scripts/ passing and failing, on a small project that uses the same scripts. */
describe('the static checks', () => {
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'checked-'));
    cpSync(path.join(root, 'scripts'), path.join(project, 'scripts'), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
    write('package.json', JSON.stringify(MANIFEST));
    write('package-lock.json', JSON.stringify(LOCKFILE));
    write('tsconfig.build.json', JSON.stringify(COMPILER));
    write('.gitignore', 'node_modules\ndist\n');
    git('init', '--quiet', '--initial-branch=main');
    prints('type Query { borrower: Int loan: Int }');
    write('src/process.d.ts', 'declare const process: { stdout: { write(text: string): void } };\n');
    write('src/gone.ts', 'export const here = 1;\n');
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
      cwd: project,
    });
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message=A step');
  };
  const node = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const check = (name: string) => node('scripts/check.mjs', name);
  /** The small project's code says that its schema is this. */
  const prints = (schema: string) => {
    write('src/app/print-schema.ts', `process.stdout.write(${JSON.stringify(`${schema}\n`)});\n`);
    write('src/app/print-errors.ts', "process.stdout.write('# Errors\\n');\n");
  };

  describe('build', () => {
    it('builds once, then says and does nothing', () => {
      const script = "import('./scripts/build.mjs').then(({ build }) => build(['server']))";
      expect(node('-e', script)).toEqual({ status: 0, stdout: '', stderr: 'building the server...\n' });
      expect(node('-e', script)).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    it('removes the output of a source that is gone', () => {
      const script = "import('./scripts/build.mjs').then(({ build }) => build(['server']))";
      const output = path.join(project, 'dist/src/gone.js');
      expect(existsSync(output)).toBe(true);
      rmSync(path.join(project, 'src/gone.ts'));
      node('-e', script);
      expect(existsSync(output)).toBe(false);
    });

    it('fails with the compiler’s words, and again at the next try', () => {
      write('src/wrong.ts', "export const count: number = 'three';\n");
      for (const _ of [1, 2]) {
        const { status, stderr } = node('scripts/run.mjs', 'dist/src/wrong.js');
        expect(status).toBe(1);
        expect(stderr).toContain("src/wrong.ts(1,14): error TS2322: Type 'string' is not assignable");
      }
      rmSync(path.join(project, 'src/wrong.ts'));
    });

    it('keeps a quiet command quiet', () => {
      node('scripts/run.mjs', 'dist/src/app/print-schema.js');
      expect(node('scripts/run.mjs', 'dist/src/app/print-errors.js')).toEqual({
        status: 0,
        stdout: '# Errors\n',
        stderr: '',
      });
    });
  });

  describe('schema', () => {
    it('fails until the printed schema is committed, and names the command', () => {
      expect(check('schema').stdout).toContain('FAIL  schema - mend with: npm run gen');
      expect(node('scripts/gen.mjs').stdout).toBe('wrote     schema.graphql\nwrote     docs/errors.md\n');
      expect(check('schema')).toEqual({ status: 0, stdout: 'ok    schema\n', stderr: '' });
      commit();
    });

    it('shows the first line that differs', () => {
      write('schema.graphql', 'type Query { borrower: Int }\n');
      const { status, stdout } = check('schema');
      expect(status).toBe(1);
      expect(stdout).toContain('schema.graphql differs from the code at line 1');
      node('scripts/gen.mjs');
    });
  });

  describe('breaking', () => {
    const REMOVED = 'Query.loan was removed.';

    it('passes an addition', () => {
      write('schema.graphql', 'type Query { borrower: Int loan: Int more: Int }\n');
      expect(check('breaking').stdout).toBe('ok    breaking\n');
    });

    it('fails on a removal that is not committed yet', () => {
      write('schema.graphql', 'type Query { borrower: Int }\n');
      const { status, stdout } = check('breaking');
      expect(status).toBe(1);
      expect(stdout).toContain(`since the last commit: ${REMOVED}`);
    });

    it('passes a removal that docs/breaking-changes.md names', () => {
      write('docs/breaking-changes.md', `- ${REMOVED} Nobody asked for it.\n`);
      expect(check('breaking').status).toBe(0);
      rmSync(path.join(project, 'docs/breaking-changes.md'));
    });

    it('fails on a branch, and lists what is on main', () => {
      git('switch', '--quiet', '--create', 'feature');
      commit();
      expect(check('breaking').stdout).toContain(`since main: ${REMOVED}`);
      expect(check('breaking').status).toBe(1);
      git('switch', '--quiet', 'main');
      git('merge', '--quiet', '--ff-only', 'feature');
      expect(check('breaking').stdout).toBe(`      since the commit before: ${REMOVED}\nok    breaking\n`);
    });
  });

  describe('lockfile', () => {
    afterEach(() => write('package-lock.json', JSON.stringify(LOCKFILE)));

    it('passes the small project’s and this project’s own', () => {
      expect(check('lockfile').stdout).toBe('ok    lockfile\n');
      for (const file of ['package.json', 'package-lock.json'])
        cpSync(path.join(root, file), path.join(project, file));
      expect(check('lockfile').stdout).toBe('ok    lockfile\n');
      write('package.json', JSON.stringify(MANIFEST));
    });

    it('fails, and names the command that mends', () => {
      const spoilt = structuredClone(LOCKFILE);
      delete spoilt.packages['node_modules/a']!.integrity;
      write('package-lock.json', JSON.stringify(spoilt));
      const { status, stdout } = check('lockfile');
      expect(status).toBe(1);
      expect(stdout).toContain('node_modules/a has no integrity');
      expect(stdout).toContain('FAIL  lockfile - mend with: npm install');
    });

    let problems: Record<string, string[]> | undefined;
    /** By the script's own function, of all in one process. */
    const problemsOfSpoilt = (): Record<string, string[]> => {
      const spoilt = SPOILT_LOCKFILES.map(([name, spoil]) => {
        const lockfile = structuredClone(LOCKFILE);
        spoil(lockfile.packages);
        return [name, lockfile];
      });
      write('spoilt.json', JSON.stringify({ manifest: MANIFEST, spoilt }));
      const script = `
        import { readFileSync } from 'node:fs';
        import { lockfileProblems } from './scripts/checks/lockfile.mjs';
        const { manifest, spoilt } = JSON.parse(readFileSync('spoilt.json', 'utf8'));
        const problems = spoilt.map(([name, lockfile]) => [name, lockfileProblems(manifest, lockfile)]);
        process.stdout.write(JSON.stringify(Object.fromEntries(problems)));`;
      return JSON.parse(node('--input-type=module', '-e', script).stdout);
    };

    it.each(SPOILT_LOCKFILES)('refuses %s', (name, _, words) => {
      problems ??= problemsOfSpoilt();
      expect(problems[name]).toEqual([expect.stringContaining(words)]);
    });
  });

  it('refuse a name that no check has', () => {
    expect(check('nothing').status).toBe(2);
  });

  it('are all part of the same script, one npm command each', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const known = check('nothing')
      .stderr.replace(/^.*there are /s, '')
      .trim()
      .split(', ');
    const commands = Object.keys(scripts).filter((name) => name.startsWith('check:'));
    expect(commands).toEqual(known.map((name) => `check:${name}`));
  });
});

interface Entry {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const MANIFEST = { name: 'checked', version: '1.0.0', dependencies: { a: '1.0.0' } };
const LOCKFILE: { lockfileVersion: number; packages: Record<string, Entry> } = {
  lockfileVersion: 3,
  packages: {
    '': { ...MANIFEST },
    'node_modules/a': { version: '1.0.0', integrity: 'x', optionalDependencies: { b: '1.0.0' } },
    'node_modules/a/node_modules/b': { version: '1.0.0', integrity: 'x', dependencies: { a: '1.0.0' } },
  },
};
/** Without the declarations of Node.js and of browsers, which take the compiler longer than all else here. */
const COMPILER = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    rootDir: '.',
    outDir: 'dist',
    strict: true,
    skipLibCheck: true,
    incremental: true,
    tsBuildInfoFile: 'dist/build.tsbuildinfo',
    lib: ['ES2022'],
    types: [],
  },
  include: ['src'],
};
