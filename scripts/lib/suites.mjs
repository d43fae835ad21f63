// The packages that have tests, and the report each leaves behind.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { environment, root } from './run.mjs'

/** @typedef {{ name: string, directory: string }} Suite a package with a `test` script */

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** @returns {Suite[]} */
export function listSuites() {
  const flags = ['--recursive', 'list', '--depth=-1', '--json']
  /** @type {{ name: string, path: string }[]} */
  const packages = JSON.parse(execFileSync('pnpm', flags, { cwd: root, env: environment, encoding: 'utf8' }))
  return packages
    .filter(({ path }) => path !== root && 'test' in (readJson(join(path, 'package.json')).scripts ?? {}))
    .map(({ name, path }) => ({ name, directory: path }))
}

/**
 * Removes what earlier runs reported, so that a report found later is this run's, fresh or restored from the cache.
 * @param {Suite[]} suites
 */
export function clearReports(suites) {
  for (const { directory } of suites) rmSync(join(directory, 'reports'), { recursive: true, force: true })
}

/**
 * @param {Suite} suite
 * @returns {import('./counts.mjs').SuiteResult}
 */
export function readReport({ name, directory }) {
  const file = join(directory, 'reports', 'vitest.json')
  return { name, report: existsSync(file) ? readJson(file) : undefined }
}
