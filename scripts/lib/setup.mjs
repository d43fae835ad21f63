// Packages, builds and checks: pnpm and turbo as the tasks use them.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { must, root, run } from './run.mjs'

/** @typedef {import('./counts.mjs').TurboRun} TurboRun */

/** Installs exactly the lockfile's packages; a fifth of a second when they are in place. */
export async function install() {
  const flags = ['install', '--frozen-lockfile', '--prefer-offline']
  if (existsSync(join(root, 'node_modules', '.bin', 'pnpm'))) {
    return must('Installing packages', run('pnpm', flags, { output: 'on failure' }))
  }
  console.error('Installing packages (about half a minute, once) …')
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  await must(
    'Installing packages',
    run('npx', ['-y', `pnpm@${devDependencies.pnpm}`, ...flags], { output: 'on failure' }),
  )
}

/**
 * Builds packages and what they depend on, as far as they changed.
 * @param {...string} filters turbo's package filters
 */
export async function build(...filters) {
  const flags = ['--output-logs=errors-only', '--log-order=grouped']
  console.error('Building …')
  await must(
    'The build',
    run('turbo', ['run', 'build', ...filters.map((filter) => `--filter=${filter}`), ...flags], {
      output: 'on failure',
    }),
  )
}

/**
 * Builds, checks and tests everything that changed; a failure stops only what depends on it, so that the counts are whole.
 * @returns {Promise<TurboRun>}
 */
export async function check() {
  const summaries = join(root, '.turbo', 'runs')
  rmSync(summaries, { recursive: true, force: true })
  const flags = ['--continue=dependencies-successful', '--output-logs=new-only', '--log-order=grouped', '--summarize']
  const exitCode = await run('turbo', [
    'run',
    'build',
    'typecheck',
    'lint',
    'test',
    ...flags,
    `--concurrency=${availableParallelism()}`,
  ])

  const [summary] = existsSync(summaries) ? readdirSync(summaries) : []
  const tasks = summary ? JSON.parse(readFileSync(join(summaries, summary), 'utf8')).tasks : []
  return { exitCode, tasks }
}
