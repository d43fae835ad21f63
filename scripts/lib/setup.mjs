// Packages, builds and checks: pnpm and turbo as the tasks use them.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { must, root, run } from './run.mjs'

/** Installs exactly the lockfile's packages; a fifth of a second when they are in place. */
export async function install() {
  const step = 'Installing packages'
  const flags = ['install', '--frozen-lockfile', '--prefer-offline']
  if (existsSync(join(root, 'node_modules', '.bin', 'pnpm'))) return must(step, run('pnpm', flags, { quiet: true }))

  console.error(`${step} (about half a minute, once) …`)
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  await must(step, run('npx', ['-y', `pnpm@${devDependencies.pnpm}`, ...flags], { quiet: true }))
}

const inOrder = '--log-order=grouped'

/**
 * Builds packages and what they depend on, as far as they changed.
 * @param {...string} packages as turbo filters them
 */
export async function build(...packages) {
  console.error('Building …')
  const filters = packages.map((name) => `--filter=${name}`)
  await must(
    'The build',
    run('turbo', ['run', 'build', ...filters, inOrder, '--output-logs=errors-only'], { quiet: true }),
  )
}

/**
 * Builds, checks and tests everything that changed. A failure stops only what depends on it, so that the counts are whole.
 * @returns {Promise<import('./counts.mjs').TurboRun>}
 */
export async function check() {
  const summaries = join(root, '.turbo', 'runs')
  rmSync(summaries, { recursive: true, force: true })
  const tasks = ['build', 'typecheck', 'lint', 'test']
  const flags = ['--continue=dependencies-successful', `--concurrency=${availableParallelism()}`]
  const output = [inOrder, '--output-logs=new-only', '--summarize']
  const exitCode = await run('turbo', ['run', ...tasks, ...flags, ...output])

  const [summary] = existsSync(summaries) ? readdirSync(summaries) : []
  return { exitCode, tasks: summary ? JSON.parse(readFileSync(join(summaries, summary), 'utf8')).tasks : [] }
}
