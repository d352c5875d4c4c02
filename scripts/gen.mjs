// Writes the generated files anew and says which of them changed.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build.mjs';
import { committed, GENERATED, printed } from './generated.mjs';

try {
  for (const generated of Object.values(GENERATED)) {
    const text = await printed(generated);
    const changed = text !== committed(generated);
    if (changed) {
      mkdirSync(path.dirname(path.join(root, generated.file)), { recursive: true });
      writeFileSync(path.join(root, generated.file), text);
    }
    process.stdout.write(`${changed ? 'wrote    ' : 'unchanged'} ${generated.file}\n`);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
