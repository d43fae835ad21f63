// Running other programs: where, with which environment, and what becomes of their output.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's top directory. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

const bin = join(root, 'node_modules', '.bin')

/** What every program is started with: the installed tools and Node 24 first on PATH, and no telemetry.
 * @type {NodeJS.ProcessEnv} */
export const environment = {
  ...process.env,
  PATH: [bin, process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
}

/** An expected end without success: one line for the user and an exit code, no stack. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Runs a program in the top directory to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean }} options quiet: what it writes is shown only if it fails
 * @returns {Promise<number>} its exit code; 128 + the signal's number if a signal ended it
 */
export function run(command, args, { quiet = false } = {}) {
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
  const child = spawn(command, args, { cwd: root, env: environment, stdio })
  /** @type {Buffer[]} */
  const held = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => held.push(data))

  // Ctrl-C reaches the whole process group, but a supervisor may signal this process alone. Wait for the child either way.
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
  process.on('SIGINT', forward).on('SIGTERM', forward)

  return new Promise((settle, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward)
      const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
      if (exitCode !== 0) process.stderr.write(Buffer.concat(held))
      settle(exitCode)
    })
  })
}

/**
 * Ends the task, with its exit code, where a step that the next ones need fails.
 * @param {string} step its name at the start of a sentence
 * @param {Promise<number>} running
 */
export async function must(step, running) {
  const exitCode = await running
  if (exitCode !== 0) throw new Failure(`${step} failed (exit code ${exitCode}).`, exitCode)
}
