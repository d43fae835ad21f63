// Looking programs up.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string[]} commands
 * @returns {string[]} the paths of all programs of these names, in the order of PATH
 */
export function programsOnPath(commands) {
  const directories = (process.env.PATH ?? '').split(delimiter)
  return directories.flatMap((directory) => commands.map((command) => join(directory, command))).filter(isExecutable)
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
