import { presets } from '@mixtura/datagen'
import type { Command } from 'commander'
import { access } from 'node:fs/promises'
import { CommandError, exitCodes } from './exit.ts'
import { checkInput, readSamples, type DataFlags } from './input.ts'
import { addDataOptions, addFitOptions } from './options.ts'
import { seed } from './parse.ts'
import { problemOfPreset, problemOfSamples, type Problem } from './problem.ts'
import type { Streams } from './streams.ts'

export interface SourceFlags extends DataFlags {
  readonly dataSeed?: number
}

/** The notebook's data: what is shown where nothing else is asked for. */
export const usualPreset = 'three-students'

/** The argument and options of commands that fit a file or a preset and show it. */
export function addSource(command: Command): Command {
  command.argument('[source]', `a file, - for stdin, or a preset: ${presetIds.join(', ')}`, usualPreset)
  return addDataOptions(addFitOptions(command)).option('--data-seed <S>', 'seed of a preset (default: 12)', seed)
}

const presetIds: readonly string[] = presets.map(({ id }) => id)

/** @throws CommandError where the source is neither a preset nor a file, and what reading it throws */
export async function loadProblem(
  source: string,
  flags: SourceFlags,
  command: Command,
  streams: Streams,
): Promise<Problem> {
  if (presetIds.includes(source)) return problemOfPreset(source, flags.dataSeed)
  checkInput(source, command, streams)
  if (source !== '-')
    await access(source).catch(() => {
      throw new CommandError(
        exitCodes.noInput,
        `There is no file “${source}”, nor a preset or command of this name; mixtura --help lists the commands, and the presets are ${presetIds.join(', ')}.`,
      )
    })
  return problemOfSamples(source, await readSamples(source, flags, streams))
}
