/** Reading Jest's JSON report (`--json --outputFile`). A suite that could not run counts as one failed test. */
export const countTests = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => ({
  passed: numPassedTests,
  failed: numFailedTests + numRuntimeErrorTestSuites,
});

/** The last line of `npm test` and of `.ci/run`. */
export const resultLine = ({ passed, failed }) => `tests: ${passed} passed, ${failed} failed`;

/** No test at all is no success: a wrong filter must not look like a green run. */
export const succeeded = ({ passed, failed }) => passed > 0 && failed === 0;
