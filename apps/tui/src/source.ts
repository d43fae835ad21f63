import { presets } from '@mixtura/datagen'
import type { Command } from 'commander'
import { access } from 'node:fs/promises'
import { CommandError, exitCodes } from './exit.ts'
import { checkInput } from './bytes.ts'
import { readSamples, type DataFlags } from './input.ts'
import { addDataOptions, addFitOptions, addWeightsOption } from './options.ts'
import { seed } from './parse.ts'
import { problemOfPreset, problemOfSamples, type Problem } from './problem.ts'
import type { Streams } from './streams.ts'

export interface SourceFlags extends DataFlags {
  readonly dataSeed?: number
}

/** The notebook's data: what is shown where nothing else is asked for. */
export const usualPreset = 'three-students'

/** The argument and options of commands that fit a file or a preset. */
export function addSource(command: Command, usual: string): Command {
  return addWeightsOption(addDataOptions(addFitOptions(addSourceArgument(command, usual))))
}

export function addSourceArgument(command: Command, usual: string): Command {
  return command
    .argument(
      '[source]',
      `a file (CSV, TSV, JSON, NDJSON, Parquet; gzipped or not), - for stdin, or a preset: ${presetIds.join(', ')}`,
      usual,
    )
    .option('--data-seed <S>', 'seed of a preset (default: 12)', seed)
}

const presetIds: readonly string[] = presets.map(({ id }) => id)

/**
 * A preset, or a file; of that the columns asked for, or the usual ones, or all that are numeric.
 *
 * @throws CommandError where the source is neither a preset nor a file, and what reading it throws
 */
export async function loadProblem(
  source: string,
  flags: SourceFlags,
  command: Command,
  streams: Streams,
  usualColumns?: readonly string[],
): Promise<Problem> {
  if (presetIds.includes(source)) {
    if (flags.columns !== undefined || flags.weights !== undefined) {
      const way = `mixtura generate ${source} | mixtura ${command.name()} - --columns …`
      throw new CommandError(exitCodes.usage, `A preset is taken whole; to choose columns, write ${way}`)
    }
    return problemOfPreset(source, flags.dataSeed)
  }
  if (flags.dataSeed !== undefined) {
    throw new CommandError(
      exitCodes.usage,
      `--data-seed is for presets; “${source}” is a file, whose rows no seed changes.`,
    )
  }
  checkInput(source, command, streams)
  if (source !== '-') await access(source).catch((error: NodeJS.ErrnoException) => refuse(source, error))
  return problemOfSamples(source, await readSamples(source, flags, streams, usualColumns))
}

function refuse(source: string, error: NodeJS.ErrnoException): void {
  // What else is wrong with the file will be found, and said better, when it is read.
  if (error.code !== 'ENOENT') return
  throw new CommandError(
    exitCodes.noInput,
    `There is no file “${source}”, and no preset or command of this name. ` +
      `The presets are ${presetIds.join(', ')}; mixtura --help lists the commands.`,
  )
}
