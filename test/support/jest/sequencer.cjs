const { createRequire } = require('node:module');

// Jest's own, which it does not hand out under its own name.
const { default: TestSequencer } = createRequire(require.resolve('jest/package.json'))(
  '@jest/test-sequencer',
);

/** Suites that take ten seconds and more, longest first: begun last, one of them would keep a run waiting for it alone. */
const LONG = [
  'test/scenarios/explorer',
  'test/integration/bulk-import/import-memory',
  'test/integration/bulk-import/killed-import',
  'test/integration/data-checks/berka',
  'test/integration/graph/computed',
  'test/scenarios/',
  'test/architecture/',
  'test/integration/',
];

const placeOf = (path) => {
  const file = path.replaceAll('\\', '/');
  const place = LONG.findIndex((name) => file.includes(name));
  return place === -1 ? LONG.length : place;
};

/**
 * Long suites first. Jest knows how long each took the last time, and on a fresh machine, where it does not, orders by the
 * size of the file, which says nothing of a browser or a compiler.
 */
module.exports = class LongestFirst extends TestSequencer {
  sort(tests) {
    const ordered = [...super.sort(tests)];
    if (ordered.every(({ duration }) => duration !== undefined)) return ordered;
    return ordered.sort((a, b) => placeOf(a.path) - placeOf(b.path));
  }
};
