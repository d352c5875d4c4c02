import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const CONFIG = path.join(root, '.dependency-cruiser.cjs');
const CRUISER = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

// Reading the whole project takes 2 s when idle, many times that beside other work.
jest.setTimeout(120_000);

/** Each import that must be refused, and every rule that refuses it. */
const PLANTED: [from: string, to: string, rules: string[]][] = [
  ['src/kernel/clock.ts', 'src/platform/database/index.ts', ['kernel-is-pure', 'tier-of-kernel']],
  ['src/kernel/money.ts', 'graphql', ['kernel-is-pure']],
  ['src/platform/request/index.ts', 'src/audit/index.ts', ['tier-of-platform']],
  ['src/audit/index.ts', 'src/security/index.ts', ['tier-of-audit']],
  ['src/security/index.ts', 'src/borrowers/index.ts', ['tier-of-security']],
  ['src/ecosystem/loans/index.ts', 'src/borrowers/index.ts', ['tier-of-ecosystem']],
  ['src/borrowers/index.ts', 'src/consent/index.ts', ['tier-of-borrowers']],
  ['src/consent/index.ts', 'src/bureaus/index.ts', ['tier-of-consent']],
  ['src/bureaus/index.ts', 'src/reporting/index.ts', ['tier-of-bureaus']],
  ['src/reporting/index.ts', 'src/graph/index.ts', ['tier-of-reporting']],
  ['src/graph/index.ts', 'src/risk/index.ts', ['tier-of-graph']],
  ['src/risk/index.ts', 'src/operations/index.ts', ['tier-of-risk']],
  ['src/operations/index.ts', 'src/explorer/index.ts', ['tier-of-operations']],
  ['src/bulk-import/index.ts', 'src/demo/index.ts', ['tier-of-bulk-import']],
  ['src/explorer/index.ts', 'src/app/index.ts', ['tier-of-explorer']],
  ['src/demo/index.ts', 'src/operations/index.ts', ['tier-of-demo']],
  ['src/app/server.ts', 'src/main.ts', ['tier-of-app', 'composition-through-the-doors']],
  ['src/consent/consent.ts', 'src/audit/audit-trail.ts', ['through-the-index']],
  ['src/graph/walk.ts', 'src/borrowers/module.ts', ['through-the-index']],
  ['src/graph/paths.ts', 'src/ecosystem/loans/loan.type.ts', ['through-the-index']],
  [
    'src/ecosystem/loans/loan.type.ts',
    'src/ecosystem/accounts/account.type.ts',
    ['through-the-index-in-a-group'],
  ],
  ['src/app/schema.ts', 'src/risk/score.ts', ['composition-through-the-doors']],
  ['src/bulk-import/load.ts', 'src/consent/consent.bulk.ts', ['bulk-import-through-the-doors']],
  ['src/bulk-import/load.ts', 'src/consent/module.ts', ['bulk-import-through-the-doors']],
  ['src/risk/score.service.ts', 'typeorm', ['sql-in-repositories']],
  ['src/ecosystem/loans/loan.loaders.ts', 'mysql2', ['sql-in-repositories']],
  ['src/borrowers/borrower.resolver.ts', 'better-sqlite3', ['sql-in-repositories']],
  ['src/risk/market.ts', 'src/platform/http-client/index.ts', ['http-in-connectors']],
  ['src/risk/rates.ts', 'undici', ['http-in-connectors']],
  ['sandbox/main.ts', 'src/kernel/index.ts', ['sandbox-stands-alone']],
  ['src/bureaus/inquiry.ts', 'sandbox/main.ts', ['nothing-from-the-sandbox']],
  ['src/explorer/ui/src/main.ts', 'src/kernel/index.ts', ['page-stands-alone']],
  ['src/explorer/plugin.ts', 'src/explorer/ui/src/main.ts', ['nothing-from-the-page']],
  ['src/risk/model.ts', 'test/support/facts.ts', ['no-tests-in-the-program']],
  ['src/risk/policy.ts', 'fast-check', ['no-development-packages']],
  ['src/risk/facts.ts', 'src/risk/utils/round.ts', ['no-nameless-drawers']],
  ['src/risk/limits.ts', 'src/risk/helpers.ts', ['no-nameless-drawers']],
];

/** Two files that need each other, and a drawer that nobody opens. */
const CIRCLE: [string, string] = ['src/graph/edge.ts', 'src/graph/node.ts'];
const UNUSED_DRAWER = 'src/graph/misc.ts';

/** What must stay possible: without these, a config that refuses everything would pass. */
const ALLOWED: [from: string, to: string][] = [
  ['src/kernel/identity/index.ts', 'node:crypto'],
  ['src/platform/database/index.ts', 'typeorm'],
  ['src/ecosystem/accounts/account.entity.ts', 'typeorm'],
  ['src/ecosystem/accounts/account.repository.ts', 'typeorm'],
  ['src/ecosystem/accounts/account.service.ts', 'src/ecosystem/loans/index.ts'],
  ['src/borrowers/borrower.fields.ts', 'src/ecosystem/loans/index.ts'],
  ['src/borrowers/borrower.type.ts', 'src/kernel/identity/index.ts'],
  ['src/bureaus/reuse.ts', 'src/consent/index.ts'],
  ['src/bureaus/connectors/a-bureau/client.ts', 'src/platform/http-client/index.ts'],
  ['src/demo/load.ts', 'src/bulk-import/index.ts'],
  ['src/app/modules.ts', 'src/borrowers/module.ts'],
  ['src/app/accounts.ts', 'src/ecosystem/accounts/module.ts'],
  ['src/main.ts', 'src/app/index.ts'],
  ['src/explorer/ui/src/tabs.ts', 'src/explorer/explorer-contract.ts'],
  ['ormconfig.ts', 'src/ecosystem/accounts/account.entity.ts'],
];

describe('the import rules', () => {
  let folder: string;
  let found: string[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
    plant(folder);
    found = violations(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(PLANTED)('refuse %s importing %s', (from, to, rules) => {
    expect(found.filter((line) => line.includes(`${from} -> ${to}`)).sort()).toEqual(
      rules.map((rule) => `${rule}: ${from} -> ${to}`).sort(),
    );
  });

  it('refuse a circle', () => {
    expect(found).toContain(`no-circular: ${CIRCLE[0]} -> ${CIRCLE[1]}`);
  });

  it('refuse a file called misc that nothing imports', () => {
    expect(found).toContain(`no-nameless-drawers-at-the-root: ${UNUSED_DRAWER} -> ${UNUSED_DRAWER}`);
  });

  it.each(ALLOWED)('allow %s importing %s', (from, to) => {
    expect(found.filter((line) => line.includes(`${from} -> ${to}`))).toEqual([]);
  });

  it('are each seen to fail above', () => {
    const config: { forbidden: { name: string }[] } = require(CONFIG);
    const shown = new Set(found.map((line) => line.split(':')[0]));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('this project', () => {
  it('keeps the import rules', () => {
    expect(violations(root)).toEqual([]);
  });

  it('has no folder or file called utils, helpers, common or misc', () => {
    const folders = ['src', 'sandbox', 'test', 'scripts', 'bench', 'docs', 'examples'];
    const nameless = folders
      .flatMap((top) => filesUnder(top))
      .filter((file) => /(^|\/)(utils?|helpers?|commons?|misc)(\/|\.|$)/.test(file));
    expect(nameless).toEqual([]);
  });
});

function filesUnder(top: string): string[] {
  try {
    return readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // not every clone has every folder
  }
}

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

/** `rule: from -> to`, packages by their names. */
function violations(cwd: string): string[] {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', 'src', 'sandbox', 'ormconfig.ts'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!stdout) throw new Error(`dependency-cruiser said nothing but: ${stderr}`);
  const { summary }: Cruise = JSON.parse(stdout);
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${packageName(to)}`);
}

function packageName(to: string): string {
  return /^node_modules\/([^/]+)/.exec(to)?.[1] ?? to;
}

/** Writes a tree with all imports above, and just enough of the packages that they name. */
function plant(folder: string): void {
  const imports = new Map<string, Set<string>>();
  const add = (from: string, to?: string) => {
    const targets = imports.get(from) ?? new Set();
    imports.set(from, to === undefined ? targets : targets.add(to));
  };
  for (const [from, to] of [...PLANTED, ...ALLOWED, CIRCLE, [CIRCLE[1], CIRCLE[0]] as const]) {
    add(from, to);
    if (to.endsWith('.ts')) add(to);
  }
  add(UNUSED_DRAWER);

  for (const [file, targets] of imports) {
    const lines = [...targets].map((to) => `import '${specifier(file, to)}';`);
    write(folder, file, `${lines.join('\n')}\nexport {};\n`);
  }
  const packages = [...imports.values()].flatMap((to) => [...to]).filter((to) => !/^node:|\.ts$/.test(to));
  for (const name of packages) {
    write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(folder, `node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const manifest = {
    name: 'planted',
    version: '1.0.0',
    dependencies: versions(packages.filter((name) => name !== 'fast-check')),
    devDependencies: versions(['fast-check']),
  };
  write(folder, 'package.json', JSON.stringify(manifest));
  write(folder, 'tsconfig.json', '{}');
}

function specifier(from: string, to: string): string {
  if (!to.endsWith('.ts')) return to;
  const relative = path.relative(path.dirname(from), to).replace(/\.ts$/, '');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function write(folder: string, file: string, text: string): void {
  const absolute = path.join(folder, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
}
