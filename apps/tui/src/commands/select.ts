import { selectModel, type CovarianceName, type Criterion, type SampleSize, type Selection } from '@mixtura/core'
import { formatModel } from '@mixtura/io'
import { Option, type Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { addDataOptions, addOutputOption, addWeightsOption } from '../options.ts'
import { checkOutputs, isStdout, withOutput } from '../output.ts'
import { componentCounts, covariances, nonNegative, sampleSize, seed, wholeNumber } from '../parse.ts'
import { createProgress } from '../progress.ts'
import { selectionTable } from '../selection-table.ts'
import { addSourceArgument, loadProblem, type SourceFlags } from '../source.ts'
import { plain } from '../style.ts'
import { inOurWords, withColumns } from '../refusals.ts'

interface Flags extends SourceFlags {
  readonly k: number[]
  readonly covariance: CovarianceName[]
  readonly criterion: Criterion
  readonly sampleSize: SampleSize
  readonly restarts: number
  readonly seed: number
  readonly regularization: number
  readonly output?: string
  readonly json: boolean
}

const examples = `Examples:
  mixtura select stones.csv --k 1..9 --columns x,y
  mixtura select old-faithful --covariance all --criterion icl
  mixtura select stones.csv --json -o best.json    (predict reads it as a model)
`

export function addSelect(program: Command, context: Context): void {
  const command = program.command('select')
  command.description('fit several numbers of components and covariance structures, and choose by BIC')
  addOutputOption(addWeightsOption(addDataOptions(addSourceArgument(command, '-'))))
    .option('--k <counts>', 'numbers of components, as 1..9 or 2,4,8', componentCounts, componentCounts('1..9'))
    .option(
      '--covariance <names>',
      'structures, as full,tied, or all',
      covariances,
      covariances('full,tied,diag,spherical'),
    )
    .addOption(
      new Option('--criterion <name>', 'what the best has least of').choices(['bic', 'aic', 'icl']).default('bic'),
    )
    .option(
      '--sample-size <n>',
      'what criteria take for n: sum of the weights, rows, kish, or a number',
      sampleSize,
      'sum',
    )
    .option('--restarts <R>', 'starts to try for each', wholeNumber(1), 1)
    .option('--seed <S>', 'seed of the starts', seed, 0)
    .option('--regularization <R>', 'added to the variances, in squared data units', nonNegative, 0)
    .option('--json', 'one document: every candidate, and the best as a model', false)
    .addHelpText('before', examples)
    .action((source: string, flags: Flags) => select(source, flags, command, context))
}

async function select(source: string, flags: Flags, command: Command, { streams }: Context): Promise<void> {
  await checkOutputs(flags.output)
  const { dataset, columns } = await loadProblem(source, flags, command, streams)

  const { criterion, restarts, seed, regularization } = flags
  const progress = createProgress(streams.stderr)
  const { failures, ...found } = await withColumns(columns, () =>
    selectModel(dataset, {
      components: flags.k,
      covariances: flags.covariance,
      criterion,
      sampleSize: flags.sampleSize,
      restarts,
      seed,
      regularization,
      onProgress: ({ done, total, components, covariance }) =>
        progress.say(() => `${done} of ${total} · K = ${components}, ${covariance}`),
    }),
  )
  const said = failures.map((failure) => ({ ...failure, error: inOurWords(failure.error, columns) }))
  const selection = { ...found, failures: said }
  progress.clear()

  const style = isStdout(flags.output) ? styleOf(command, streams) : plain
  const asJson = flags.json || flags.output?.endsWith('.json')
  const text = asJson ? selectionDocument(selection, columns) : selectionTable(selection, style)
  await withOutput(flags.output, streams, (write) => write(text))
}

/** The best as a model file, with every candidate beside it. */
function selectionDocument(
  { criterion, best, overruled, sampleSize, warnings, candidates, failures }: Selection,
  columns: readonly string[],
): string {
  const { components, covariance } = best
  const document = {
    ...JSON.parse(formatModel({ model: best.model, columns })),
    criterion,
    sampleSize,
    warnings: warnings.map(({ code, cause, value }) => ({ code, cause, value })),
    best: { components, covariance },
    ...(overruled && {
      overruled: {
        components: overruled.candidate.components,
        covariance: overruled.candidate.covariance,
        by: overruled.by,
        cost: overruled.cost,
      },
    }),
    candidates: candidates.map((candidate) => ({ ...candidate, model: undefined })),
    failures: failures.map(({ error: { code, message }, ...failure }) => ({ ...failure, code, message })),
  }
  return `${JSON.stringify(document)}\n`
}
