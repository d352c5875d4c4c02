const { writeFileSync } = require('node:fs');

/**
 * Counts a run for machines: a failed test, a file that could not run, and (with FAIL_ON_SKIPPED=1) a skipped
 * test each count as failed. With TEST_SUMMARY_FILE set the counts go there, and whoever started the run prints
 * them; otherwise they are printed here as the last lines.
 */
module.exports = class CountingReporter {
  onRunComplete(_contexts, results) {
    const failOnSkipped = process.env.FAIL_ON_SKIPPED === '1';
    const skipped = results.testResults
      .map((file) => ({
        file: file.testFilePath.replace(`${process.cwd()}/`, ''),
        count: file.numPendingTests + file.numTodoTests,
        suites: skippedSuites(file),
      }))
      .filter(({ count }) => count > 0);
    const skippedCount = skipped.reduce((sum, { count }) => sum + count, 0);
    const summary = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites + (failOnSkipped ? skippedCount : 0),
      skipped: skipped.map(({ file, count, suites }) => `skipped ${count} in ${file}: ${suites.join('; ')}`),
    };
    if (failOnSkipped && skippedCount > 0) this.error = new Error(`${skippedCount} skipped, and none may be`);
    if (process.env.TEST_SUMMARY_FILE) writeFileSync(process.env.TEST_SUMMARY_FILE, JSON.stringify(summary));
    else
      process.stdout.write(
        [...summary.skipped, `${summary.passed} passed, ${summary.failed} failed\n`].join('\n'),
      );
  }

  /** Jest fails the run for a reporter's last error. */
  getLastError() {
    return this.error;
  }
};

function skippedSuites(file) {
  const skipped = file.testResults.filter(({ status }) => status === 'pending' || status === 'todo');
  return [...new Set(skipped.map((test) => test.ancestorTitles[0] ?? test.title))];
}
