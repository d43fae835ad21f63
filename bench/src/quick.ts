import type { Contestant } from './contestants/contestant.ts'
import { onOneThread } from './contestants/mixtura.ts'
import { shareOfPeak } from './peak.ts'
import { createProblem, nameOf, type ProblemSpec } from './problem.ts'
import { digits, spread, type Section } from './report.ts'
import { quartiles, ratios, slope } from './statistics.ts'

interface QuickCase extends ProblemSpec {
  readonly iterations: readonly [number, number]
  /** How many times faster than plain JavaScript WebAssembly has to be: about half of what it is. */
  readonly least: number
}

const cases: readonly QuickCase[] = [
  { n: 500, d: 2, k: 3, iterations: [20, 4020], least: 2 },
  { n: 100_000, d: 2, k: 3, iterations: [2, 22], least: 3 },
  { n: 20_000, d: 8, k: 8, iterations: [2, 12], least: 3 },
  { n: 5_000, d: 32, k: 10, iterations: [2, 12], least: 4 },
]

/** WebAssembly against plain JavaScript in the same run: what a change has cost shows on any machine, without a peer. */
export async function compareEngines(rounds: number, peak: () => number): Promise<Section> {
  const contestants = [onOneThread('js'), onOneThread('wasm')]
  const measured = []
  for (const spec of cases) {
    const problem = createProblem(spec)
    for (const contestant of contestants) await contestant.load(problem)
    const [js, wasm, peaks]: number[][] = [[], [], []]
    for (let round = 0; round <= rounds; round++) {
      const [plain, kernel] = [await slopeOf(contestants[0], spec), await slopeOf(contestants[1], spec)]
      // The first round warms the compilers up.
      if (round === 0) continue
      js.push(plain)
      wasm.push(kernel)
      peaks.push(peak())
    }
    measured.push({ spec, js, wasm, ratio: ratios(js, wasm), peak: quartiles(peaks).median })
  }
  return {
    title: 'WebAssembly beside plain JavaScript, one thread',
    columns: ['N, D, K', 'js, ms', 'wasm, ms', 'times faster', 'at least', 'share of peak'],
    rows: measured.map(({ spec, js, wasm, ratio, peak }) => [
      nameOf(spec),
      spread(quartiles(js)),
      spread(quartiles(wasm)),
      spread(ratio),
      digits(spec.least),
      shareOfPeak(spec, quartiles(wasm).median, peak),
    ]),
    verdicts: measured.map(({ spec, ratio }) => ({
      claim: `${nameOf(spec)}: ${spread(ratio)} times faster than plain JavaScript; at least ${spec.least}`,
      holds: ratio.median >= spec.least,
    })),
    data: measured,
  }
}

/** Milliseconds of this thread's processor an iteration: whatever else the machine does meanwhile does not count. */
async function slopeOf(contestant: Contestant, { iterations: [few, many] }: QuickCase): Promise<number> {
  const processorTime = async (iterations: number): Promise<number> => {
    const before = process.threadCpuUsage()
    await contestant.time(iterations, 1)
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  }
  const short = { iterations: few, time: await processorTime(few) }
  return slope(short, { iterations: many, time: await processorTime(many) })
}
