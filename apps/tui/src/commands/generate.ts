import { presetById, presets, type Preset } from '@mixtura/datagen'
import { csvBlocks, type CsvColumn } from '@mixtura/io'
import { Argument, type Command } from 'commander'
import type { Context } from '../context.ts'
import { addOutputOption } from '../options.ts'
import { checkOutputs, withOutput } from '../output.ts'
import { seed, wholeNumber } from '../parse.ts'

interface Flags {
  readonly count?: number
  readonly seed?: number
  readonly output?: string
}

const examples = `Examples:
  mixtura generate three-students -n 500 --seed 12 > stones.csv
  mixtura generate two-moons | mixtura fit - -k 2 --columns x,y

Presets:
${presets.map(({ id, description }) => `  ${id.padEnd(22)} ${description.en}`).join('\n')}
`

export function addGenerate(program: Command, { streams }: Context): void {
  const command = program.command('generate')
  command
    .description('print a preset data set as CSV, with the group of each row where it is known')
    .addArgument(new Argument('<preset>', 'which').choices(presets.map(({ id }) => id)))
    .option('-n, --count <N>', 'how many rows (default: the preset’s own number)', wholeNumber(1))
    .option('--seed <S>', 'seed (default: 12)', seed)
    .addHelpText('before', examples)
    .action(async (id: string, flags: Flags) => {
      await checkOutputs(flags.output)
      const columns = columnsOf(presetById(id), flags)
      await withOutput(flags.output, streams, async (write) => {
        for (const block of csvBlocks(columns)) await write(block)
      })
    })
  addOutputOption(command)
}

function columnsOf({ make, labelColumn = 'group', labelNames }: Preset, { count: n, seed }: Flags): CsvColumn[] {
  const { points, columns, labels } = make({ ...(n !== undefined && { n }), ...(seed !== undefined && { seed }) })
  const data = columns.map((name, j) => ({ name, values: points.getColumn(j) }))
  if (!labels) return data
  const groups = labelNames ? Array.from(labels, (label) => labelNames[label]) : labels
  return [...data, { name: labelColumn, values: groups }]
}
