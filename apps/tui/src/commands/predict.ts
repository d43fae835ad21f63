import { appendedBlocks, assignmentColumns, type CsvColumn } from '@mixtura/io'
import type { Command } from 'commander'
import { checkInput } from '../bytes.ts'
import type { Context } from '../context.ts'
import { encoderFor } from '../encode.ts'
import { readSamples, type DataFlags } from '../input.ts'
import { readModel } from '../model-file.ts'
import { addDataOptions, addOutputOption, addZeroBasedOption } from '../options.ts'
import { checkOutputs, withOutput } from '../output.ts'

interface Flags extends DataFlags {
  readonly output?: string
  readonly zeroBased: boolean
}

const examples = `Examples:
  mixtura predict model.json stones.csv -o labelled.csv
  mixtura predict model.json - < stones.csv | cut -d, -f3 | sort | uniq -c
`

export function addPredict(program: Command, context: Context): void {
  const command = program.command('predict')
  command
    .description('append to each row its component (label, from 1) and the responsibilities of all (r1, r2, …)')
    .argument('<model>', 'a model file, as fit -o model.json writes it')
    .argument('[file]', 'the rows; - for stdin', '-')
    .addHelpText('before', examples)
    .action((model: string, file: string, flags: Flags) => predict(model, file, flags, command, context))
  addOutputOption(addZeroBasedOption(addDataOptions(command)))
}

async function predict(
  modelPath: string,
  path: string,
  flags: Flags,
  command: Command,
  { streams }: Context,
): Promise<void> {
  checkInput(path, command, streams)
  await checkOutputs(flags.output)
  const { model, columns } = await readModel(modelPath, streams)
  const samples = await readSamples(path, flags, streams, columns, true)

  const { dataset } = samples
  const first = flags.zeroBased ? 0 : 1
  const appended = assignmentColumns({
    points: dataset,
    names: [],
    labels: model.predict(dataset).map((label) => label + first),
    responsibilities: model.responsibilities(dataset),
    first,
  })
  const { table, chosen } = samples
  const taken = new Set(table.columns.map(({ name }) => name))
  const encode = encoderFor(table.encoding)
  await withOutput(flags.output, streams, async (write) => {
    for (const block of appendedBlocks(
      table,
      chosen.rows,
      appended.map((column) => renamed(column, taken)),
    )) {
      await write(encode(block))
    }
  })
}

/** A name that the file does not have yet. */
function renamed({ name, values }: CsvColumn, taken: ReadonlySet<string>): CsvColumn {
  let free = name === 'component' ? 'label' : name
  while (taken.has(free)) free += '_'
  return { name: free, values }
}
