import { existsSync, readFileSync } from 'node:fs';

/**
 * `count-tests.mjs <vitest's JSON report> [failed step…]` prints `N passed, N failed`. A test file that could not be
 * loaded has no tests to count and is one failure; so is each other step, for a run that failed must not say 0 failed.
 */
const [reportFile = '', ...failedSteps] = process.argv.slice(2);
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;

const unloaded = (report?.testResults ?? []).filter(isUnloaded);
const passed = report?.numPassedTests ?? 0;
const failedTests = (report?.numFailedTests ?? 0) + unloaded.length;
const otherSteps = failedSteps.filter((step) => step !== 'tests' || failedTests === 0);

for (const { name } of unloaded) console.log(`could not be loaded: ${name}`);
if (report?.numPendingTests > 0) console.log(`${report.numPendingTests} skipped`);
console.log(`${passed} passed, ${failedTests + otherSteps.length} failed`);

function isUnloaded({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
}
