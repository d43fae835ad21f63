import { GaussianMixture } from '@mixtura/core'
import type { Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { addFitOptions, settingsFrom, type FitFlags } from '../options.ts'
import { threeStudentsProblem } from '../presets.ts'
import { report } from '../report.ts'
import { widthOf, write } from '../streams.ts'

export function addReport(program: Command, context: Context): void {
  const command = program
    .command('report')
    .description('a fit on one page; the three students as in the notebook, unless told otherwise')
    .argument('[source]', 'a file, or a preset')
  addFitOptions(command).action((source: string | undefined, flags: FitFlags) =>
    printReport(source, flags, command, context),
  )
}

/** How the notebook fits its own stones. */
const notebook = { tolerance: 0, maxIterations: 50 }

export async function printReport(
  source: string | undefined,
  flags: FitFlags,
  command: Command,
  { streams }: Context,
): Promise<void> {
  const problem = threeStudentsProblem()
  const settings = settingsFrom(source === undefined ? { ...notebook, ...flags } : flags)
  const fit = GaussianMixture.fit(problem.dataset, settings)
  const look = {
    width: Math.min(widthOf(streams.stdout), 100),
    style: styleOf(command, streams),
    marker: 'block',
  } as const
  await write(streams.stdout, report(problem, settings, fit, look))
}
