import { GaussianMixture } from '@mixtura/core'
import type { Command } from 'commander'
import { threeStudentsProblem } from '../presets.ts'
import { report } from '../report.ts'
import { widthOf, write, type Streams } from '../streams.ts'
import { styleFor, type ColourChoice } from '../style.ts'

/** The notebook's fit of its own stones. */
const notebook = {
  components: 3,
  covariance: 'full',
  init: 'kmeans',
  tolerance: 0,
  maxIterations: 50,
  regularization: 0,
} as const

export function addReport(program: Command, streams: Streams): void {
  program
    .command('report')
    .description('the three students fitted as in the notebook, on one page')
    .action((_, command: Command) => printReport(streams, command.optsWithGlobals<{ color: ColourChoice }>().color))
}

export async function printReport({ stdout, env }: Streams, color: ColourChoice): Promise<void> {
  const problem = threeStudentsProblem()
  const fit = GaussianMixture.fit(problem.dataset, notebook)
  const look = { width: Math.min(widthOf(stdout), 100), style: styleFor(stdout, color, env), marker: 'block' } as const
  await write(stdout, report(problem, notebook, fit, look))
}
