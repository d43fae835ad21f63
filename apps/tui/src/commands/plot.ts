import type { Marker } from '@mixtura/viz'
import { Option, type Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { markerFor, markers } from '../locale.ts'
import { readModel } from '../model-file.ts'
import { addDataOptions, addOutputOption } from '../options.ts'
import { checkOutputs, isStdout, withOutput } from '../output.ts'
import { wholeNumber } from '../parse.ts'
import type { Problem } from '../problem.ts'
import { addSourceArgument, loadProblem, type SourceFlags } from '../source.ts'
import { widthOf } from '../streams.ts'
import { plain } from '../style.ts'

interface Flags extends SourceFlags {
  readonly model?: string
  readonly axes: string
  readonly format?: 'svg' | 'text'
  readonly marker?: Marker
  readonly width?: number
  readonly height: number
  readonly output?: string
}

const examples = `Examples:
  mixtura plot stones.csv --columns x,y
  mixtura plot stones.csv --model model.json -o stones.svg
`

export function addPlot(program: Command, context: Context): void {
  const command = program.command('plot')
  command.description('draw two columns and a model’s ellipses, in characters or as SVG')
  addOutputOption(addDataOptions(addSourceArgument(command, '-')))
    .option('--model <file>', 'a model file, as fit -o model.json writes it')
    .option('--axes <pair>', 'which two of the columns, by number among them', '1,2')
    .addOption(
      new Option('--format <name>', 'default: svg into a file called .svg, text elsewhere').choices(['svg', 'text']),
    )
    .addOption(new Option('--marker <name>', 'what the picture is made of (default: by the locale)').choices(markers))
    .option('--width <columns>', 'of the text (default: the terminal’s)', wholeNumber(20, 1000))
    .option('--height <rows>', 'of the text', wholeNumber(5, 1000), 24)
    .addHelpText('before', examples)
    .action((source: string, flags: Flags) => plot(source, flags, command, context))
}

async function plot(source: string, flags: Flags, command: Command, { streams }: Context): Promise<void> {
  await checkOutputs(flags.output)
  const file = flags.model === undefined ? undefined : await readModel(flags.model, streams)
  const problem = await loadProblem(source, flags, command, streams, file?.columns)
  const axes = axesOf(flags.axes, problem)

  const toStdout = isStdout(flags.output)
  const isSvg = flags.format === 'svg' || (flags.format === undefined && flags.output?.endsWith('.svg'))
  const width = flags.width ?? (toStdout ? widthOf(streams.stdout) : 80)
  const style = toStdout ? styleOf(command, streams) : plain
  const { textPlot, svgPlot } = await import('../plot.ts')
  const text = isSvg
    ? svgPlot(problem, file?.model, axes)
    : textPlot(problem, file?.model, axes, {
        width,
        height: flags.height,
        marker: flags.marker ?? markerFor(streams.env),
        style,
      })
  await withOutput(flags.output, streams, (write) => write(text))
}

/** A pair of columns, counted from 1; a single column is its own pair. */
function axesOf(text: string, { dataset: { dimension } }: Problem): [number, number] {
  if (dimension === 1) return [0, 0]
  const [, first, second] = /^(\d{1,5}),(\d{1,5})$/.exec(text)?.map(Number) ?? []
  const isColumn = (axis: number | undefined): boolean => axis !== undefined && axis >= 1 && axis <= dimension
  if (isColumn(first) && isColumn(second) && first !== second) return [first - 1, second - 1]
  throw new CommandError(
    exitCodes.usage,
    `--axes is “${text}”; give two different numbers from 1 to ${dimension}, as 1,2.`,
  )
}
