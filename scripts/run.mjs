// node scripts/run.mjs PROGRAM [arguments]: builds the server if it is stale, then runs one of its programs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, root } from './build.mjs';
import { runNode } from './processes.mjs';

const [program, ...args] = process.argv.slice(2);
try {
  await build(['server']);
  const file = path.join(root, program);
  if (!existsSync(file)) throw new Error(`${program} is not part of the build`);
  process.exitCode = await runNode(['--enable-source-maps', file, ...args]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
