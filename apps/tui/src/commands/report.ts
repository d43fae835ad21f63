import { GaussianMixture } from '@mixtura/core'
import type { Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { settingsFrom, type FitFlags } from '../options.ts'
import { addSource, loadProblem, usualPreset, type SourceFlags } from '../source.ts'
import { widthOf, write } from '../streams.ts'
import { withColumns } from '../refusals.ts'

const examples = `Examples:
  mixtura report                        the three students, fitted as in the notebook
  mixtura report iris --covariance tied
  mixtura report stones.csv -k 4 --columns x,y
`

export function addReport(program: Command, context: Context): void {
  const command = program.command('report')
  command.description('a fit on one page')
  addSource(command, usualPreset)
    .addHelpText('before', examples)
    .action((source: string, flags: FitFlags & SourceFlags) => printReport(source, flags, command, context))
}

/** How the notebook fits its own stones. */
const notebook = { tolerance: 0, maxIterations: 50 }

export async function printReport(
  source: string,
  flags: FitFlags & SourceFlags,
  command: Command,
  { streams }: Context,
): Promise<void> {
  const problem = await loadProblem(source, flags, command, streams)
  const settings = settingsFrom(flags, { ...problem, ...(source === usualPreset && notebook) })
  const fit = await withColumns(problem.columns, () => GaussianMixture.fit(problem.dataset, settings))
  const { report } = await import('../report.ts')
  const width = Math.min(widthOf(streams.stdout), 100)
  const look = { width, style: styleOf(command, streams), marker: 'block' } as const
  await write(streams.stdout, report(problem, settings, fit, look))
}
