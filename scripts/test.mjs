// node scripts/test.mjs [Jest arguments]: builds what is stale, runs Jest, ends with the line `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, root } from './build.mjs';
import { runNode } from './processes.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'test-summary-'));
const summaryFile = path.join(folder, 'summary.json');
let code = 1;
try {
  // The browser suite opens the built explorer.
  await build();
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  code = await runNode([jest, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, TEST_SUMMARY_FILE: summaryFile },
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
}
const { passed, skipped, ...counted } = summary();
// Jest may fail without a failed test, as when a teardown throws.
const failed = Math.max(counted.failed, code === 0 ? 0 : 1);
rmSync(folder, { recursive: true, force: true });
for (const line of skipped) process.stdout.write(`${line}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? code || 1 : code;

/** Nothing counted when the run ended before it could; then its exit code tells. */
function summary() {
  try {
    return JSON.parse(readFileSync(summaryFile, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: [] };
  }
}
