// node scripts/bench.mjs NAME [words]: compiles bench/NAME.ts with all that it starts, apart from the build, and runs it.
import path from 'node:path';
import { root } from './build.mjs';
import { capture, runNode } from './processes.mjs';

const [name = '', ...words] = process.argv.slice(2);
process.stderr.write('compiling the bench...\n');
const { ok, output } = await capture(
  path.join(root, 'node_modules/.bin/tsc'),
  ['-p', 'bench/tsconfig.json', '--pretty', 'false'],
  { cwd: root },
);
if (ok)
  process.exitCode = await runNode(['--enable-source-maps', `${root}/var/bench/bench/${name}.js`, ...words], {
    cwd: root,
  });
else {
  process.stderr.write(`the bench does not compile:\n${output.trimEnd()}\n`);
  process.exitCode = 1;
}
