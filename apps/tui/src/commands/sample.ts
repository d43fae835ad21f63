import { csvBlocks, type CsvColumn } from '@mixtura/io'
import type { Command } from 'commander'
import { checkInput } from '../bytes.ts'
import type { Context } from '../context.ts'
import { columnNames, readModel } from '../model-file.ts'
import { addOutputOption, addZeroBasedOption } from '../options.ts'
import { checkOutputs, withOutput } from '../output.ts'
import { seed, wholeNumber } from '../parse.ts'

interface Flags {
  readonly count: number
  readonly seed: number
  readonly output?: string
  readonly zeroBased: boolean
}

const examples = `Examples:
  mixtura sample model.json -n 1000 --seed 7 > more-stones.csv
`

export function addSample(program: Command, context: Context): void {
  const command = program.command('sample')
  command
    .description('draw new rows from a model, as CSV with the component of each (label, from 1)')
    .argument('[model]', 'a model file, as fit -o model.json writes it; - for stdin', '-')
    .requiredOption('-n, --count <N>', 'how many rows', wholeNumber(1, MOST_ROWS))
    .option('--seed <S>', 'seed of the draws', seed, 0)
    .addHelpText('before', examples)
    .action((model: string, flags: Flags) => sample(model, flags, command, context))
  addOutputOption(addZeroBasedOption(command))
}

/** As many as the presets make at most. */
const MOST_ROWS = 10_000_000

async function sample(path: string, flags: Flags, command: Command, { streams }: Context): Promise<void> {
  checkInput(path, command, streams)
  await checkOutputs(flags.output)
  const file = await readModel(path, streams)
  const { points, labels } = file.model.sample(flags.count, { seed: flags.seed })
  const first = flags.zeroBased ? 0 : 1
  const columns: CsvColumn[] = columnNames(file).map((name, j) => ({ name, values: points.getColumn(j) }))
  await withOutput(flags.output, streams, async (write) => {
    for (const block of csvBlocks([...columns, { name: 'label', values: labels.map((label) => label + first) }]))
      await write(block)
  })
}
