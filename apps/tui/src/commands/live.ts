import type { Marker } from '@mixtura/viz'
import { Option, type Command } from 'commander'
import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { styleOf, type Context } from '../context.ts'
import { exitCodes } from '../exit.ts'
import { markerFor, markers } from '../locale.ts'
import { settingsFrom, type FitFlags } from '../options.ts'
import { addSource, loadProblem, usualPreset, type SourceFlags } from '../source.ts'
import type { Streams } from '../streams.ts'
import { printReport } from './report.ts'

interface LiveFlags extends FitFlags, SourceFlags {
  readonly marker?: Marker
  readonly screenReader: boolean
}

const examples = `Examples:
  mixtura                               the three students
  mixtura two-moons -k 2                a preset that EM fails on
  mixtura stones.csv -k 4 --columns x,y
`

export function addLive(program: Command, context: Context): void {
  const command = program.command('live', { isDefault: true })
  command.description('watch EM at work (the default command); without a terminal, print a report')
  addSource(command, usualPreset)
    .addOption(new Option('--marker <name>', 'what the picture is made of (default: by the locale)').choices(markers))
    .option('--screen-reader', 'sentences in place of pictures (or INK_SCREEN_READER=true)', false)
    .addHelpText('before', examples)
    .action((source: string, flags: LiveFlags) => live(source, flags, command, context))
}

async function live(source: string, flags: LiveFlags, command: Command, context: Context): Promise<void> {
  const { streams } = context
  const stdin = keyboardOf(source, streams)
  if (!stdin || !streams.stdout.isTTY || streams.env.TERM === 'dumb')
    return printReport(source, flags, command, context)

  const problem = await loadProblem(source, flags, command, streams)
  // React and Ink are needed here only, and take a while to load.
  const { startLive } = await import('../live/start.tsx')
  const marker = flags.marker ?? markerFor(streams.env)
  const view = { sheet: false, truth: false, zoomed: false, marker, pair: 0, message: '' }
  const screenReader = flags.screenReader || streams.env.INK_SCREEN_READER === 'true'
  const look = { style: styleOf(command, streams), view, screenReader }
  const ending = await startLive(problem, settingsFrom(flags, problem), look, { ...streams, stdin })
  if (ending === 'interrupted') context.finish(exitCodes.interrupted)
}

/** Where keys come from: stdin, or the terminal itself where the data come by stdin. */
function keyboardOf(source: string, { stdin, stdout }: Streams): Streams['stdin'] | undefined {
  if (stdin.isTTY) return stdin
  if (source !== '-' || !stdout.isTTY) return undefined
  try {
    return new ReadStream(openSync('/dev/tty', 'r'))
  } catch {
    return undefined
  }
}
