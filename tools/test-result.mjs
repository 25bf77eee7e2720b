import { stripVTControlCharacters } from 'node:util';

/** Reading Jest's JSON report (`--json --outputFile`). A suite that could not run counts as one failed test. */
export const countTests = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => ({
  passed: numPassedTests,
  failed: numFailedTests + numRuntimeErrorTestSuites,
});

/** The files of the suites that failed. */
export const failedSuites = ({ testResults }) =>
  testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);

/** The most characters of the reason of a failure: a run says in its last lines what went wrong. */
const MOST_OF_A_REASON = 600;

/** The lines of a failure before its stack, in one. */
const reasonOf = (message) =>
  stripVTControlCharacters(message)
    .split(/\n\s+at /)[0]
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' | ')
    .slice(0, MOST_OF_A_REASON);

/** The full titles of the tests that failed, and why they did; of a suite that could not run, its file. */
export const failedTests = ({ testResults }) =>
  testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [`${name}: ${reasonOf(message ?? '')}`];
      return failed.map(
        ({ fullName, failureMessages }) => `${name}: ${fullName}: ${reasonOf(failureMessages.join('\n'))}`,
      );
    });

/** The counts when suites of the first report have run again and gave the second one. */
export const countWithSecondRun = (first, second) => {
  const repeated = new Set(second.testResults.map(({ name }) => name));
  const passedInThem = first.testResults
    .filter(({ name }) => repeated.has(name))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
  const again = countTests(second);
  return { passed: first.numPassedTests - passedInThem + again.passed, failed: again.failed };
};

/** The last line of `npm test` and of `.ci/run`. */
export const resultLine = ({ passed, failed }) => `tests: ${passed} passed, ${failed} failed`;

/** No test at all is no success: a wrong filter must not look like a green run. */
export const succeeded = ({ passed, failed }) => passed > 0 && failed === 0;
