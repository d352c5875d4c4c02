import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture } from './processes.mjs';

export const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** Each part of the build is skipped while the content of its inputs, and so its stamp under dist/, is the same. */
const PARTS = {
  server: {
    inputs: ['src', 'sandbox', 'ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    ignores: 'src/explorer/ui/',
    output: 'dist/src',
    build: () => capture(bin('tsc'), ['-p', 'tsconfig.build.json', '--pretty', 'false'], { cwd: root }),
    after: removeOrphans,
  },
  explorer: {
    inputs: ['src/explorer/ui', 'src/explorer/explorer-contract.ts', 'package-lock.json'],
    output: 'dist/explorer',
    build: () =>
      capture(bin('vite'), ['build', '--config', 'src/explorer/ui/vite.config.mts'], { cwd: root }),
  },
};

/**
 * Builds what is stale of the named parts, all by default. Speaks on stderr only, and only when it builds, so that
 * a quiet command stays quiet.
 * @throws Error with the compiler's output
 */
export async function build(names = Object.keys(PARTS)) {
  for (const name of names) {
    const part = PARTS[name];
    const stampFile = path.join(root, 'dist', `${name}.stamp`);
    const stamp = fingerprint(part);
    if (existsSync(path.join(root, part.output)) && readIfThere(stampFile) === stamp) continue;
    process.stderr.write(`building the ${name}...\n`);
    rmSync(stampFile, { force: true });
    const { ok, output } = await part.build();
    if (!ok) throw new Error(`the ${name} does not build:\n${output.trimEnd()}`);
    part.after?.();
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp);
  }
}

function fingerprint({ inputs, ignores }) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) {
    if (ignores && file.startsWith(ignores)) continue;
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(input) {
  const absolute = path.join(root, input);
  if (!existsSync(absolute)) return [];
  if (path.extname(input)) return [input];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** tsc never removes the output of a source that is gone; left there, it could still be loaded. */
function removeOrphans() {
  for (const file of ['dist/src', 'dist/sandbox'].flatMap(filesUnder)) {
    const source = file.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '');
    if (!isFile(`${source}.ts`) && !isFile(source)) rmSync(path.join(root, file));
  }
}

/** A folder does not count: `a.js` is an orphan where `a.ts` has become `a/index.ts`, and Node would take it first. */
const isFile = (file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() === true;

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
