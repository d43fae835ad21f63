import { Option, type Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { exitCodes } from '../exit.ts'
import type { Marker } from '@mixtura/viz'
import { addFitOptions, settingsFrom, type FitFlags } from '../options.ts'
import { threeStudentsProblem } from '../presets.ts'
import type { Streams } from '../streams.ts'
import { printReport } from './report.ts'

interface LiveFlags extends FitFlags {
  readonly marker?: Marker
  readonly screenReader: boolean
}

export function addLive(program: Command, context: Context): void {
  const command = program
    .command('live', { isDefault: true })
    .description('watch EM at work; without a terminal, print a report')
    .argument('[source]', 'a file, or a preset')
  addFitOptions(command)
    .addOption(new Option('--marker <name>', 'what the picture is made of (default: by the locale)').choices(markers))
    .option('--screen-reader', 'sentences in place of pictures', false)
    .action((source: string | undefined, flags: LiveFlags) => live(source, flags, command, context))
}

const markers: readonly Marker[] = ['braille', 'block', 'ascii']

async function live(source: string | undefined, flags: LiveFlags, command: Command, context: Context): Promise<void> {
  const { streams } = context
  if (!isInteractive(streams)) return printReport(source, flags, command, context)
  const problem = threeStudentsProblem()
  // React and Ink are needed here only, and take a while to load.
  const { startLive } = await import('../live/start.tsx')
  const view = {
    sheet: false,
    truth: false,
    zoomed: false,
    marker: flags.marker ?? markerFor(streams.env),
    pair: 0,
    message: '',
  }
  const look = { style: styleOf(command, streams), view, screenReader: flags.screenReader }
  const ending = await startLive(problem, settingsFrom(flags), look, streams)
  if (ending === 'interrupted') context.finish(exitCodes.interrupted)
}

function isInteractive({ stdin, stdout, env }: Streams): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && env.TERM !== 'dumb')
}

/** Plain ASCII where the locale says that there is nothing else. */
function markerFor({ LC_ALL, LC_CTYPE, LANG }: Streams['env']): Marker {
  const locale = LC_ALL || LC_CTYPE || LANG
  return locale && !/utf-?8/i.test(locale) ? 'ascii' : 'braille'
}
