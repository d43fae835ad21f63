import type { Command } from 'commander'
import { threeStudentsProblem } from '../presets.ts'
import type { Settings } from '../settings.ts'
import type { Streams } from '../streams.ts'
import { styleFor, type ColourChoice } from '../style.ts'
import { printReport } from './report.ts'

export function addLive(program: Command, streams: Streams): void {
  program.action(async ({ color }: { color: ColourChoice }) => {
    const { stdin, stdout, env } = streams
    if (!stdin.isTTY || !stdout.isTTY || env.TERM === 'dumb') return printReport(streams, color)
    const { startLive } = await import('../live/start.tsx')
    const settings: Settings = {
      components: 3,
      covariance: 'full',
      init: 'kmeans',
      seed: 0,
      tolerance: 1e-6,
      maxIterations: 1000,
      regularization: 0,
      onCollapse: 'regularize',
    }
    const view = { sheet: false, truth: false, zoomed: false, marker: 'braille', pair: 0, message: '' } as const
    await startLive(
      threeStudentsProblem(),
      settings,
      { style: styleFor(stdout, color, env), view, screenReader: false },
      streams,
    )
  })
}
