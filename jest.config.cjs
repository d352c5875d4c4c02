/** Packages that ship ES modules only: Jest on Node 20 cannot `require` them, so they are compiled like our own code. */
const esmOnly = ['jose'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/jest/seeded-fast-check.cjs' },
  globalSetup: '<rootDir>/test/support/jest/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/jest/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/jest/reporter.cjs'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  testSequencer: '<rootDir>/test/support/jest/sequencer.cjs',
  // The suites share two cores with a database server and a browser.
  maxWorkers: 2,
  // The slowest honest hook migrates a fresh MariaDB database on a busy machine, about 3 s.
  testTimeout: 20_000,
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/explorer/ui/**'],
};
