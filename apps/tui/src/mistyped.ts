import { presets } from '@mixtura/datagen'
import { nearestName } from '@mixtura/io'
import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { CommandError, exitCodes } from './exit.ts'

/**
 * Refuses a first word that is no command, preset or file, but nearly one of the first two: it would be taken for a
 * file, and all that follows for options of the live view.
 *
 * @throws CommandError
 */
export function checkSpelling([word = '-']: readonly string[], program: Command): void {
  const commands = program.commands.map((command) => command.name())
  const known = ['help', ...commands, ...presets.map(({ id }) => id)]
  if (word.startsWith('-') || /[./\\]/.test(word) || known.includes(word) || existsSync(word)) return
  const nearest = nearestName(word, known)
  if (nearest === undefined) return
  const kind = commands.includes(nearest) ? 'command' : 'preset'
  throw new CommandError(
    exitCodes.noInput,
    `There is no command, preset or file “${word}”. Did you mean the ${kind} “${nearest}”? ` +
      `The presets are ${presets.map(({ id }) => id).join(', ')}; mixtura --help lists the commands.`,
  )
}
