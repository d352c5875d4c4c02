// The import rules. A folder of src/ imports only from lower tiers, or as `sideways` says.
// test/architecture/import-rules.test.ts plants a violation of every rule.

const TIERS = [
  ['kernel'],
  ['platform'],
  ['audit'],
  ['security'],
  ['ecosystem', 'borrowers'],
  ['consent', 'bureaus', 'reporting'],
  ['graph'],
  ['risk'],
  ['operations', 'bulk-import', 'explorer', 'demo'],
  ['app'],
];

/** Imports within a tier that are allowed. */
const SIDEWAYS = {
  borrowers: ['ecosystem'],
  bureaus: ['consent'],
  reporting: ['consent', 'bureaus'],
  demo: ['bulk-import'],
};

const folders = TIERS.flat();
const forbiddenFor = (folder) => {
  const lower = TIERS.slice(
    0,
    TIERS.findIndex((tier) => tier.includes(folder)),
  ).flat();
  const allowed = new Set([folder, ...lower, ...(SIDEWAYS[folder] ?? [])]);
  return folders.filter((other) => !allowed.has(other));
};

const tierRules = folders.map((folder) => ({
  name: `tier-of-${folder}`,
  comment: `${folder}/ imports lower tiers only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: [...forbiddenFor(folder).map((other) => `^src/${other}/`), '^src/main\\.ts$'] },
}));

/** These hold several modules each, every one with a door of its own. */
const GROUPS = '(?:kernel|platform|ecosystem)';
const DOORS = [`^src/${GROUPS}/[^/]+/index\\.ts$`, '^src/[^/]+/index\\.ts$'];
const DOORS_OF_BULK_IMPORT = [...DOORS, '^src/[^/]+/bulk\\.ts$'];
const DOORS_OF_APP = [...DOORS, `^src/${GROUPS}/[^/]+/module\\.ts$`, '^src/[^/]+/module\\.ts$'];
/** `app/` and main.ts put the modules together, ormconfig.ts their tables. */
const COMPOSITION = '^src/(app/|main\\.ts$)';

const npm = (names) => `(^|/)node_modules/(${names})(/|$)|^(${names})(/|$)`;
const BAD_NAMES = '(^|/)(utils?|helpers?|commons?|misc)(/|\\.[^/]+$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'a circle has no lower part: move what both need down',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...tierRules,
    {
      name: 'kernel-is-pure',
      comment: 'the kernel imports no package, only itself and what Node brings',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { pathNot: '^src/kernel/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'through-the-index',
      comment:
        "another module is reached through its index.ts; module.ts is app's door and bulk.ts bulk-import's",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: [COMPOSITION, '^src/bulk-import/'] },
      to: { path: '^src/', pathNot: ['^src/$1/', ...DOORS] },
    },
    {
      name: 'through-the-index-in-a-group',
      comment: 'the modules within kernel, platform and ecosystem, too, reach each other through index.ts',
      severity: 'error',
      from: { path: '^src/(kernel|platform|ecosystem)/([^/]+)/' },
      to: { path: '^src/$1/[^/]+/', pathNot: ['^src/$1/$2/', ...DOORS] },
    },
    {
      name: 'composition-through-the-doors',
      comment: 'app/ and main.ts use index.ts and module.ts only',
      severity: 'error',
      from: { path: COMPOSITION },
      to: { path: '^src/', pathNot: ['^src/app/', ...DOORS_OF_APP] },
    },
    {
      name: 'bulk-import-through-the-doors',
      comment: 'bulk-import uses index.ts and bulk.ts only',
      severity: 'error',
      from: { path: '^src/bulk-import/' },
      to: { path: '^src/', pathNot: ['^src/bulk-import/', ...DOORS_OF_BULK_IMPORT] },
    },
    {
      name: 'sql-in-repositories',
      comment:
        'rows, TypeORM and the drivers belong to entities, repositories, migrations and platform/database',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/platform/database/', '\\.(entity|repository)\\.ts$', '/migrations/'],
      },
      to: { path: npm('typeorm|mysql2|better-sqlite3') },
    },
    {
      name: 'http-in-connectors',
      comment: 'only connectors/ call other systems',
      severity: 'error',
      from: { path: '^src/', pathNot: ['(^|/)connectors/', '^src/platform/http-client/'] },
      to: { path: ['^src/platform/http-client/', npm('undici')] },
    },
    {
      name: 'sandbox-stands-alone',
      comment: 'the sandbox is another program: both sides are held to the golden messages instead',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: ['^src/', '^ormconfig\\.ts$'] },
    },
    {
      name: 'nothing-from-the-sandbox',
      comment: 'the gateway knows the sandbox as an address only',
      severity: 'error',
      from: { path: ['^src/', '^ormconfig\\.ts$'] },
      to: { path: '^sandbox/' },
    },
    {
      name: 'page-stands-alone',
      comment:
        'the page is bundled for the browser: it shares the contract with its server half, nothing else',
      severity: 'error',
      from: { path: '^src/explorer/ui/' },
      to: { path: '^src/', pathNot: ['^src/explorer/ui/', '^src/explorer/explorer-contract\\.ts$'] },
    },
    {
      name: 'nothing-from-the-page',
      comment: 'the server serves the built page and imports none of it',
      severity: 'error',
      from: { pathNot: '^(src/explorer/ui|test)/' },
      to: { path: '^src/explorer/ui/' },
    },
    {
      name: 'no-tests-in-the-program',
      comment: 'the program runs without its tests, scripts and benchmarks',
      severity: 'error',
      from: { path: ['^(src|sandbox)/', '^ormconfig\\.ts$'] },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'npm ci --omit=dev must leave all that the program needs',
      severity: 'error',
      from: { path: ['^(src|sandbox)/', '^ormconfig\\.ts$'], pathNot: '^src/explorer/ui/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-nameless-drawers',
      comment: 'name a file or folder for what it does: no utils, helpers, common, misc',
      severity: 'error',
      from: { pathNot: '(^|/)node_modules/' },
      to: { path: BAD_NAMES, pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'no-nameless-drawers-at-the-root',
      comment: 'the same for a file that nothing imports',
      severity: 'error',
      module: { path: BAD_NAMES, pathNot: '(^|/)node_modules/', numberOfDependentsLessThan: 1 },
      from: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // Types count too: a type that two tiers share is as much of a tie as a function.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.js', '.json'],
    },
  },
};
