import { accuracy, adjustedRandIndex, matchLabels } from '@mixtura/core'
import { findColumn } from '@mixtura/io'
import { Option, type Command } from 'commander'
import { checkInput } from '../bytes.ts'
import type { Context } from '../context.ts'
import { cellAt, readSamples, type DataFlags, type Samples } from '../input.ts'
import { readModel } from '../model-file.ts'
import { addDataOptions, addOutputOption, addWeightsOption } from '../options.ts'
import { checkOutputs, withOutput } from '../output.ts'

interface Flags extends DataFlags {
  readonly output?: string
  readonly json: boolean
  readonly truth?: string
}

const examples = `Examples:
  mixtura score model.json new-stones.csv
  mixtura score model.json stones.csv --truth student --json
`

export function addScore(program: Command, context: Context): void {
  const command = program.command('score')
  command
    .description('how well a model describes a file: LML, AIC, BIC, and agreement with known groups')
    .argument('<model>', 'a model file, as fit -o model.json writes it')
    .argument('[file]', 'the rows; - for stdin', '-')
    .option('--truth <column>', 'column that says which group each row belongs to')
    .addOption(new Option('--json', 'one document').default(false))
    .addHelpText('before', examples)
    .action((model: string, file: string, flags: Flags) => score(model, file, flags, command, context))
  addOutputOption(addWeightsOption(addDataOptions(command)))
}

async function score(
  modelPath: string,
  path: string,
  flags: Flags,
  command: Command,
  { streams }: Context,
): Promise<void> {
  checkInput(path, command, streams)
  await checkOutputs(flags.output)
  const { model, columns } = await readModel(modelPath, streams)
  const samples = await readSamples(path, flags, streams, columns)
  const { dataset } = samples

  const lml = model.lml(dataset)
  const scores: Record<string, number> = {
    n: dataset.sampleCount,
    lml,
    logLikelihood: lml * dataset.weightTotal,
    aic: model.aic(dataset),
    bic: model.bic(dataset),
    ...(flags.truth !== undefined && agreement(truthOf(flags.truth, samples), model.predict(dataset))),
  }
  const text = flags.json
    ? `${JSON.stringify(scores)}\n`
    : Object.entries(scores)
        .map(([name, value]) => `${titles[name].padEnd(34)}${value}\n`)
        .join('')
  await withOutput(flags.output, streams, (write) => write(text))
}

const titles: Readonly<Record<string, string>> = {
  n: 'rows',
  lml: 'LML per row, in nats',
  logLikelihood: 'log-likelihood, in nats',
  aic: 'AIC',
  bic: 'BIC',
  accuracy: 'accuracy after matching labels',
  adjustedRandIndex: 'adjusted Rand index',
}

function agreement(truth: Int32Array, labels: Int32Array): { accuracy: number; adjustedRandIndex: number } {
  const matched = matchLabels(truth, labels)
  return {
    accuracy: accuracy(
      truth,
      labels.map((label) => matched[label]),
    ),
    adjustedRandIndex: adjustedRandIndex(truth, labels),
  }
}

/** N: the groups a column names, numbered from 0 as they come. */
function truthOf(name: string, { table, chosen }: Samples): Int32Array {
  const column = table.columns[findColumn(table, name)]
  const numbers = new Map<string | number, number>()
  return Int32Array.from(chosen.rows, (row) => {
    const group = cellAt(column, row)
    if (!numbers.has(group)) numbers.set(group, numbers.size)
    return numbers.get(group)!
  })
}
