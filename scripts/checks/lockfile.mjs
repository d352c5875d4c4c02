/** Below these a known hole or a known trap is open. */
const LEAST = {
  graphql: '16.15.0', // a 20 KB query costs seconds of validation
  mysql2: '3.9.8', // remote code execution and prototype pollution by a server's answer
  typeorm: '1.1.0',
  '@apollo/server': '5.5.0',
};

const ROOT_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'engines'];

/**
 * Problems of a lockfile (v3) against its package.json. Needs no network.
 * It must match, work with any registry (no addresses), prove what it installs, and be complete: `npm install` can
 * silently leave out optional packages, and then `npm ci` refuses the file.
 */
export function lockfileProblems(manifest, lockfile) {
  const packages = lockfile.packages ?? {};
  const problems = ROOT_FIELDS.filter(
    (field) => canonical(manifest[field]) !== canonical(packages['']?.[field]),
  ).map((field) => `${field} of package.json and package-lock.json differ`);

  for (const [where, entry] of Object.entries(packages)) {
    if (where === '') continue;
    const name = entry.name ?? where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (entry.resolved) problems.push(`${where} has an address: ${entry.resolved}`);
    if (!entry.integrity && !entry.inBundle && !entry.link) problems.push(`${where} has no integrity`);
    if (LEAST[name] && isBelow(entry.version, LEAST[name]))
      problems.push(`${where} is ${entry.version}, at least ${LEAST[name]} is required`);
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      if (!isInstalled(packages, where, needed)) problems.push(`${where} needs ${needed}, which is missing`);
  }
  return problems;
}

const canonical = (value = {}) => JSON.stringify(Object.entries(value).sort());

function isBelow(version, least) {
  const [a, b] = [version, least].map((text) => text.split(/[.-]/, 3).map(Number));
  const different = b.findIndex((number, index) => number !== a[index]);
  return different >= 0 && a[different] < b[different];
}

/** Looks where Node looks: in the package's own node_modules, then in each one above. */
function isInstalled(packages, where, name) {
  for (let folder = where; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder}${folder && '/'}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}
