// Looking programs up.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string[]} commands
 * @returns {string[]} the paths of all programs of these names, in the order of PATH
 */
export function programsOnPath(commands) {
  const directories = (process.env.PATH ?? '').split(delimiter)
  return directories.flatMap((directory) => commands.map((command) => join(directory, command))).filter(isExecutable)
}

/**
 * Whether it is a file that may be run; a folder is none.
 * @param {string} path
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
