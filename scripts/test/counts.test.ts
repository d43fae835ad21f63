import { describe, expect, test } from 'vitest'
import { countTests } from '../lib/counts.mjs'

const green = { exitCode: 0, tasks: [] }
const red = (...taskIds: string[]) => ({
  exitCode: 1,
  tasks: taskIds.map((taskId) => ({ taskId, execution: { exitCode: 1 } })),
})

/** A suite whose report lists one test per status. */
function suite(name: string, ...statuses: ('passed' | 'failed' | 'skipped' | 'todo')[]) {
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length
  return {
    name,
    report: {
      numPassedTests: count('passed'),
      numFailedTests: count('failed'),
      numPendingTests: count('skipped'),
      numTodoTests: count('todo'),
      testResults: [{ assertionResults: statuses.map((status, at) => ({ status, fullName: `test ${at}` })) }],
    },
  }
}

describe('countTests', () => {
  test('adds the suites up', () => {
    const suites = [suite('core', 'passed', 'passed'), suite('viz', 'passed', 'skipped', 'todo')]
    expect(countTests(suites, green)).toEqual({ passed: 3, failed: 0, skipped: 2, reasons: [] })
  })

  test('names a failing test and does not count its task again', () => {
    const counts = countTests([suite('core', 'passed', 'failed', 'failed')], red('core#test'))
    expect(counts).toEqual({ passed: 1, failed: 2, skipped: 0, reasons: ['core: test 1', 'core: test 2'] })
  })

  test('is red for a failing test in a report even if every task succeeded', () => {
    expect(countTests([suite('core', 'failed')], green).failed).toBe(1)
  })

  test('is red for a suite without a report', () => {
    const counts = countTests([suite('viz', 'passed'), { name: 'core', report: undefined }], green)
    expect(counts).toMatchObject({ passed: 1, failed: 1, reasons: ['core reported no tests'] })
  })

  test('is red for a suite without tests, and for one that skips them all', () => {
    expect(countTests([suite('core')], green).reasons).toEqual(['core reported no tests'])
    expect(countTests([suite('core', 'skipped', 'todo')], green)).toMatchObject({ failed: 1, skipped: 2 })
  })

  test('counts an empty suite and its failed task once', () => {
    expect(countTests([suite('core')], red('core#test')).failed).toBe(1)
  })

  test('counts each failed build, type check or lint as one', () => {
    const counts = countTests([suite('core', 'passed')], red('core#typecheck', '//#lint'))
    expect(counts).toMatchObject({ passed: 1, failed: 2 })
    expect(counts.reasons).toEqual(['core#typecheck failed (exit code 1)', 'lint failed (exit code 1)'])
  })

  test('counts a test file that did not load beside the tests that passed', () => {
    expect(countTests([suite('core', 'passed')], red('core#test'))).toMatchObject({ passed: 1, failed: 1 })
  })

  test('ignores tasks that succeeded and tasks that never ran', () => {
    const tasks = [{ taskId: 'core#build', execution: { exitCode: 0 } }, { taskId: 'viz#build' }]
    expect(countTests([suite('core', 'passed')], { exitCode: 0, tasks }).failed).toBe(0)
  })

  test('is red when turbo fails without saying where', () => {
    const counts = countTests([suite('core', 'passed')], { exitCode: 1, tasks: [] })
    expect(counts).toMatchObject({ failed: 1, reasons: ['turbo ended with exit code 1'] })
  })
})
