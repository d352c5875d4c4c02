// node scripts/check.mjs [name...]: runs the static checks, all by default, one result line each.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build.mjs';
import { breakingChanges } from './checks/breaking.mjs';
import { drift } from './checks/drift.mjs';
import { lockfileProblems } from './checks/lockfile.mjs';
import { GENERATED } from './generated.mjs';
import { capture } from './processes.mjs';

/** `run` answers { problems, notes? }: the check passed when there is no problem. */
const CHECKS = {
  types: { run: () => tool('tsc', '--noEmit', '-p', 'tsconfig.json', '--pretty', 'false') },
  'ui-types': { run: () => tool('tsc', '--noEmit', '-p', 'src/explorer/ui', '--pretty', 'false') },
  lint: { run: () => tool('biome', 'ci', '--error-on-warnings', '--colors=off'), mend: 'npm run fix' },
  imports: {
    run: () => tool('depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'sandbox', 'ormconfig.ts'),
    mend: 'see the rules in .dependency-cruiser.cjs; afterwards npm run check:imports',
  },
  'dead-code': { run: () => tool('knip', '--no-progress') },
  schema: { run: async () => ({ problems: await drift(GENERATED.schema) }), mend: 'npm run gen' },
  errors: { run: async () => ({ problems: await drift(GENERATED.errors) }), mend: 'npm run gen' },
  breaking: {
    run: breakingChanges,
    mend: 'keep the old element with @deprecated, or name the change in docs/breaking-changes.md',
  },
  lockfile: {
    run: () => ({ problems: lockfileProblems(json('package.json'), json('package-lock.json')) }),
    mend: 'npm install',
  },
};

/** More lines of one tool help nobody; the same check alone shows them all. */
const LINES_SHOWN = 40;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !CHECKS[name]);
if (unknown.length > 0) {
  process.stderr.write(
    `no check is called ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}\n`,
  );
  process.exit(2);
}

for (const name of asked.length > 0 ? asked : Object.keys(CHECKS)) {
  const { problems, notes = [] } = await outcome(CHECKS[name]);
  const lines = (problems.length > 0 ? problems : notes).flatMap((text) => text.trimEnd().split('\n'));
  const shown = asked.length === 1 ? lines : lines.slice(0, LINES_SHOWN);
  for (const line of shown) process.stdout.write(`      ${line}\n`);
  if (shown.length < lines.length)
    process.stdout.write(`      ... ${lines.length - shown.length} more lines\n`);
  if (problems.length === 0) process.stdout.write(`ok    ${name}\n`);
  else {
    process.stdout.write(
      `FAIL  ${name} - mend with: ${CHECKS[name].mend ?? `the places above, then npm run check:${name}`}\n`,
    );
    process.exitCode = 1;
  }
}

async function outcome(check) {
  try {
    return await check.run();
  } catch (error) {
    return { problems: [error.message] };
  }
}

async function tool(name, ...args) {
  const { ok, output } = await capture(path.join(root, 'node_modules', '.bin', name), args, { cwd: root });
  return { problems: ok ? [] : [output.trim() || `${name} failed without a word`] };
}

function json(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
