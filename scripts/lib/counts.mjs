// Counting what `npm test` did, from the suites' reports and turbo's own account of its tasks.
// A red run never counts 0 failed:
//   - each failing test counts as 1;
//   - a suite that ran no test, or left no report, counts as 1;
//   - a failed task that none of these explains (a build, type or lint error, a test file that does not load) counts as 1.

/**
 * @typedef {{ status: string, fullName: string }} TestResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { assertionResults: TestResult[] }[] }} Report vitest's JSON report, as far as it is read here
 * @typedef {{ name: string, report: Report | undefined }} SuiteResult a package with tests, and what they left
 * @typedef {{ taskId: string, execution?: { exitCode?: number } }} TurboTask `taskId` is `package#task`
 * @typedef {{ exitCode: number, tasks: TurboTask[] }} TurboRun
 * @typedef {{ passed: number, failed: number, skipped: number, reasons: string[] }} Counts `reasons` says each failure in a line
 */

/**
 * @param {SuiteResult[]} suites
 * @param {TurboRun} turboRun
 * @returns {Counts}
 */
export function countTests(suites, turboRun) {
  let passed = 0
  let skipped = 0
  /** @type {string[]} */
  const reasons = []
  const explained = new Set()

  for (const { name, report } of suites) {
    passed += report?.numPassedTests ?? 0
    skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
    const failures = report ? failingTests(report).map((test) => `${name}: ${test}`) : []
    const ranNone = !report || report.numPassedTests + report.numFailedTests === 0
    const found = ranNone ? [`${name} reported no tests`] : failures
    if (found.length > 0) explained.add(`${name}#test`)
    reasons.push(...found)
  }

  for (const { taskId, execution } of turboRun.tasks) {
    const exitCode = execution?.exitCode ?? 0
    if (exitCode !== 0 && !explained.has(taskId))
      reasons.push(`${taskId.replace('//#', '')} failed (exit code ${exitCode})`)
  }
  if (reasons.length === 0 && turboRun.exitCode !== 0) reasons.push(`turbo ended with exit code ${turboRun.exitCode}`)

  return { passed, failed: reasons.length, skipped, reasons }
}

/** @param {Report} report */
function failingTests(report) {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  )
}
