import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from './build.mjs';
import { capture } from './processes.mjs';

/** Committed files that a compiled program prints from the code, without server, database or secret. */
export const GENERATED = {
  schema: { file: 'schema.graphql', program: 'src/app/print-schema' },
  errors: { file: 'docs/errors.md', program: 'src/app/print-errors' },
};

/** What the code says the file should be. @throws Error when it does not build or its program fails */
export async function printed({ program }) {
  await build(['server']);
  const compiled = path.join(root, 'dist', `${program}.js`);
  if (!existsSync(compiled)) throw new Error(`${program}.ts is not there`);
  const { ok, stdout, output } = await capture(process.execPath, ['--enable-source-maps', compiled], {
    cwd: root,
  });
  if (!ok) throw new Error(`${program}.ts failed:\n${output}`);
  if (!stdout.trim()) throw new Error(`${program}.ts printed nothing`);
  return stdout;
}

/** The committed file's text, or undefined. */
export function committed({ file }) {
  const absolute = path.join(root, file);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}
